#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/thread_pool.hpp>

#include "live/code_guard.hpp"
#include "live/forum_actor.hpp"
#include "live/join_index.hpp"
#include "live/meeting_actor.hpp"
#include "live/meeting_directory.hpp"

namespace torg::live {

// Which meetings are in memory, and the forum. Lives on loop 0; handlers are called there too.
class MeetingFinder : public std::enable_shared_from_this<MeetingFinder> {
 public:
  using WithMeeting = std::function<void(std::shared_ptr<MeetingActor>)>;

  explicit MeetingFinder(Surroundings const& surroundings);
  ~MeetingFinder();

  // Reads the forum. First of all, once.
  void open(std::function<void(store::Result<void>)> handler);
  // Null until the forum was read.
  ForumActor* forum() const { return forum_.get(); }

  // Loads the meeting if need be. Null if there is no such meeting, or it cannot be read.
  void with_meeting(std::string const& meeting, WithMeeting handler);

  JoinIndex const& join_index() const { return join_index_; }
  CodeGuard& guard() { return guard_; }
  // Of voting codes that phones come in by.
  CodeGuard& voting_guard() { return voting_guard_; }
  // Tells the meetings whose typed codes pause by now.
  void pause_codes();
  // False if no meeting is in memory.
  bool every_code_paused() const;

  Surroundings const& surroundings() const { return around_; }
  boost::asio::io_context& loop() const { return loop_; }

  bool stopping() const { return stopping_; }
  void stop(std::function<void()> handler);
  // The directory is being destroyed. From any thread.
  void end() { *over_ = true; }

 private:
  enum class Stage : std::uint8_t { loading, loaded, unloading };
  struct Entry {
    Stage stage = Stage::loading;
    std::shared_ptr<MeetingActor> actor;
    std::vector<WithMeeting> waiting;
  };

  void load(std::string const& meeting);
  void on_loaded(std::string const& meeting, std::shared_ptr<MeetingActor> actor);
  MeetingNeighbours neighbours_of(std::string const& meeting);
  void on_join_keys(std::string const& meeting, JoinKeys const& keys);
  void sweep();

  Surroundings const& around_;
  boost::asio::io_context& loop_;
  boost::asio::thread_pool counting_;
  std::shared_ptr<std::atomic<bool>> over_ = std::make_shared<std::atomic<bool>>(false);
  std::shared_ptr<ForumActor> forum_;
  std::map<std::string, Entry> meetings_;
  JoinIndex join_index_;
  CodeGuard guard_;
  CodeGuard voting_guard_;
  std::unique_ptr<Alarm> sweep_alarm_;
  std::size_t next_thread_ = 0;
  bool stopping_ = false;
};

}  // namespace torg::live
