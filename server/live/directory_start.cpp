#include "live/directory_start.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/post.hpp>

#include "live/meeting_finder.hpp"
#include "store/secrets.hpp"

namespace torg::live {
namespace {

using Started = std::function<void(store::Result<StartResult>)>;

// Loading a meeting stops and seals the boxes whose secret is lost, and renews link and code.
void seal_without_keys(std::shared_ptr<MeetingFinder> const& finder, std::function<void()> done) {
  auto const left = std::make_shared<std::size_t>(1);
  auto const one_less = [finder, left, done = std::move(done)] {
    if (--*left > 0) return;
    auto const& around = finder->surroundings();
    around.writer.run(
        finder->loop(),
        [&keys = around.key_ring](store::Store& store) {
          return keys.settle_missing_keys(store).has_value();
        },
        [done](bool) { done(); });
  };
  for (auto const& meeting : finder->forum()->forum().meetings) {
    if (meeting.finished_at_ms) continue;
    ++*left;
    finder->with_meeting(meeting.id, [finder, one_less](std::shared_ptr<MeetingActor> actor) {
      if (!actor) return one_less();
      actor->when_settled([finder, one_less] { boost::asio::post(finder->loop(), one_less); });
    });
  }
  one_less();
}

void finish(std::shared_ptr<MeetingFinder> const& finder, bool forum_is_new, Started handler) {
  auto const done = [finder, forum_is_new, handler = std::move(handler)] {
    StartResult result;
    result.forum_is_new = forum_is_new;
    for (auto const& meeting : finder->forum()->forum().meetings) {
      if (!meeting.finished_at_ms) result.meeting = meeting.id;
    }
    handler(result);
  };
  if (finder->surroundings().key_ring.state() == store::KeyState::keys_missing) {
    seal_without_keys(finder, done);
  } else {
    done();
  }
}

void found_forum(std::shared_ptr<MeetingFinder> const& finder, StartOptions const& options,
                 Started const& handler) {
  auto const failed = [handler](protocol::Error const& error) {
    handler(
        store::StoreError{store::StoreErrc::io, 0, std::string(protocol::to_string(error.code))});
  };
  finder->forum()->found(
      options.forum_name, options.forum_groups,
      [finder, failed, handler,
       with_demo = options.with_demo](std::optional<protocol::Error> error) {
        if (error) return failed(*error);
        if (!with_demo) return finish(finder, true, handler);
        protocol::CreateMeeting command;
        command.source = protocol::MeetingSource::demo;
        command.facilitator_token = store::new_token();
        finder->forum()->create(
            {}, std::move(command), true,
            [finder, failed,
             handler](boost::system::result<std::string, protocol::Error> const& made) {
              if (!made) return failed(made.error());
              finish(finder, true, handler);
            });
      });
}

}  // namespace

void start_directory(std::shared_ptr<MeetingFinder> const& finder, StartOptions options,
                     Started handler) {
  finder->open([finder, options = std::move(options),
                handler = std::move(handler)](store::Result<void> opened) {
    if (!opened) return handler(opened.error());
    if (finder->forum()->forum().version == 0) return found_forum(finder, options, handler);
    finish(finder, false, handler);
  });
}

}  // namespace torg::live
