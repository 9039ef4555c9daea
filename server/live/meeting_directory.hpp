#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/system/result.hpp>

#include "domain/view.hpp"
#include "live/clock.hpp"
#include "live/entropy.hpp"
#include "live/limits.hpp"
#include "live/server_facts.hpp"
#include "live/writer.hpp"
#include "protocol/messages.hpp"
#include "store/key_ring.hpp"

namespace torg::live {

class MeetingFinder;
class Reception;
struct Admission;

// What a hello was refused for, and how the connection ends.
struct HelloRefusal {
  protocol::Error error;
  protocol::CloseCode close = protocol::CloseCode::bad_credential;
};
using AdmissionResult = boost::system::result<std::shared_ptr<Admission>, HelloRefusal>;
[[noreturn]] void throw_exception_from_error(HelloRefusal const& refusal,
                                             boost::source_location const& where);

// Everything the directory and its meetings work with. All of it outlives the directory.
struct Surroundings {
  std::vector<boost::asio::io_context*> loops;  // at least one; connections and meetings share them
  Writer& writer;
  store::KeyRing& key_ring;
  Clock const& clock;
  Entropy& entropy;
  Limits const& limits;
  ServerFacts server;
  // What `create_meeting` with source `demo` starts from.
  protocol::MeetingTemplate demo;
};

struct StartOptions {
  // Name and groups of the forum if there is none yet.
  protocol::Title forum_name;
  std::vector<protocol::GroupEntry> forum_groups;
  // A new forum gets the demo as its first meeting, already open to join.
  bool with_demo = false;
};

struct StartResult {
  bool forum_is_new = false;
  // Newest meeting that is not closed, if there is one: what links at start-up lead to.
  std::optional<std::string> meeting;
};

// Fresh tokens for a start-up message. Only their hashes are stored.
struct Links {
  std::string organiser_token;    // empty when there is an organiser already
  std::string facilitator_token;  // these three are empty without a meeting
  std::string screen_token;
  std::string join_secret;
  std::string join_code;
};

// What stands before the meeting is entered: for the first page, sent as HTML.
struct MeetingFront {
  std::string meeting;
  // `meeting`, `agenda`, and of the running item `item/…` and the `box/…` of its newest round.
  domain::Sections sections;
};

// What the holder of a token may do, for HTTP requests with an Authorization header.
struct Authority {
  protocol::Role role{};
  std::string meeting;  // empty for an organiser
};

// Finds meetings, loads them, and forgets those that nobody is in. May be called from any thread;
// handlers run on the loop with the index `thread`.
class MeetingDirectory {
 public:
  explicit MeetingDirectory(Surroundings surroundings);
  // The loops have stopped, or nothing of this directory runs on them any more.
  ~MeetingDirectory();

  // First of all, once. Founds the forum, continues or (without its keys) seals open boxes.
  void start(StartOptions options, std::size_t thread,
             std::function<void(store::Result<StartResult>)> handler);

  // Renewed at every start, so that whoever reads the terminal leads the meeting.
  void issue_links(std::optional<std::string> meeting, std::size_t thread,
                   std::function<void(boost::system::result<Links, protocol::Error>)> handler);

  void admit(protocol::Hello hello, std::string source, std::size_t thread,
             std::function<void(AdmissionResult)> handler);

  // Null when no meeting has this link now. The same object as long as nothing in it has changed.
  void front_by_secret(std::string join_secret, std::size_t thread,
                       std::function<void(std::shared_ptr<MeetingFront const>)> handler);

  void authority_of(std::string token, std::optional<std::string> meeting, std::size_t thread,
                    std::function<void(std::optional<Authority>)> handler);

  // Closes every connection with service_restart, refuses new ones with `shutting_down`, saves
  // snapshots, and calls the handler when no meeting has anything left to do. Then the writer may
  // be stopped.
  void stop(std::size_t thread, std::function<void()> handler);

  Surroundings const& surroundings() const { return surroundings_; }
  boost::asio::io_context& loop(std::size_t thread) const { return *surroundings_.loops[thread]; }

 private:
  Surroundings surroundings_;
  std::shared_ptr<MeetingFinder> finder_;
  std::shared_ptr<Reception> reception_;
};

}  // namespace torg::live
