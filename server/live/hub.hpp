#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
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
  Hub(boost::asio::io_context& loop, Limits const& limits);

  // The session follows scopes from now on; its first frames go out with its next flush().
  void attach(Session& session);
  void detach(Session& session);

  // A change of a scope that is shared. Sent in slices, so that other work gets its turn.
  void publish(std::shared_ptr<ScopeChange const> change);

  // The whole view of one participant. Nobody of that name here: forgotten.
  void publish_person(domain::ParticipantId participant, domain::Sections const& view);

  // Closes every connection that was admitted with this credential.
  void revoke(std::string const& subject);
  void close_all(protocol::CloseCode code);

  // The frame that brings a client of this scope from a position to now; null if it is there.
  Frame frame_for(ScopeName scope, domain::ParticipantId participant, std::string_view epoch,
                  std::uint64_t seq);
  // Where a client is that got that frame.
  Scope const* scope_of(ScopeName scope, domain::ParticipantId participant) const;

  std::size_t size() const { return sessions_.size(); }

 private:
  struct Person {
    Scope scope;
    std::vector<Session*> sessions;
  };

  void run_slice();

  boost::asio::io_context& loop_;
  Limits const& limits_;
  std::vector<std::unique_ptr<Scope>> scopes_;  // by ScopeName; null until first published
  std::map<domain::ParticipantId, Person> people_;
  std::vector<Session*> sessions_;
  std::size_t cursor_ = 0;     // next session of the walk is the one below
  std::size_t remaining_ = 0;  // sessions that the walk has yet to visit
  bool walking_ = false;
  std::uint64_t persons_made_ = 0;
};

}  // namespace torg::live
