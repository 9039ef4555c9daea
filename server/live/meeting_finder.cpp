#include "live/meeting_finder.hpp"

#include <algorithm>
#include <cstring>
#include <utility>
#include <variant>

#include <boost/asio/post.hpp>

#include "live/journal_unit.hpp"
#include "store/secrets.hpp"

namespace torg::live {
namespace {

using protocol::CloseCode;
using protocol::ErrorCode;

}  // namespace

std::size_t MeetingFinder::DigestHash::operator()(store::Digest const& digest) const {
  std::size_t hash = 0;
  std::memcpy(&hash, digest.data(), sizeof hash);
  return hash;
}

MeetingFinder::MeetingFinder(Surroundings const& surroundings)
    : around_(surroundings),
      loop_(*surroundings.loops.front()),
      counting_(1),
      guard_(surroundings.limits),
      sweep_alarm_(surroundings.clock.make_alarm(loop_)) {}

MeetingFinder::~MeetingFinder() { counting_.join(); }

void MeetingFinder::with_meeting(std::string const& meeting, WithMeeting handler) {
  if (stopping_ || !forum_) return handler(nullptr);
  auto const found = meetings_.find(meeting);
  if (found == meetings_.end()) {
    if (!forum_->has_meeting(meeting)) return handler(nullptr);
    meetings_[meeting].waiting.push_back(std::move(handler));
    return load(meeting);
  }
  if (found->second.stage == Stage::loaded) return handler(found->second.actor);
  found->second.waiting.push_back(std::move(handler));
}

void MeetingFinder::load(std::string const& meeting) {
  auto const thread = next_thread_++ % around_.loops.size();
  std::int64_t created_at_ms = 0;
  for (auto const& registered : forum_->forum().meetings) {
    if (registered.id == meeting) created_at_ms = registered.created_at_ms;
  }
  around_.writer.run(
      *around_.loops[thread],
      [meeting](store::Store& store) { return read_meeting(store, meeting); },
      [self = shared_from_this(), meeting, thread,
       created_at_ms](store::Result<std::optional<StoredMeeting>> stored) {
        // On the meeting's own thread from here until it is handed over.
        std::shared_ptr<MeetingActor> actor;
        if (stored && *stored) {
          if (auto loaded = rebuild(std::move(**stored))) {
            actor = std::make_shared<MeetingActor>(self->around_, thread, meeting, created_at_ms,
                                                   self->neighbours_of(meeting));
            actor->begin(std::move(*loaded));
          }
        }
        boost::asio::post(self->loop_, [self, meeting, actor = std::move(actor)] {
          self->on_loaded(meeting, actor);
        });
      });
}

void MeetingFinder::on_loaded(std::string const& meeting, std::shared_ptr<MeetingActor> actor) {
  auto& entry = meetings_[meeting];
  auto const waiting = std::exchange(entry.waiting, {});
  if (actor) {
    entry.actor = actor;
    entry.stage = Stage::loaded;
    if (guard_.code_paused(meeting)) actor->set_code_paused(true);
    if (stopping_) actor->stop([] {});
  } else {
    meetings_.erase(meeting);
  }
  for (auto const& handler : waiting) handler(stopping_ ? nullptr : actor);
}

MeetingNeighbours MeetingFinder::neighbours_of(std::string const& meeting) {
  std::weak_ptr<MeetingFinder> const weak = weak_from_this();
  auto& loop = loop_;
  return {counting_, over_,
          [weak, &loop](store::Unit unit, domain::Decision in_forum,
                        boost::asio::io_context& own_loop, Writer::Handler handler) {
            boost::asio::post(loop, [weak, &own_loop, unit = std::move(unit),
                                     in_forum = std::move(in_forum), handler = std::move(handler)] {
              auto const self = weak.lock();
              if (!self) return;
              self->forum_->store_together(
                  unit, in_forum, [&own_loop, handler](WriteOutcome outcome) {
                    boost::asio::post(own_loop, [handler, outcome] { handler(outcome); });
                  });
            });
          },
          [weak, &loop, meeting](JoinKeys const& keys) {
            boost::asio::post(loop, [weak, meeting, keys] {
              if (auto const self = weak.lock()) self->on_join_keys(meeting, keys);
            });
          },
          [weak, &loop](protocol::MeetingEntry entry) {
            boost::asio::post(loop, [weak, entry = std::move(entry)] {
              if (auto const self = weak.lock()) self->forum_->set_entry(entry);
            });
          }};
}

void MeetingFinder::on_join_keys(std::string const& meeting, JoinKeys const& keys) {
  auto const found = meetings_.find(meeting);
  if (found == meetings_.end()) return;
  auto& entry = found->second;
  if (entry.code_hash && entry.code_hash != keys.code_hash) guard_.renewed(meeting);
  if (entry.secret_hash) behind_.erase(*entry.secret_hash);
  if (entry.code_hash) behind_.erase(*entry.code_hash);
  entry.secret_hash = keys.secret_hash;
  entry.code_hash = keys.code_hash;
  behind_[keys.secret_hash] = meeting;
  behind_[keys.code_hash] = meeting;
}

void MeetingFinder::meeting_behind(store::Digest const& hash,
                                   std::function<void(std::optional<std::string>)> handler) {
  if (auto const found = behind_.find(hash); found != behind_.end()) {
    return handler(found->second);
  }
  around_.writer.run(
      loop_, [hash](store::Store& store) { return store.find_credential(hash); },
      [handler = std::move(handler)](store::Result<std::optional<store::Credential>> found) {
        if (!found || !*found || (*found)->revoked) return handler(std::nullopt);
        auto const& credential = **found;
        if (credential.role != credential_role::join_link &&
            credential.role != credential_role::join_code) {
          return handler(std::nullopt);
        }
        handler(credential.stream.substr(meeting_stream("").size()));
      });
}

void MeetingFinder::refuse(std::size_t thread, std::function<void(AdmissionResult)> const& handler,
                           ErrorCode error, CloseCode close) {
  boost::asio::post(*around_.loops[thread], [handler, error, close] {
    handler(HelloRefusal{domain::refusal(error), close});
  });
}

void MeetingFinder::admit(protocol::Hello hello, std::string source, std::size_t thread,
                          std::function<void(AdmissionResult)> handler) {
  if (stopping_ || !forum_) {
    return refuse(thread, handler, ErrorCode::shutting_down, CloseCode::service_restart);
  }
  if (auto* const known = std::get_if<protocol::TokenCredential>(&hello.credential)) {
    if (!hello.meeting) return forum_->admit(std::move(known->token), thread, std::move(handler));
    return admit_to(*hello.meeting,
                    {std::move(known->token), false, thread, {}, std::move(handler)});
  }
  if (auto const* const code = std::get_if<protocol::CodeCredential>(&hello.credential)) {
    return admit_by_code(*code, source, thread, std::move(handler));
  }
  auto const& join = std::get<protocol::JoinCredential>(hello.credential);
  meeting_behind(join_secret_hash(join.secret),
                 [self = shared_from_this(), token = join.token, asked = hello.meeting, thread,
                  handler = std::move(handler)](std::optional<std::string> meeting) {
                   if (!meeting || (asked && *asked != *meeting)) {
                     return self->refuse(thread, handler, ErrorCode::bad_credential,
                                         CloseCode::bad_credential);
                   }
                   self->admit_to(*meeting, {token, true, thread, {}, handler});
                 });
}

void MeetingFinder::admit_by_code(protocol::CodeCredential const& credential,
                                  std::string const& source, std::size_t thread,
                                  std::function<void(AdmissionResult)> handler) {
  if (guard_.source_paused(source, around_.clock.now_ms())) {
    return refuse(thread, handler, ErrorCode::code_paused, CloseCode::code_paused);
  }
  meeting_behind(
      join_code_hash(around_.key_ring, credential.code),
      [self = shared_from_this(), token = credential.token,
       kept = credential.kept.value_or(std::vector<protocol::Token>()), source, thread,
       handler = std::move(handler)](std::optional<std::string> meeting) {
        if (meeting && !self->guard_.code_paused(*meeting)) {
          return self->admit_to(*meeting, {token, true, thread, kept, handler});
        }
        // A paused code answers like a wrong one, or guessing could go on behind the pause.
        self->guard_.wrong_code(source, self->around_.clock.now_ms());
        self->pause_codes();
        bool const any_live =
            std::any_of(self->meetings_.begin(), self->meetings_.end(),
                        [&](auto const& one) { return !self->guard_.code_paused(one.first); });
        bool const paused = !self->meetings_.empty() && !any_live;
        self->refuse(thread, handler, paused ? ErrorCode::code_paused : ErrorCode::bad_credential,
                     paused ? CloseCode::code_paused : CloseCode::bad_credential);
      });
}

void MeetingFinder::pause_codes() {
  for (auto const& [meeting, entry] : meetings_) {
    if (entry.actor && guard_.code_paused(meeting)) entry.actor->set_code_paused(true);
  }
}

void MeetingFinder::admit_to(std::string const& meeting, MeetingActor::AdmissionRequest request) {
  with_meeting(meeting, [self = shared_from_this(),
                         request = std::move(request)](std::shared_ptr<MeetingActor> actor) {
    if (!actor) {
      return self->stopping_ ? self->refuse(request.thread, request.handler,
                                            ErrorCode::shutting_down, CloseCode::service_restart)
                             : self->refuse(request.thread, request.handler,
                                            ErrorCode::unknown_meeting, CloseCode::unknown_meeting);
    }
    actor->admit(request);
  });
}

void MeetingFinder::start(StartOptions options,
                          std::function<void(store::Result<StartResult>)> handler) {
  around_.writer.run(
      loop_, [](store::Store& store) { return read_forum(store); },
      [self = shared_from_this(), options = std::move(options),
       handler = std::move(handler)](store::Result<StoredForum> stored) {
        if (!stored) return handler(stored.error());
        std::weak_ptr<MeetingFinder> const weak = self;
        self->forum_ = std::make_shared<ForumActor>(
            self->around_,
            [weak](std::string const& meeting, WithMeeting with) {
              if (auto const finder = weak.lock()) {
                finder->with_meeting(meeting, std::move(with));
              } else {
                with(nullptr);
              }
            },
            [weak](std::string const& meeting) {
              if (auto const finder = weak.lock()) finder->guard_.renewed(meeting);
            });
        auto begun = self->forum_->begin(std::move(*stored));
        if (!begun) return handler(begun.error());
        self->sweep();
        if (self->forum_->forum().version == 0) {
          return self->found_forum(options, handler);
        }
        self->finish_start(false, handler);
      });
}

void MeetingFinder::found_forum(StartOptions const& options,
                                std::function<void(store::Result<StartResult>)> handler) {
  auto const failed = [handler](protocol::Error const& error) {
    handler(
        store::StoreError{store::StoreErrc::io, 0, std::string(protocol::to_string(error.code))});
  };
  forum_->found(options.forum_name, options.forum_groups,
                [self = shared_from_this(), failed, handler,
                 with_demo = options.with_demo](std::optional<protocol::Error> error) {
                  if (error) return failed(*error);
                  if (!with_demo) return self->finish_start(true, handler);
                  protocol::CreateMeeting command;
                  command.source = protocol::MeetingSource::demo;
                  command.facilitator_token = store::new_token();
                  self->forum_->create(
                      {}, std::move(command), true,
                      [self, failed,
                       handler](boost::system::result<std::string, protocol::Error> const& made) {
                        if (!made) return failed(made.error());
                        self->finish_start(true, handler);
                      });
                });
}

void MeetingFinder::finish_start(bool forum_is_new,
                                 std::function<void(store::Result<StartResult>)> handler) {
  auto const done = [self = shared_from_this(), forum_is_new, handler = std::move(handler)] {
    StartResult result;
    result.forum_is_new = forum_is_new;
    for (auto const& meeting : self->forum_->forum().meetings) {
      if (!meeting.finished_at_ms) result.meeting = meeting.id;
    }
    handler(result);
  };
  if (around_.key_ring.state() == store::KeyState::keys_missing) {
    seal_without_keys(done);
  } else {
    done();
  }
}

// Loading a meeting stops and seals the boxes whose secret is lost, and renews link and code.
void MeetingFinder::seal_without_keys(std::function<void()> done) {
  auto const left = std::make_shared<std::size_t>(1);
  auto const one_less = [self = shared_from_this(), left, done = std::move(done)] {
    if (--*left > 0) return;
    self->around_.writer.run(
        self->loop_,
        [&keys = self->around_.key_ring](store::Store& store) {
          return keys.settle_missing_keys(store).has_value();
        },
        [done](bool) { done(); });
  };
  for (auto const& meeting : forum_->forum().meetings) {
    if (meeting.finished_at_ms) continue;
    ++*left;
    with_meeting(
        meeting.id, [self = shared_from_this(), one_less](std::shared_ptr<MeetingActor> actor) {
          if (!actor) return one_less();
          actor->when_settled([self, one_less] { boost::asio::post(self->loop_, one_less); });
        });
  }
  one_less();
}

void MeetingFinder::issue_links(
    std::optional<std::string> meeting,
    std::function<void(boost::system::result<Links, protocol::Error>)> handler) {
  auto links = std::make_shared<Links>();
  links->organiser_token = store::new_token();
  forum_->add_organiser(
      links->organiser_token, [self = shared_from_this(), links, meeting = std::move(meeting),
                               handler = std::move(handler)](std::optional<protocol::Error> error) {
        if (error) return handler(*error);
        if (!meeting) return handler(*links);
        self->with_meeting(*meeting, [self, links,
                                      handler](std::shared_ptr<MeetingActor> const& actor) {
          if (!actor) return handler(domain::refusal(ErrorCode::unknown_meeting));
          links->facilitator_token = store::new_token();
          links->screen_token = store::new_token();
          auto const told = [self, handler](boost::system::result<Links, protocol::Error> result) {
            boost::asio::post(self->loop_,
                              [handler, result = std::move(result)] { handler(result); });
          };
          MeetingActor::IssueRequest lead;
          lead.role = credential_role::facilitator;
          lead.token = links->facilitator_token;
          lead.answer = [actor, links, told](std::optional<protocol::Error> failed) {
            if (failed) return told(*failed);
            MeetingActor::IssueRequest look;
            look.role = credential_role::screen;
            look.token = links->screen_token;
            look.answer = [actor, links, told](std::optional<protocol::Error> also_failed) {
              if (also_failed) return told(*also_failed);
              actor->read_join_keys([links, told](JoinKeys const& keys) {
                links->join_secret = keys.secret;
                links->join_code = keys.code;
                told(*links);
              });
            };
            actor->issue(std::move(look));
          };
          actor->issue(std::move(lead));
        });
      });
}

void MeetingFinder::front_by_secret(std::string const& secret,
                                    std::function<void(std::optional<MeetingFront>)> handler) {
  meeting_behind(
      join_secret_hash(secret), [self = shared_from_this(),
                                 handler = std::move(handler)](std::optional<std::string> meeting) {
        if (!meeting) return handler(std::nullopt);
        self->with_meeting(*meeting, [self, handler](std::shared_ptr<MeetingActor> const& actor) {
          if (!actor) return handler(std::nullopt);
          actor->read_front([self, handler](MeetingFront front) {
            boost::asio::post(self->loop_, [handler, front = std::move(front)] { handler(front); });
          });
        });
      });
}

void MeetingFinder::authority_of(std::string const& token,
                                 std::optional<std::string> const& meeting,
                                 std::function<void(std::optional<Authority>)> handler) {
  if (!meeting) {
    if (!forum_ || !forum_->is_organiser(token)) return handler(std::nullopt);
    return handler(Authority{protocol::Role::organiser, {}});
  }
  with_meeting(*meeting, [self = shared_from_this(), token, meeting = *meeting,
                          handler = std::move(handler)](std::shared_ptr<MeetingActor> actor) {
    if (!actor) return handler(std::nullopt);
    actor->read_role(token, [self, meeting, handler](std::optional<protocol::Role> role) {
      boost::asio::post(self->loop_, [handler, meeting, role] {
        if (!role) return handler(std::nullopt);
        handler(Authority{*role, meeting});
      });
    });
  });
}

void MeetingFinder::sweep() {
  sweep_alarm_->set(around_.clock.now_ms() + around_.limits.unload_idle_ms / 2,
                    [this] { sweep(); });
  for (auto& [meeting, entry] : meetings_) {
    if (entry.stage != Stage::loaded) continue;
    entry.stage = Stage::unloading;
    entry.actor->unload_if_idle([self = shared_from_this(), meeting = meeting](bool unloaded) {
      boost::asio::post(self->loop_, [self, meeting, unloaded] {
        auto& of_meeting = self->meetings_[meeting];
        auto const waiting = std::exchange(of_meeting.waiting, {});
        if (!unloaded) {
          of_meeting.stage = Stage::loaded;
        } else {
          if (of_meeting.secret_hash) self->behind_.erase(*of_meeting.secret_hash);
          if (of_meeting.code_hash) self->behind_.erase(*of_meeting.code_hash);
          // Its alarms ring on its own loop, so that is where it goes.
          boost::asio::post(*self->around_.loops[of_meeting.actor->thread()],
                            [actor = of_meeting.actor] {});
          self->meetings_.erase(meeting);
        }
        for (auto const& handler : waiting) self->with_meeting(meeting, handler);
      });
    });
  }
}

void MeetingFinder::stop(std::function<void()> handler) {
  stopping_ = true;
  sweep_alarm_->cancel();
  if (!forum_) return handler();
  forum_->stop();
  auto const left = std::make_shared<std::size_t>(1);
  auto const one_less = [left, handler = std::move(handler)] {
    if (--*left == 0) handler();
  };
  for (auto const& [meeting, entry] : meetings_) {
    if (!entry.actor) continue;
    ++*left;
    entry.actor->stop(
        [self = shared_from_this(), one_less] { boost::asio::post(self->loop_, one_less); });
  }
  one_less();
}

}  // namespace torg::live
