#include "live/reception.hpp"

#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/post.hpp>

#include "live/credential.hpp"
#include "live/journal_unit.hpp"
#include "live/voting_codes.hpp"

namespace torg::live {
namespace {

using protocol::CloseCode;
using protocol::ErrorCode;

}  // namespace

Reception::Reception(std::shared_ptr<MeetingFinder> finder)
    : finder_(std::move(finder)), around_(finder_->surroundings()), loop_(finder_->loop()) {}

void Reception::refuse(std::size_t thread, std::function<void(AdmissionResult)> const& handler,
                       ErrorCode error, CloseCode close) {
  boost::asio::post(*around_.loops[thread], [handler, error, close] {
    handler(HelloRefusal{domain::refusal(error), close});
  });
}

void Reception::admit(protocol::Hello hello, std::string source, std::size_t thread,
                      std::function<void(AdmissionResult)> handler) {
  if (finder_->stopping() || !finder_->forum()) {
    return refuse(thread, handler, ErrorCode::shutting_down, CloseCode::service_restart);
  }
  if (auto* const known = std::get_if<protocol::TokenCredential>(&hello.credential)) {
    if (!hello.meeting) {
      return finder_->forum()->admit(std::move(known->token), thread, std::move(handler));
    }
    return admit_to(*hello.meeting,
                    {std::move(known->token), false, thread, {}, std::move(handler)});
  }
  if (auto const* const code = std::get_if<protocol::CodeCredential>(&hello.credential)) {
    return admit_by_code(*code, source, thread, std::move(handler));
  }
  if (auto const* const code = std::get_if<protocol::VotingCodeCredential>(&hello.credential)) {
    return admit_by_voting_code(*code, source, thread, std::move(handler));
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

void Reception::admit_by_code(protocol::CodeCredential const& credential, std::string const& source,
                              std::size_t thread, std::function<void(AdmissionResult)> handler) {
  if (finder_->guard().source_paused(source, around_.clock.now_ms())) {
    return refuse(thread, handler, ErrorCode::code_paused, CloseCode::code_paused);
  }
  meeting_behind(join_code_hash(around_.key_ring, credential.code),
                 [self = shared_from_this(), token = credential.token,
                  kept = credential.kept.value_or(std::vector<protocol::Token>()), source, thread,
                  handler = std::move(handler)](std::optional<std::string> meeting) {
                   auto& finder = *self->finder_;
                   if (meeting && !finder.guard().code_paused(*meeting)) {
                     return self->admit_to(*meeting, {token, true, thread, kept, handler});
                   }
                   // A paused code answers like a wrong one, or guessing could go on behind it.
                   finder.guard().wrong_code(source, self->around_.clock.now_ms());
                   finder.pause_codes();
                   bool const paused = finder.every_code_paused();
                   self->refuse(thread, handler,
                                paused ? ErrorCode::code_paused : ErrorCode::bad_credential,
                                paused ? CloseCode::code_paused : CloseCode::bad_credential);
                 });
}

void Reception::admit_by_voting_code(protocol::VotingCodeCredential const& credential,
                                     std::string const& source, std::size_t thread,
                                     std::function<void(AdmissionResult)> handler) {
  if (finder_->voting_guard().source_paused(source, around_.clock.now_ms())) {
    return refuse(thread, handler, ErrorCode::code_paused, CloseCode::code_paused);
  }
  meeting_behind(voting_code_hash(around_.key_ring, credential.code),
                 [self = shared_from_this(), token = credential.token,
                  kept = credential.kept.value_or(std::vector<protocol::Token>()), source, thread,
                  handler = std::move(handler)](std::optional<std::string> meeting) {
                   auto& guard = self->finder_->voting_guard();
                   if (meeting && !guard.code_paused(*meeting)) {
                     return self->admit_to(*meeting, {token, true, thread, kept, handler});
                   }
                   // A code that pauses answers like a wrong one, or guessing could go on behind
                   // the pause.
                   guard.wrong_code(source, self->around_.clock.now_ms());
                   self->refuse(thread, handler, ErrorCode::bad_credential,
                                CloseCode::bad_credential);
                 });
}

void Reception::admit_to(std::string const& meeting, MeetingActor::AdmissionRequest request) {
  finder_->with_meeting(meeting, [self = shared_from_this(), request = std::move(request)](
                                     std::shared_ptr<MeetingActor> actor) {
    if (!actor) {
      return self->finder_->stopping()
                 ? self->refuse(request.thread, request.handler, ErrorCode::shutting_down,
                                CloseCode::service_restart)
                 : self->refuse(request.thread, request.handler, ErrorCode::unknown_meeting,
                                CloseCode::unknown_meeting);
    }
    actor->admit(request);
  });
}

void Reception::front_by_secret(std::string const& secret,
                                std::function<void(std::shared_ptr<MeetingFront const>)> handler) {
  meeting_behind(
      join_secret_hash(secret), [self = shared_from_this(),
                                 handler = std::move(handler)](std::optional<std::string> meeting) {
        if (!meeting) return handler(nullptr);
        self->finder_->with_meeting(*meeting, [self, handler](
                                                  std::shared_ptr<MeetingActor> const& actor) {
          if (!actor) return handler(nullptr);
          actor->read_front([self, handler](std::shared_ptr<MeetingFront const> front) {
            boost::asio::post(self->loop_, [handler, front = std::move(front)] { handler(front); });
          });
        });
      });
}

void Reception::authority_of(std::string const& token, std::optional<std::string> const& meeting,
                             std::function<void(std::optional<Authority>)> handler) {
  if (!meeting) {
    auto const* const forum = finder_->forum();
    if (!forum || !forum->is_organiser(token)) return handler(std::nullopt);
    return handler(Authority{protocol::Role::organiser, {}});
  }
  finder_->with_meeting(
      *meeting, [self = shared_from_this(), token, meeting = *meeting,
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

void Reception::meeting_behind(store::Digest const& hash,
                               std::function<void(std::optional<std::string>)> handler) {
  if (auto const meeting = finder_->join_index().find(hash)) return handler(meeting);
  around_.writer.run(
      loop_, [hash](store::Store& store) { return store.find_credential(hash); },
      [handler = std::move(handler)](store::Result<std::optional<store::Credential>> found) {
        if (!found || !*found || (*found)->revoked) return handler(std::nullopt);
        auto const& credential = **found;
        if (credential.role != credential_role::join_link &&
            credential.role != credential_role::join_code &&
            credential.role != credential_role::voting_code) {
          return handler(std::nullopt);
        }
        handler(credential.stream.substr(meeting_stream("").size()));
      });
}

}  // namespace torg::live
