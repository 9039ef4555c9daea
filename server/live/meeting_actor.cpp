#include "live/meeting_actor.hpp"

#include <algorithm>
#include <variant>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>

#include "domain/electorate.hpp"
#include "domain/evolve.hpp"
#include "domain/forum.hpp"
#include "domain/permissions.hpp"
#include "live/journal_unit.hpp"
#include "live/request.hpp"

namespace torg::live {
namespace {

using protocol::ErrorCode;

// A deadline that had nothing to do is looked at again after this.
constexpr std::int64_t deadline_pause_ms = 250;

bool is_ballot(protocol::Command const& command) {
  return std::holds_alternative<protocol::CastBallot>(command) ||
         std::holds_alternative<protocol::WithdrawBallot>(command);
}

// The box that a command changes; nothing for commands that leave boxes alone.
std::optional<domain::BoxId> box_changed_by(protocol::Command const& command) {
  return std::visit(
      [](auto const& one) -> std::optional<domain::BoxId> {
        if constexpr (requires { one.box; }) {
          return one.box;
        } else {
          return std::nullopt;
        }
      },
      command);
}

}  // namespace

MeetingActor::MeetingActor(Surroundings const& surroundings, std::size_t thread,
                           std::string meeting, std::int64_t created_at_ms,
                           MeetingNeighbours neighbours)
    : around_(surroundings),
      thread_(thread),
      loop_(*surroundings.loops[thread]),
      meeting_(std::move(meeting)),
      stream_(meeting_stream(meeting_)),
      created_at_ms_(created_at_ms),
      neighbours_(std::move(neighbours)),
      boxes_(surroundings.key_ring, surroundings.entropy, stream_),
      memory_(surroundings.limits.remembered_commands),
      tokens_(stream_),
      voting_codes_(surroundings.key_ring, stream_),
      voting_guard_(CodeBudget::of_phones(surroundings.limits)),
      answers_(surroundings.loops),
      views_(surroundings.loops, loop_, surroundings.clock, surroundings.limits,
             surroundings.entropy.text(small_letters_and_digits, 8),
             {ScopeName::participant, ScopeName::facilitator, ScopeName::screen},
             {[this](ScopeName scope) { return shared_view(scope); },
              [this](domain::ParticipantId participant) { return own_view(participant); }}),
      deadline_alarm_(surroundings.clock.make_alarm(loop_)),
      retry_alarm_(surroundings.clock.make_alarm(loop_)) {}

MeetingActor::~MeetingActor() = default;

void MeetingActor::begin(LoadedMeeting loaded) {
  last_use_ms_ = around_.clock.now_ms();
  snapshot_version_ = loaded.snapshot_version;
  adopt(std::move(loaded));
  if (!join_keys_) renew_join_keys();
  seal_what_cannot_go_on();
  on_deadline();
  views_.publish(true);
}

void MeetingActor::submit(PostedCommand command) {
  // On this thread already it need not wait for its turn: no answer goes out before the next.
  boost::asio::dispatch(loop_, [self = shared_from_this(), command = std::move(command)]() mutable {
    self->take(std::move(command));
    self->answers_.post();
  });
}

void MeetingActor::take(PostedCommand command) {
  Waiter waiter{command.session, command.thread};
  std::shared_ptr<Question> question;
  if (is_ballot(command.command)) {
    question = std::make_shared<Question>(
        Question{command.subject, command.id, false, {std::move(waiter)}});
  } else if (auto const* const answer = memory_.answer_to(command.subject, command.id)) {
    return answers_.add(command.thread, command.session, encode_ack(command.id, *answer));
  } else if (auto const asked = memory_.asked(command.subject, command.id)) {
    return asked->waiters.push_back(std::move(waiter));
  } else {
    question = memory_.ask(command.subject, command.id, std::move(waiter));
  }
  if (unloaded_ || on_stopped_) {
    return reject(*question, domain::refusal(ErrorCode::shutting_down));
  }
  if (unreachable_) return reject(*question, domain::refusal(ErrorCode::storage_full));
  if (in_flight_.size() + waiting_.size() >= around_.limits.waiting_commands) {
    return reject(*question, domain::refusal(ErrorCode::overloaded));
  }
  if (!must_wait()) return consider(question, command);
  waiting_.push_back(
      [this, question, command = std::move(command)] { consider(question, command); });
}

void MeetingActor::run_or_wait(std::function<void()> task) {
  if (!must_wait()) return task();
  waiting_.push_back(std::move(task));
}

void MeetingActor::release() {
  if (releasing_) return;
  releasing_ = true;
  while (!held() && !waiting_.empty()) {
    auto const task = std::move(waiting_.front());
    waiting_.pop_front();
    task();
  }
  releasing_ = false;
}

domain::Request MeetingActor::request_of(domain::Asker asker) {
  if (asker.participant) asker.seat = decided_holders_.seat_of(*asker.participant);
  return live::request_of(around_, asker);
}

bool MeetingActor::being_sealed(domain::BoxId box) const {
  return std::any_of(sealings_.begin(), sealings_.end(), [box](auto const& sealing) {
    return std::find(sealing->boxes.begin(), sealing->boxes.end(), box) != sealing->boxes.end();
  });
}

void MeetingActor::consider(std::shared_ptr<Question> const& question,
                            PostedCommand const& command) {
  if (unreachable_) return reject(*question, domain::refusal(ErrorCode::storage_full));
  if (is_ballot(command.command)) return consider_ballot(question, command);

  auto const box = box_changed_by(command.command);
  if (auto const refused =
          domain::refused_by_permission(command.asker.role, decided_.phase, command.command)) {
    return reject(*question, domain::refusal(*refused));
  }
  if (box && being_sealed(*box)) {
    return reject(*question, domain::refusal(ErrorCode::wrong_box_state));
  }
  if (auto boxes = domain::boxes_to_seal(decided_, command.command); !boxes.empty()) {
    for (auto const one : boxes) {
      if (being_sealed(one)) {
        return reject(*question, domain::refusal(ErrorCode::wrong_box_state));
      }
    }
    return begin_sealing(
        std::make_shared<Sealing>(Sealing{question, command, std::move(boxes), {}}));
  }

  auto request = request_of(command.asker);
  if (box) request.turnout = boxes_.decided(*box).turnout();
  if (std::holds_alternative<protocol::TakeVotingCode>(command.command) &&
      voting_guard_.source_paused(command.subject, request.now_ms)) {
    return reject(*question, domain::refusal(ErrorCode::too_many_wrong_codes));
  }
  describe_codes(request, command);
  auto verdict = domain::decide(decided_, request, command.command);
  if (!verdict) return reject(*question, verdict.error());

  if (auto taken = tokens_.refusal_of(command.command)) return reject(*question, *std::move(taken));
  if (auto taken = voting_codes_.refusal_of(command.command)) {
    return reject(*question, *std::move(taken));
  }
  std::function<void()> on_durable;
  auto more = credential_writes(command.command, on_durable);
  if (verdict->events.empty()) {
    // Nothing to store, but what it rests upon may still be on its way.
    auto answer = protocol::to_json(verdict->answer);
    return when_durable([this, question, command, answer = std::move(answer)](bool stands) {
      if (stands) return accept(*question, answer);
      consider(question, command);
    });
  }
  if (std::holds_alternative<protocol::CloseMeeting>(command.command)) {
    auto answer = protocol::to_json(verdict->answer);
    auto unit = unit_for(question.get(), *verdict, answer);
    return close_meeting(question, std::move(*verdict), std::move(unit), std::move(answer));
  }
  seat_writes(command.command, request, verdict->answer, more, on_durable);
  submit_decision(question, std::move(*verdict), std::move(more), std::move(on_durable));
}

void MeetingActor::consider_ballot(std::shared_ptr<Question> const& question,
                                   PostedCommand const& command) {
  auto const request = request_of(command.asker);
  auto const box = *box_changed_by(command.command);
  auto const voter = voter_in(decided_, box, request.asker);
  auto const key = voter ? boxes_.key_of(box, *voter) : std::nullopt;
  // Without a key the box is sealed, void or unknown, or whoever asks has no vote in it; the
  // decision says which before it looks at the key.
  auto const verdict = std::visit(
      [&](auto const& cast) -> boost::system::result<domain::CastVerdict, protocol::Error> {
        using Cast = std::decay_t<decltype(cast)>;
        auto const used_key = key.value_or(domain::VoterKey{});
        if constexpr (std::is_same_v<Cast, protocol::CastBallot>) {
          return domain::decide_cast(decided_, boxes_.decided(box), request, used_key, cast);
        } else if constexpr (std::is_same_v<Cast, protocol::WithdrawBallot>) {
          return domain::decide_withdraw(decided_, boxes_.decided(box), request, used_key, cast);
        } else {
          return domain::refusal(ErrorCode::internal);
        }
      },
      command.command);
  if (!verdict) return reject(*question, verdict.error());
  if (!verdict->row) {
    return when_durable([this, question, command](bool stands) {
      if (stands) return accept(*question, "{}");
      consider(question, command);
    });
  }
  if (!key) return reject(*question, domain::refusal(ErrorCode::box_not_open));

  InFlight record;
  record.question = question;
  record.ballot = PendingBallot{box, *command.asker.participant, *key, *verdict->row};
  boxes_.decide(*record.ballot);
  auto const& row = record.ballot->row;
  store::Unit unit;
  unit.push_back(store::CastBallot{stream_, static_cast<std::uint32_t>(box), *key, row.ballot_class,
                                   row.class_salt, row.revision, row.ballot, row.withdrawn});
  put_in_flight(std::move(record));
  send(std::move(unit));
}

store::Unit MeetingActor::credential_writes(protocol::Command const& command,
                                            std::function<void()>& on_durable) {
  store::Unit unit;
  if (std::holds_alternative<protocol::RenewJoinCode>(command)) {
    auto const keys = JoinKeys::make(around_.key_ring, around_.entropy);
    if (join_keys_) {
      unit.push_back(store::RevokeCredential{join_keys_->secret_hash});
      unit.push_back(store::RevokeCredential{join_keys_->code_hash});
    }
    keys.put_into(unit, around_.key_ring, stream_);
    for (auto const& hash : stale_join_keys_) unit.push_back(store::RevokeCredential{hash});
    on_durable = [this, keys] { use_join_keys(keys); };
  }
  if (auto issue = tokens_.issue_of(command)) {
    tokens_.put_into(unit, *issue);
    on_durable = [this, issue = *std::move(issue)] {
      for (auto const& subject : tokens_.on_issued(issue)) views_.revoke(subject);
    };
  }
  return unit;
}

store::Unit MeetingActor::unit_for(Question const* question, domain::Decision const& decision,
                                   std::string const& answer) {
  store::Unit unit;
  unit.push_back(append_of(stream_, decided_.version, decision.events, decision.contents));
  auto const number = [](domain::BoxId box) { return static_cast<std::uint32_t>(box); };
  for (auto const& event : decision.events) {
    if (auto const* const opened = std::get_if<protocol::BallotOpened>(&event)) {
      unit.push_back(store::OpenBox{stream_, number(opened->box), boxes_.open(opened->box)});
    } else if (auto const* const stopped = std::get_if<protocol::BallotStopped>(&event)) {
      unit.push_back(store::StopBox{stream_, number(stopped->box)});
    } else if (auto const* const reopened = std::get_if<protocol::BallotReopened>(&event)) {
      unit.push_back(store::ReopenBox{stream_, number(reopened->box)});
    } else if (auto const* const voided = std::get_if<protocol::BallotVoided>(&event)) {
      unit.push_back(store::VoidBox{stream_, number(voided->box)});
    } else if (auto const* const erased = std::get_if<protocol::ContentErased>(&event)) {
      unit.push_back(store::EraseContent{stream_, erased->content});
    }
  }
  if (question && question->remembered) {
    unit.push_back(
        store::RememberCommand{stream_, question->subject, question->id, answer, memory_.keep()});
  }
  return unit;
}

void MeetingActor::submit_decision(std::shared_ptr<Question> question, domain::Decision decision,
                                   store::Unit more, std::function<void()> on_durable) {
  InFlight record;
  record.answer = protocol::to_json(decision.answer);
  auto unit = unit_for(question.get(), decision, record.answer);
  for (auto& write : more) unit.push_back(std::move(write));
  record.question = std::move(question);
  record.events = std::move(decision.events);
  record.contents = std::move(decision.contents);
  record.on_durable = std::move(on_durable);
  put_in_flight(std::move(record));
  send(std::move(unit));
}

void MeetingActor::put_in_flight(InFlight record) {
  for (auto const& event : record.events) domain::evolve(decided_, event);
  if (!record.events.empty()) set_deadline();
  in_flight_.push_back(std::move(record));
}

void MeetingActor::send(store::Unit unit) {
  around_.writer.submit(std::move(unit), loop_, [self = shared_from_this()](WriteOutcome outcome) {
    self->on_outcome(outcome);
  });
}

void MeetingActor::when_durable(std::function<void(bool)> then) {
  if (in_flight_.empty()) {
    then(true);
  } else {
    in_flight_.back().after.push_back(std::move(then));
  }
}

void MeetingActor::set_deadline() {
  auto const deadline = domain::next_deadline(decided_);
  if (!deadline) return deadline_alarm_->cancel();
  deadline_alarm_->set(*deadline, [this] { on_deadline(); });
}

void MeetingActor::on_deadline() {
  if (unloaded_) return;
  run_or_wait([this] {
    if (unreachable_) return;  // set again when the state was read
    auto verdict = domain::decide_deadline_passed(decided_, request_of({}));
    if (verdict && !verdict->events.empty()) {
      return submit_decision(nullptr, std::move(*verdict), {}, nullptr);
    }
    if (auto const next = domain::next_deadline(decided_)) {
      auto const soonest = around_.clock.now_ms() + deadline_pause_ms;
      deadline_alarm_->set(std::max(*next, soonest), [this] { on_deadline(); });
    }
  });
}

void MeetingActor::reject(Question const& question, protocol::Error error) {
  for (auto const& waiter : question.waiters) {
    answers_.add(waiter.thread, waiter.session, encode_reject(question.id, error));
  }
  if (question.remembered) memory_.settled(question);
}

void MeetingActor::accept(Question const& question, std::string answer) {
  auto const frame = encode_ack(question.id, answer);
  for (auto const& waiter : question.waiters) answers_.add(waiter.thread, waiter.session, frame);
  if (question.remembered) memory_.settled(question);
}

domain::LiveFacts MeetingActor::facts() const {
  domain::LiveFacts facts;
  facts.connected = views_.present();
  facts.turnout = boxes_.turnout();
  facts.held_seats = holders_.held();
  facts.closing_head = closing_head_;
  return facts;
}

domain::Sections MeetingActor::shared_view(ScopeName scope) {
  if (scope == ScopeName::participant) {
    return domain::participant_view(durable_, texts_, facts());
  }
  bool const facilitator = scope == ScopeName::facilitator;
  auto sections = facilitator ? domain::facilitator_view(durable_, texts_, facts())
                              : domain::screen_view(durable_, texts_, facts());
  if (durable_.phase != protocol::MeetingPhase::closed && join_keys_) {
    if (join_section_.empty()) {
      std::optional<std::string> wifi;
      if (durable_.wifi) {
        if (auto const found = texts_.find(*durable_.wifi); found != texts_.end()) {
          wifi = found->second;
        }
      }
      join_section_ = encode_join_section(around_.server, *join_keys_, code_paused_, wifi);
    }
    sections.insert_or_assign(std::string(protocol::section_key::join), join_section_);
  }
  if (facilitator) {
    sections.insert_or_assign(std::string(protocol::section_key::server),
                              encode_server_section(around_.server));
    if (entry_changed_) {
      entry_changed_ = false;
      neighbours_.entry_changed(domain::meeting_entry(durable_, texts_, created_at_ms_));
    }
  }
  return sections;
}

std::optional<domain::BoxId> MeetingActor::box_in_own_views() const {
  if (!durable_.current) return std::nullopt;
  auto const* const item = durable_.find_item(*durable_.current);
  auto const* const box = item ? durable_.newest_box(*item) : nullptr;
  if (!box) return std::nullopt;
  return box->id();
}

std::optional<domain::Voter> MeetingActor::voter_in(domain::Meeting const& meeting,
                                                    domain::BoxId box, domain::Asker const& asker) {
  auto const found = meeting.boxes.find(box);
  if (found == meeting.boxes.end()) return std::nullopt;
  auto const voter = domain::voter_in(meeting, found->second, asker);
  if (!voter) return std::nullopt;
  return *voter;
}

domain::Sections MeetingActor::own_view(domain::ParticipantId participant) {
  auto const seat = holders_.seat_of(participant);
  std::map<domain::BoxId, domain::OwnBallot> own;
  if (auto const box = box_in_own_views()) {
    domain::Asker const asker{domain::Role::participant, participant, seat};
    if (auto const voter = voter_in(durable_, *box, asker)) {
      auto const handovers = seat ? holders_.handovers(*seat, *box) : SeatHolders::Handovers();
      if (auto ballot = boxes_.own_ballot(*box, *voter, handovers)) {
        own.emplace(*box, *std::move(ballot));
      }
    }
  }
  return domain::person_view(durable_, texts_, participant, own, seat);
}

}  // namespace torg::live
