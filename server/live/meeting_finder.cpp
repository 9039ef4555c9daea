#include "live/meeting_finder.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/post.hpp>

#include "live/forum_loader.hpp"
#include "live/meeting_loader.hpp"

namespace torg::live {
MeetingFinder::MeetingFinder(Surroundings const& surroundings)
    : around_(surroundings),
      loop_(*surroundings.loops.front()),
      counting_(1),
      guard_(CodeBudget::of_join_codes(surroundings.limits)),
      voting_guard_(CodeBudget::of_voting_codes(surroundings.limits)),
      sweep_alarm_(surroundings.clock.make_alarm(loop_)) {}

MeetingFinder::~MeetingFinder() { counting_.join(); }

void MeetingFinder::open(std::function<void(store::Result<void>)> handler) {
  around_.writer.run(
      loop_, [](store::Store& store) { return read_forum(store); },
      [self = shared_from_this(), handler = std::move(handler)](store::Result<StoredForum> stored) {
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
        if (begun) self->sweep();
        handler(std::move(begun));
      });
}

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
  if (!meetings_.contains(meeting)) return;
  if (join_index_.set(meeting, keys)) guard_.renewed(meeting);
}

void MeetingFinder::pause_codes() {
  for (auto const& [meeting, entry] : meetings_) {
    if (entry.actor && guard_.code_paused(meeting)) entry.actor->set_code_paused(true);
  }
}

bool MeetingFinder::every_code_paused() const {
  return !meetings_.empty() &&
         std::all_of(meetings_.begin(), meetings_.end(),
                     [this](auto const& one) { return guard_.code_paused(one.first); });
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
          self->join_index_.forget(meeting);
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
