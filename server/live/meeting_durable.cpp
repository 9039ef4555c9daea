#include <utility>
#include <variant>

#include <boost/asio/post.hpp>

#include "domain/evolve.hpp"
#include "domain/forum.hpp"
#include "domain/snapshot.hpp"
#include "live/credential.hpp"
#include "live/meeting_actor.hpp"
#include "live/meeting_entries.hpp"

// What a meeting does with what came back from the disk.
namespace torg::live {
namespace {

using protocol::ErrorCode;

constexpr std::int64_t reread_pause_ms = 500;

// Why a unit that is not there is not there, as far as that is known.
ErrorCode reason_for(WriteOutcome outcome) {
  if (outcome.status == WriteStatus::not_stored) return ErrorCode::storage_full;
  if (outcome.status == WriteStatus::refused) {
    if (outcome.unit == store::UnitOutcome::box_not_open) return ErrorCode::box_not_open;
    if (outcome.unit == store::UnitOutcome::ballot_superseded) return ErrorCode::ballot_superseded;
  }
  return ErrorCode::outcome_unknown;
}

// Changes of item or ballot state do not wait for a window to end.
bool goes_out_at_once(protocol::Event const& event) {
  return std::visit(
      [](auto const& one) {
        using One = std::decay_t<decltype(one)>;
        constexpr bool waits = std::is_same_v<One, protocol::ParticipantJoined> ||
                               std::is_same_v<One, protocol::GroupChosen> ||
                               std::is_same_v<One, protocol::MoreTimeAsked> ||
                               std::is_same_v<One, protocol::VotingCodeTaken> ||
                               std::is_same_v<One, protocol::VotingCodeMoved> ||
                               std::is_same_v<One, protocol::ProposalSubmitted> ||
                               std::is_same_v<One, protocol::ProposalEdited> ||
                               std::is_same_v<One, protocol::ProposalReleased> ||
                               std::is_same_v<One, protocol::ProposalHidden> ||
                               std::is_same_v<One, protocol::ProposalRestored> ||
                               std::is_same_v<One, protocol::ProposalWithdrawn> ||
                               std::is_same_v<One, protocol::ProposalsMerged> ||
                               std::is_same_v<One, protocol::MeetingEdited> ||
                               std::is_same_v<One, protocol::GroupsSet> ||
                               std::is_same_v<One, protocol::ItemEdited> ||
                               std::is_same_v<One, protocol::ItemMoved>;
        return !waits;
      },
      event);
}

}  // namespace

void MeetingActor::on_outcome(WriteOutcome outcome) {
  auto record = std::move(in_flight_.front());
  in_flight_.pop_front();
  record.outcome = outcome;
  if (outcome.status == WriteStatus::committed && !recovering_) {
    joint_in_flight_ = false;
    make_durable(record);
  } else {
    recovering_ = true;
    unresolved_.push_back(std::move(record));
    if (in_flight_.empty()) recover();
  }
  if (!after_batch_posted_) {
    // Runs when the rest of the batch has been told.
    after_batch_posted_ = true;
    boost::asio::post(loop_, [self = shared_from_this()] { self->after_batch(); });
  }
}

void MeetingActor::make_durable(InFlight& record) {
  for (auto& content : record.contents) {
    texts_.insert_or_assign(std::move(content.ref), std::move(content.bytes));
  }
  for (auto const& event : record.events) {
    bool const had_own_ballots = box_in_own_views().has_value();
    domain::evolve(durable_, event);
    note_event(event, had_own_ballots || box_in_own_views());
    at_once_ = at_once_ || goes_out_at_once(event);
  }
  if (!record.events.empty()) {
    entry_changed_ = true;
    front_.reset();
  }
  if (record.ballot) {
    boxes_.settle(*record.ballot);
    views_.touch_person(record.ballot->participant);
  }
  views_.touch();
  if (record.on_durable) record.on_durable();
  if (record.question) {
    if (record.question->remembered) memory_.accepted(*record.question, record.answer);
    accept(*record.question, std::move(record.answer));
  }
  if (record.on_settled) record.on_settled(std::nullopt);
  for (auto const& then : record.after) then(true);
}

void MeetingActor::note_event(protocol::Event const& event, bool own_ballots_shown) {
  auto const touch_authors = [this](domain::ProposalId id) {
    auto const found = durable_.proposals.find(id);
    if (found == durable_.proposals.end()) return;
    for (auto const author : found->second.authors) views_.touch_person(author);
  };
  std::visit(
      [&](auto const& one) {
        using One = std::decay_t<decltype(one)>;
        if constexpr (requires { one.participant; }) {
          views_.touch_person(one.participant);
        } else if constexpr (requires { one.into; }) {
          touch_authors(one.into);
          for (auto const merged : one.proposals) touch_authors(merged);
        } else if constexpr (requires { one.proposal; }) {
          touch_authors(one.proposal);
        } else if constexpr (requires { one.box; } ||
                             std::is_same_v<One, protocol::MeetingClosed>) {
          views_.touch_everybody();
        } else if constexpr (requires { one.item; }) {
          // What runs shows in views of one's own by its ballot alone.
          if (own_ballots_shown) views_.touch_everybody();
        } else if constexpr (std::is_same_v<One, protocol::WifiSet>) {
          join_section_.clear();
        } else if constexpr (std::is_same_v<One, protocol::ContentErased>) {
          texts_.erase(one.content);
        }
        if constexpr (std::is_same_v<One, protocol::BallotSealed>) {
          boxes_.seal(one.box);
        } else if constexpr (std::is_same_v<One, protocol::BallotVoided>) {
          boxes_.forget(one.box);
        } else if constexpr (std::is_same_v<One, protocol::MeetingClosed>) {
          boxes_.forget_sealed();
        }
      },
      event);
}

// Answers first, then what everybody sees, then housekeeping.
void MeetingActor::after_batch() {
  after_batch_posted_ = false;
  release();
  answers_.post();
  views_.publish(std::exchange(at_once_, false));
  if (!recovering_) read_closing_head();
  if (!recovering_ && durable_.version >= snapshot_version_ + around_.limits.events_per_snapshot) {
    save_snapshot();
  }
  check_if_settled();
}

void MeetingActor::recover() {
  around_.writer.run(
      loop_, [meeting = meeting_](store::Store& store) { return read_meeting(store, meeting); },
      [self = shared_from_this()](store::Result<std::optional<StoredMeeting>> stored) {
        self->on_reread(std::move(stored));
        self->release();
        self->answers_.post();
        self->views_.publish(true);
        self->check_if_settled();
      });
}

void MeetingActor::on_reread(store::Result<std::optional<StoredMeeting>> stored) {
  if (stored && *stored) {
    if (auto loaded = rebuild(std::move(**stored))) {
      recovering_ = unreachable_ = joint_in_flight_ = false;
      adopt(std::move(*loaded));
      return settle_unresolved(true);
    }
  }
  // The disk is out of reach. What was tried is unknown, what waits was not: nobody waits for it.
  unreachable_ = true;
  settle_unresolved(false);
  for (auto const& task : std::exchange(waiting_, {})) task();
  retry_alarm_->set(around_.clock.now_ms() + reread_pause_ms, [this] { recover(); });
}

void MeetingActor::settle_unresolved(bool read) {
  for (auto& record : std::exchange(unresolved_, {})) {
    bool found = record.outcome.status == WriteStatus::committed;
    if (!found && read && record.question && record.question->remembered) {
      found = memory_.answer_to(record.question->subject, record.question->id) != nullptr;
    }
    if (!found && read && record.ballot) {
      auto const* const row = boxes_.durable(record.ballot->box).find(record.ballot->key);
      auto const& sent = record.ballot->row;
      found = row && row->revision == sent.revision && row->ballot == sent.ballot &&
              row->withdrawn == sent.withdrawn;
    }
    if (found) {
      // States and credentials were read anew; only the answer is still owed.
      if (record.question) accept(*record.question, std::move(record.answer));
      if (record.on_settled) record.on_settled(std::nullopt);
    } else {
      auto const error = domain::refusal(reason_for(record.outcome));
      if (record.question) reject(*record.question, error);
      if (record.on_settled) record.on_settled(error);
    }
    for (auto& then : record.after) {
      waiting_.push_back([then = std::move(then)] { then(false); });
    }
  }
}

void MeetingActor::adopt(LoadedMeeting loaded) {
  durable_ = std::move(loaded.meeting);
  decided_ = durable_;
  texts_ = std::move(loaded.texts);
  boxes_.load(loaded.boxes);
  memory_.load(std::move(loaded.remembered));
  tokens_.learn(loaded.credentials);
  voting_codes_.load(loaded.credentials);
  holders_ = SeatHolders::decode(loaded.seat_holders);
  decided_holders_ = holders_;
  join_keys_ = JoinKeys::load(around_.key_ring, stream_, loaded.credentials);
  stale_join_keys_.clear();
  for (auto const& credential : loaded.credentials) {
    bool const lets_in = credential.role == credential_role::join_link ||
                         credential.role == credential_role::join_code;
    if (lets_in && !credential.revoked && !join_keys_) stale_join_keys_.push_back(credential.hash);
  }
  if (join_keys_) neighbours_.join_keys_changed(*join_keys_);
  join_section_.clear();
  read_closing_head();
  entry_changed_ = true;
  views_.touch();
  views_.touch_everybody();
  set_deadline();
}

void MeetingActor::save_snapshot() {
  store::Snapshot snapshot{durable_.version, domain::snapshot_codec_version,
                           domain::encode_snapshot(durable_)};
  snapshot_version_ = durable_.version;
  around_.writer.run(
      loop_,
      [stream = stream_, snapshot = std::move(snapshot), key = meeting_entry_key(meeting_),
       entry = encode_meeting_entry(durable_.version,
                                    domain::meeting_entry(durable_, texts_, created_at_ms_))](
          store::Store& store) {
        return store.save_snapshot(stream, snapshot) && store.put_meta(key, entry);
      },
      [](bool) {});  // without it the next load replays more
}

void MeetingActor::read_closing_head() {
  if (!durable_.closed_by || closing_head_ || reading_closing_head_) return;
  reading_closing_head_ = true;
  around_.writer.run(
      loop_,
      [stream = stream_, closed_by = *durable_.closed_by](store::Store& store) {
        return store.read_stream(stream, closed_by - 1, 1);
      },
      [self = shared_from_this()](store::Result<std::vector<store::StoredEvent>> closing) {
        self->reading_closing_head_ = false;
        if (!closing || closing->empty()) return;  // tried again after the next batch
        self->closing_head_ = closing->front().chain;
        self->front_.reset();
        self->views_.touch();
        self->views_.publish(true);
      });
}

void MeetingActor::check_if_settled() {
  if (!in_flight_.empty()) return;
  if (sealings_.empty() && !recovering_) {
    for (auto const& handler : std::exchange(on_settled_, {})) handler();
  }
  if (!on_stopped_) return;
  if (!unresolved_.empty() && !unreachable_) return;
  // Whatever is still being counted is found stopped and sealed after the restart.
  if (!recovering_ && durable_.version > snapshot_version_) save_snapshot();
  auto const stopped = std::exchange(on_stopped_, nullptr);
  unloaded_ = true;
  deadline_alarm_->cancel();
  retry_alarm_->cancel();
  stopped();
}

}  // namespace torg::live
