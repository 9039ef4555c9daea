#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "domain/meeting.hpp"
#include "live/limits.hpp"
#include "live/scope.hpp"
#include "protocol/errors.hpp"

namespace torg::live {

class Session;

// One meeting (or the forum) on one thread: its connections there and this thread's copy of the
// scopes they follow. Used on that thread only; the meeting posts to it.
//
// A connection that is idle gets a change as the shared frame. One that is still writing is left
// behind at its position and gets one frame when its write ends, so that nothing queues.
class Hub : public std::enable_shared_from_this<Hub> {
 public:
  // `epoch` as in Scope; persons' scopes add to it.
  Hub(boost::asio::io_context& loop, Limits const& limits, std::string epoch);

  // A participant brings the view of its own, as the meeting saw it when it let it in.
  void attach(Session& session, std::optional<domain::ParticipantId> participant,
              domain::Sections const& own_view);
  void detach(Session& session, std::optional<domain::ParticipantId> participant);

  // A change of a shared scope. Goes out in slices, so that other work gets its turn.
  void publish(std::shared_ptr<ScopeChange const> change);
  // The view of one participant, if it has connections here.
  void publish_person(domain::ParticipantId participant, domain::Sections const& view);

  // Null if nothing was published yet, or nobody of that name is here.
  Scope* scope_of(ScopeName scope, std::optional<domain::ParticipantId> participant);

  // Closes the connections that were admitted as this subject.
  void revoke(std::string_view subject);
  void close_all(protocol::CloseCode code);

  std::size_t size() const { return sessions_.size(); }
  // A change of a shared scope is still on its way to some.
  bool walking() const { return remaining_ > 0; }

 private:
  struct Person {
    Scope scope;
    std::vector<Session*> sessions;
  };

  void run_slice();

  boost::asio::io_context& loop_;
  Limits const& limits_;
  std::string epoch_;
  std::array<std::unique_ptr<Scope>, scope_count> scopes_;
  std::map<domain::ParticipantId, Person> people_;
  std::uint64_t people_seen_ = 0;
  std::vector<Session*> sessions_;
  std::size_t cursor_ = 0;     // the walk looks at the session below it next
  std::size_t remaining_ = 0;  // sessions that the walk has still to look at
  bool slice_posted_ = false;
};

}  // namespace torg::live
