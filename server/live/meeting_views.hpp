#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "domain/meeting.hpp"
#include "domain/view.hpp"
#include "live/clock.hpp"
#include "live/hub.hpp"
#include "live/limits.hpp"
#include "live/scope.hpp"

namespace torg::live {

// Decides when which view of a meeting is built and sends what changed to the hubs of all threads.
// Belongs to the thread of the meeting. The views come from `build`, which looks at nothing but the
// durable state.
class MeetingViews {
 public:
  struct Build {
    std::function<domain::Sections(ScopeName)> shared;
    std::function<domain::Sections(domain::ParticipantId)> own;
  };

  // `loops` by thread; `own_loop` is the one this belongs to. `epoch` is random, 8 characters.
  MeetingViews(std::vector<boost::asio::io_context*> loops, boost::asio::io_context& own_loop,
               Clock const& clock, Limits const& limits, std::string epoch,
               std::vector<ScopeName> scopes, Build build);
  ~MeetingViews();

  std::shared_ptr<Hub> const& hub(std::size_t thread) const { return hubs_[thread]; }

  // Connections of participants, so that only views that somebody looks at are built.
  void enter(domain::ParticipantId participant, std::size_t thread);
  void leave(domain::ParticipantId participant, std::size_t thread);
  // Participants with at least one connection.
  std::int64_t present() const { return static_cast<std::int64_t>(present_.size()); }

  // Something changed that these see. Nothing is sent before publish(). One person's change waits
  // for the window of phones unless it is the first after quiet; what changes for everybody does
  // not.
  void touch();
  void touch(ScopeName scope);
  void touch_person(domain::ParticipantId participant);
  void touch_everybody();

  // Sends what may go out now; the rest goes by itself when its window is over. `at_once` ends the
  // windows.
  void publish(bool at_once);

  void revoke(std::string const& subject);
  void close_all(protocol::CloseCode code);

 private:
  struct Shared {
    explicit Shared(Scope scope) : scope(std::move(scope)) {}
    Scope scope;
    std::int64_t window_ms = 0;
    std::int64_t next_at_ms = 0;
    bool touched = true;
  };

  struct Presence {
    std::vector<std::uint16_t> connections;  // by thread
    std::int64_t next_at_ms = 0;             // when a change of its own may go out again
    bool waits = false;                      // for that time
  };
  struct Waiting {
    std::int64_t until_ms;
    domain::ParticipantId participant;
  };

  void publish_people();
  void publish_people_later();
  // Those whose time has come; the earliest time of the others.
  std::optional<std::int64_t> wake_people(std::int64_t now_ms);
  void to_hubs(std::function<void(Hub&)> const& call);

  std::vector<boost::asio::io_context*> loops_;
  boost::asio::io_context& own_loop_;
  Clock const& clock_;
  Limits const& limits_;
  Build build_;
  std::vector<std::shared_ptr<Hub>> hubs_;
  Hub* own_hub_ = nullptr;  // that of the own loop
  std::vector<Shared> shared_;
  std::map<domain::ParticipantId, Presence> present_;
  std::set<domain::ParticipantId> touched_people_;
  // In the order in which they were touched: nobody waits longer than a window.
  std::deque<Waiting> waiting_people_;
  std::unique_ptr<Alarm> alarm_;
  std::optional<std::int64_t> alarm_at_ms_;  // when it rings
  std::shared_ptr<bool> slice_posted_;       // shared with the slice, which may outlive this
};

}  // namespace torg::live
