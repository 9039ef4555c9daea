#include "live/forum_actor.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include <boost/asio/post.hpp>

#include "domain/decide.hpp"
#include "domain/evolve.hpp"
#include "domain/permissions.hpp"
#include "live/credential.hpp"
#include "live/journal_unit.hpp"
#include "live/meeting_entries.hpp"
#include "live/meeting_loader.hpp"
#include "live/new_meeting.hpp"
#include "live/request.hpp"

namespace torg::live {
namespace {

using protocol::CloseCode;
using protocol::ErrorCode;

constexpr std::int64_t reread_pause_ms = 500;
constexpr std::size_t most_waiting_jobs = 1'000;

std::optional<protocol::Error> error_of(WriteOutcome outcome) {
  switch (outcome.status) {
    case WriteStatus::committed:
      return std::nullopt;
    case WriteStatus::not_stored:
      return domain::refusal(ErrorCode::storage_full);
    case WriteStatus::refused:
    case WriteStatus::unknown:
      break;
  }
  return domain::refusal(ErrorCode::outcome_unknown);
}

}  // namespace

ForumActor::ForumActor(Surroundings const& surroundings, FindMeeting find_meeting, MeetingMade made)
    : around_(surroundings),
      loop_(*surroundings.loops.front()),
      find_meeting_(std::move(find_meeting)),
      made_(std::move(made)),
      organisers_(forum_stream),
      memory_(surroundings.limits.remembered_commands),
      answers_(surroundings.loops),
      views_(surroundings.loops, loop_, surroundings.clock, surroundings.limits,
             surroundings.entropy.text(small_letters_and_digits, 8), {ScopeName::organiser},
             {[this](ScopeName) { return view(); },
              [](domain::ParticipantId) { return domain::Sections{}; }}),
      retry_alarm_(surroundings.clock.make_alarm(loop_)) {}

ForumActor::~ForumActor() = default;

store::Result<void> ForumActor::begin(StoredForum stored) {
  domain::Forum forum;
  for (auto const& recorded : stored.events) {
    auto const event = event_of(recorded);
    if (!event) return event.error();
    domain::evolve(forum, *event);
  }
  forum_ = std::move(forum);
  texts_ = texts_of(std::move(stored.contents));
  organisers_.learn(stored.credentials);
  memory_.load(std::move(stored.remembered));
  views_.touch();
  views_.publish(true);
  return {};
}

bool ForumActor::has_meeting(std::string_view meeting) const {
  return std::any_of(forum_.meetings.begin(), forum_.meetings.end(),
                     [meeting](auto const& one) { return one.id == meeting; });
}

bool ForumActor::is_organiser(std::string const& token) const {
  return organisers_.find_valid(token) != nullptr;
}

bool ForumActor::has_organiser() const { return organisers_.has_valid(protocol::Role::organiser); }

domain::Sections ForumActor::view() const {
  std::vector<protocol::MeetingEntry> entries;
  for (auto const& [id, entry] : entries_) entries.push_back(entry);
  return domain::forum_view(forum_, texts_, entries);
}

void ForumActor::admit(std::string token, std::size_t thread,
                       std::function<void(AdmissionResult)> handler) {
  auto const* const organiser = organisers_.find_valid(token);
  auto const told = [this, thread, handler = std::move(handler)](AdmissionResult result) {
    boost::asio::post(*around_.loops[thread],
                      [handler, result = std::move(result)] { handler(result); });
  };
  if (!organiser) {
    return told(
        HelloRefusal{domain::refusal(ErrorCode::bad_credential), CloseCode::bad_credential});
  }
  if (!entries_read_) read_entries();
  auto admission = std::make_shared<Admission>();
  admission->actor = shared_from_this();
  admission->hub = views_.hub(thread);
  admission->thread = thread;
  admission->role = protocol::Role::organiser;
  admission->subject = organiser->subject;
  told(std::move(admission));
}

void ForumActor::leave(std::optional<domain::ParticipantId>, std::size_t) {}

void ForumActor::submit(PostedCommand command) {
  boost::asio::post(loop_, [self = shared_from_this(), command = std::move(command)]() mutable {
    self->take(std::move(command));
    self->answers_.post();
  });
}

void ForumActor::take(PostedCommand command) {
  Waiter waiter{command.session, command.thread};
  if (auto const* const json = memory_.answer_to(command.subject, command.id)) {
    return answers_.add(command.thread, command.session, encode_ack(command.id, *json));
  }
  if (auto const asked = memory_.asked(command.subject, command.id)) {
    return asked->waiters.push_back(std::move(waiter));
  }
  auto const question = memory_.ask(command.subject, command.id, std::move(waiter));
  if (stopping_) return answer(*question, domain::refusal(ErrorCode::shutting_down), {});
  if (unreachable_) return answer(*question, domain::refusal(ErrorCode::storage_full), {});
  if (jobs_.size() >= most_waiting_jobs) {
    return answer(*question, domain::refusal(ErrorCode::overloaded), {});
  }
  add_job([this, question, command = std::move(command)] { consider(question, command); });
}

void ForumActor::add_job(Job job) {
  jobs_.push_back(std::move(job));
  if (busy_) return;
  busy_ = true;
  auto const next = std::move(jobs_.front());
  jobs_.pop_front();
  next();
}

void ForumActor::finish_job() {
  answers_.post();
  if (jobs_.empty()) {
    busy_ = false;
    return;
  }
  // By way of the loop, so that jobs that need no disk do not nest.
  boost::asio::post(loop_, [self = shared_from_this(), next = std::move(jobs_.front())] {
    next();
    self->answers_.post();
  });
  jobs_.pop_front();
}

void ForumActor::answer(Question const& question, std::optional<protocol::Error> error,
                        std::string const& json) {
  auto const frame = error ? encode_reject(question.id, *error) : encode_ack(question.id, json);
  for (auto const& waiter : question.waiters) answers_.add(waiter.thread, waiter.session, frame);
  if (error) {
    memory_.settled(question);
  } else {
    memory_.accepted(question, json);
  }
}

void ForumActor::consider(std::shared_ptr<Question> const& question, PostedCommand const& command) {
  if (auto const* const create_command = std::get_if<protocol::CreateMeeting>(&command.command)) {
    return with_template(
        *create_command, [this, question, asker = command.asker,
                          create_command = *create_command](protocol::MeetingTemplate const& from) {
          create_from(question, asker, create_command, false, from,
                      [](boost::system::result<std::string, protocol::Error> const&) {});
        });
  }
  if (auto const* const issue = std::get_if<protocol::IssueFacilitatorLink>(&command.command)) {
    return issue_facilitator(question, command.asker, *issue);
  }
  auto verdict = domain::decide(forum_, request_of(around_, command.asker), command.command);
  if (!verdict) {
    answer(*question, verdict.error(), {});
    return finish_job();
  }
  auto const json = protocol::to_json(verdict->answer);
  if (verdict->events.empty()) {
    answer(*question, std::nullopt, json);
    return finish_job();
  }
  store::Unit unit;
  unit.push_back(store::RememberCommand{std::string(forum_stream), question->subject, question->id,
                                        json, memory_.keep()});
  write(std::move(unit), std::move(*verdict), [this, question, json](WriteOutcome outcome) {
    answer(*question, error_of(outcome), json);
    finish_job();
  });
}

void ForumActor::issue_facilitator(std::shared_ptr<Question> const& question, domain::Asker asker,
                                   protocol::IssueFacilitatorLink const& command) {
  // Asked of the forum's own table first: who may not, learns nothing about meetings.
  if (auto const refused = domain::refused_by_permission(asker.role, protocol::MeetingPhase::draft,
                                                         protocol::Command{command})) {
    answer(*question, domain::refusal(*refused), {});
    return finish_job();
  }
  find_meeting_(command.meeting, [self = shared_from_this(), question, asker,
                                  command](std::shared_ptr<MeetingActor> meeting) {
    if (!meeting) {
      auto error = domain::refusal(ErrorCode::unknown_meeting);
      error.field = "command.meeting";
      self->answer(*question, std::move(error), {});
      return self->answers_.post();
    }
    MeetingActor::IssueRequest request;
    request.role = credential_role::facilitator;
    request.asker = asker;
    request.token = command.facilitator_token;
    request.revoke_others = command.revoke_others.value_or(false);
    request.answer = [self, question](std::optional<protocol::Error> error) {
      boost::asio::post(self->loop_, [self, question, error = std::move(error)] {
        self->answer(*question, error, "{}");
        self->answers_.post();
      });
    };
    meeting->issue(std::move(request));
  });
  finish_job();
}

void ForumActor::with_template(protocol::CreateMeeting const& command,
                               std::function<void(protocol::MeetingTemplate)> handler) {
  if (command.source == protocol::MeetingSource::demo) return handler(around_.demo);
  if (command.source == protocol::MeetingSource::blank || !command.copy_of) {
    return handler(domain::blank_template(forum_, texts_));
  }
  find_meeting_(*command.copy_of, [self = shared_from_this(), handler = std::move(handler)](
                                      std::shared_ptr<MeetingActor> meeting) {
    // An unknown meeting is refused by the decision, whatever template it gets.
    if (!meeting) return handler(domain::blank_template(self->forum_, self->texts_));
    meeting->read_template([self, handler](protocol::MeetingTemplate from) {
      boost::asio::post(self->loop_, [self, handler, from = std::move(from)] { handler(from); });
    });
  });
}

void ForumActor::create(
    domain::Asker asker, protocol::CreateMeeting command, bool open_at_once,
    std::function<void(boost::system::result<std::string, protocol::Error>)> done) {
  add_job([this, asker, command = std::move(command), open_at_once, done = std::move(done)] {
    with_template(
        command, [this, asker, command, open_at_once, done](protocol::MeetingTemplate const& from) {
          create_from(nullptr, asker, command, open_at_once, from, done);
        });
  });
}

void ForumActor::create_from(
    std::shared_ptr<Question> const& question, domain::Asker asker,
    protocol::CreateMeeting const& command, bool open_at_once,
    protocol::MeetingTemplate const& from,
    std::function<void(boost::system::result<std::string, protocol::Error>)> done) {
  auto made = make_meeting(around_, forum_, asker, command, from, open_at_once);
  if (!made) {
    if (question) answer(*question, made.error(), {});
    done(made.error());
    return finish_job();
  }
  auto const json = protocol::to_json(made->answer);
  auto unit = std::move(made->unit);
  if (question) {
    unit.push_back(store::RememberCommand{std::string(forum_stream), question->subject,
                                          question->id, json, memory_.keep()});
  }
  write(std::move(unit), std::move(made->in_forum),
        [this, question, json, entry = std::move(made->entry),
         done = std::move(done)](WriteOutcome outcome) {
          auto error = error_of(outcome);
          if (!error) {
            made_(entry.meeting);
            set_entry(entry);
          }
          if (question) answer(*question, error, json);
          if (error) {
            done(*std::move(error));
          } else {
            done(entry.meeting);
          }
          finish_job();
        });
}

void ForumActor::found(protocol::Title const& name, std::vector<protocol::GroupEntry> const& groups,
                       Done done) {
  add_job([this, name, groups, done = std::move(done)] {
    auto verdict = domain::decide_found_forum(forum_, request_of(around_, {}), name, groups);
    if (!verdict) {
      done(verdict.error());
      return finish_job();
    }
    write({}, std::move(*verdict), [this, done](WriteOutcome outcome) {
      done(error_of(outcome));
      finish_job();
    });
  });
}

void ForumActor::add_organiser(std::string const& token, Done done) {
  auto const credential = credential_of(forum_stream, credential_role::organiser, token);
  add_job([this, credential, done = std::move(done)] {
    write({put_of(credential)}, {}, [this, credential, done](WriteOutcome outcome) {
      if (outcome.status == WriteStatus::committed) organisers_.learn({credential});
      done(error_of(outcome));
      finish_job();
    });
  });
}

void ForumActor::store_together(store::Unit unit, domain::Decision in_forum,
                                Writer::Handler handler) {
  add_job(
      [this, unit = std::move(unit), in_forum = std::move(in_forum), handler = std::move(handler)] {
        write(unit, in_forum, [this, handler](WriteOutcome outcome) {
          handler(outcome);
          finish_job();
        });
      });
}

void ForumActor::write(store::Unit unit, domain::Decision in_forum, Writer::Handler handler) {
  auto const expected = forum_.version + in_forum.events.size();
  if (!in_forum.events.empty()) {
    unit.push_back(
        append_of(std::string(forum_stream), forum_.version, in_forum.events, in_forum.contents));
  }
  around_.writer.submit(std::move(unit), loop_,
                        [self = shared_from_this(), in_forum = std::move(in_forum), expected,
                         handler = std::move(handler)](WriteOutcome outcome) {
                          if (outcome.status != WriteStatus::committed) {
                            return self->reread(expected, outcome, handler);
                          }
                          for (auto const& event : in_forum.events)
                            domain::evolve(self->forum_, event);
                          for (auto const& content : in_forum.contents) {
                            self->texts_.insert_or_assign(content.ref, content.bytes);
                          }
                          handler(outcome);
                          self->answers_.post();
                          self->views_.touch();
                          self->views_.publish(true);
                        });
}

// Nobody else writes the stream, so its version tells whether the unit is there.
void ForumActor::reread(std::uint64_t expected_version, WriteOutcome outcome,
                        Writer::Handler handler) {
  around_.writer.run(
      loop_, [](store::Store& store) { return read_forum(store); },
      [self = shared_from_this(), expected_version, outcome,
       handler = std::move(handler)](store::Result<StoredForum> stored) {
        auto const before = self->forum_.version;
        if (stored && self->begin(std::move(*stored))) {
          self->unreachable_ = false;
          bool const found =
              self->forum_.version > before && self->forum_.version == expected_version;
          handler(found ? WriteOutcome{WriteStatus::committed, {}} : outcome);
          return self->answers_.post();
        }
        self->unreachable_ = true;
        self->retry_alarm_->set(self->around_.clock.now_ms() + reread_pause_ms,
                                [self = self.get(), expected_version, outcome, handler] {
                                  self->reread(expected_version, outcome, handler);
                                });
      });
}

void ForumActor::set_entry(protocol::MeetingEntry entry) {
  auto& known = entries_[entry.meeting];
  if (known == entry) return;
  known = std::move(entry);
  views_.touch();
  views_.publish(false);
}

void ForumActor::read_entries() {
  entries_read_ = true;
  std::vector<domain::RegisteredMeeting> missing;
  for (auto const& meeting : forum_.meetings) {
    if (!entries_.contains(meeting.id)) missing.push_back(meeting);
  }
  if (missing.empty()) return;
  around_.writer.run(
      loop_,
      [missing = std::move(missing)](store::Store& store) {
        return read_meeting_entries(store, missing);
      },
      [self = shared_from_this()](std::vector<protocol::MeetingEntry> entries) {
        for (auto& entry : entries) {
          // A meeting that was loaded meanwhile knows better.
          self->entries_.try_emplace(entry.meeting, entry);
        }
        self->views_.touch();
        self->views_.publish(true);
      });
}

void ForumActor::stop() {
  stopping_ = true;
  retry_alarm_->cancel();
  views_.close_all(CloseCode::service_restart);
}

}  // namespace torg::live
