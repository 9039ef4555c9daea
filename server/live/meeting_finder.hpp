#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/thread_pool.hpp>

#include "live/code_guard.hpp"
#include "live/forum_actor.hpp"
#include "live/meeting_actor.hpp"
#include "live/meeting_directory.hpp"

namespace torg::live {

// The inside of the directory: which meetings are in memory, and what leads to which. Lives on
// loop 0; handlers are called there too, unless they say otherwise.
class MeetingFinder : public std::enable_shared_from_this<MeetingFinder> {
 public:
  explicit MeetingFinder(Surroundings const& surroundings);
  ~MeetingFinder();

  void start(StartOptions options, std::function<void(store::Result<StartResult>)> handler);
  void issue_links(std::optional<std::string> meeting,
                   std::function<void(boost::system::result<Links, protocol::Error>)> handler);

  // The handler runs on the loop of `thread`.
  void admit(protocol::Hello hello, std::string source, std::size_t thread,
             std::function<void(AdmissionResult)> handler);

  void front_by_secret(std::string const& secret,
                       std::function<void(std::optional<MeetingFront>)> handler);
  void authority_of(std::string const& token, std::optional<std::string> const& meeting,
                    std::function<void(std::optional<Authority>)> handler);
  void stop(std::function<void()> handler);
  // The directory is being destroyed. From any thread.
  void end() { *over_ = true; }

 private:
  using WithMeeting = std::function<void(std::shared_ptr<MeetingActor>)>;
  enum class Stage : std::uint8_t { loading, loaded, unloading };
  struct Entry {
    Stage stage = Stage::loading;
    std::shared_ptr<MeetingActor> actor;
    std::vector<WithMeeting> waiting;
    std::optional<store::Digest> secret_hash;
    std::optional<store::Digest> code_hash;
  };
  struct DigestHash {
    std::size_t operator()(store::Digest const& digest) const;
  };

  // Null if there is no such meeting, or it cannot be read.
  void with_meeting(std::string const& meeting, WithMeeting handler);
  void load(std::string const& meeting);
  void on_loaded(std::string const& meeting, std::shared_ptr<MeetingActor> actor);
  MeetingNeighbours neighbours_of(std::string const& meeting);
  void on_join_keys(std::string const& meeting, JoinKeys const& keys);
  // The meeting that this link or code lets into now, if there is one.
  void meeting_behind(store::Digest const& hash,
                      std::function<void(std::optional<std::string>)> handler);

  // `request` as the meeting's actor takes it; its handler is told, too, if there is no meeting.
  void admit_to(std::string const& meeting, MeetingActor::AdmissionRequest request);
  void admit_by_code(protocol::CodeCredential const& credential, std::string const& source,
                     std::size_t thread, std::function<void(AdmissionResult)> handler);
  void refuse(std::size_t thread, std::function<void(AdmissionResult)> const& handler,
              protocol::ErrorCode error, protocol::CloseCode close);
  void pause_codes();

  void found_forum(StartOptions const& options,
                   std::function<void(store::Result<StartResult>)> handler);
  void finish_start(bool forum_is_new, std::function<void(store::Result<StartResult>)> handler);
  void seal_without_keys(std::function<void()> done);
  void sweep();

  Surroundings const& around_;
  boost::asio::io_context& loop_;
  boost::asio::thread_pool counting_;
  std::shared_ptr<std::atomic<bool>> over_ = std::make_shared<std::atomic<bool>>(false);
  std::shared_ptr<ForumActor> forum_;
  std::map<std::string, Entry> meetings_;
  std::unordered_map<store::Digest, std::string, DigestHash> behind_;  // links and codes
  CodeGuard guard_;
  std::unique_ptr<Alarm> sweep_alarm_;
  std::size_t next_thread_ = 0;
  bool stopping_ = false;
};

}  // namespace torg::live
