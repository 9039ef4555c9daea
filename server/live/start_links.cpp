#include "live/start_links.hpp"

#include <string_view>
#include <utility>

#include <boost/asio/post.hpp>

#include "live/credential.hpp"
#include "live/meeting_finder.hpp"
#include "store/secrets.hpp"

namespace torg::live {
namespace {

using LinksTold = std::function<void(boost::system::result<Links, protocol::Error>)>;

void issue(MeetingActor& actor, std::string_view role, std::string token,
           std::function<void(std::optional<protocol::Error>)> answer) {
  MeetingActor::IssueRequest request;
  request.role = role;
  request.token = std::move(token);
  request.answer = std::move(answer);
  actor.issue(std::move(request));
}

// `told` is called on the meeting's thread.
void issue_at(std::shared_ptr<MeetingActor> const& actor, std::shared_ptr<Links> links,
              LinksTold told) {
  links->facilitator_token = store::new_token();
  links->screen_token = store::new_token();
  issue(*actor, credential_role::facilitator, links->facilitator_token,
        [actor, links, told](std::optional<protocol::Error> failed) {
          if (failed) return told(*failed);
          issue(*actor, credential_role::screen, links->screen_token,
                [actor, links, told](std::optional<protocol::Error> also_failed) {
                  if (also_failed) return told(*also_failed);
                  actor->read_join_keys([links, told](JoinKeys const& keys) {
                    links->join_secret = keys.secret;
                    links->join_code = keys.code;
                    told(*links);
                  });
                });
        });
}

// `told` is called on loop 0.
void issue_of_meeting(std::shared_ptr<MeetingFinder> const& finder, std::string const& meeting,
                      std::shared_ptr<Links> links, LinksTold told) {
  finder->with_meeting(meeting, [finder, links, told](std::shared_ptr<MeetingActor> const& actor) {
    if (!actor) return told(domain::refusal(protocol::ErrorCode::unknown_meeting));
    issue_at(actor, links, [finder, told](boost::system::result<Links, protocol::Error> result) {
      boost::asio::post(finder->loop(), [told, result = std::move(result)] { told(result); });
    });
  });
}

}  // namespace

void issue_links(std::shared_ptr<MeetingFinder> const& finder, std::optional<std::string> meeting,
                 LinksTold handler) {
  auto links = std::make_shared<Links>();
  auto const of_meeting = [finder, links, meeting = std::move(meeting),
                           handler = std::move(handler)](std::optional<protocol::Error> error) {
    if (error) return handler(*error);
    if (!meeting) return handler(*links);
    issue_of_meeting(finder, *meeting, links, handler);
  };
  if (finder->forum()->has_organiser()) return of_meeting(std::nullopt);
  links->organiser_token = store::new_token();
  finder->forum()->add_organiser(links->organiser_token, of_meeting);
}

}  // namespace torg::live
