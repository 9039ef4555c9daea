#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/forum.hpp"
#include "live/actor.hpp"
#include "live/answers.hpp"
#include "live/command_memory.hpp"
#include "live/forum_loader.hpp"
#include "live/known_tokens.hpp"
#include "live/meeting_actor.hpp"
#include "live/meeting_directory.hpp"
#include "live/meeting_views.hpp"
#include "live/writer.hpp"

namespace torg::live {

// The standing body: its meetings and its organisers. Its stream is written by nobody else, one
// unit at a time, so that what is decided is durable before the next decision. Lives on loop 0;
// submit() and leave() may be called from any thread, everything else on loop 0.
class ForumActor final : public Actor, public std::enable_shared_from_this<ForumActor> {
 public:
  // Finds a meeting, loading it if need be; null if there is none or it cannot be read now.
  using FindMeeting = std::function<void(
      std::string const& meeting, std::function<void(std::shared_ptr<MeetingActor>)> handler)>;
  using MeetingMade = std::function<void(std::string const& meeting)>;

  ForumActor(Surroundings const& surroundings, FindMeeting find_meeting, MeetingMade made);
  ~ForumActor() override;

  store::Result<void> begin(StoredForum stored);
  domain::Forum const& forum() const { return forum_; }
  bool has_meeting(std::string_view meeting) const;

  void submit(PostedCommand command) override;
  void leave(std::optional<domain::ParticipantId> participant, std::size_t thread) override;

  void admit(std::string token, std::size_t thread, std::function<void(AdmissionResult)> handler);
  bool is_organiser(std::string const& token) const;
  // Whether anybody has a link of an organiser that is valid.
  bool has_organiser() const;

  // The handler is told why not, if not.
  using Done = std::function<void(std::optional<protocol::Error>)>;
  void found(protocol::Title const& name, std::vector<protocol::GroupEntry> const& groups,
             Done done);
  void create(domain::Asker asker, protocol::CreateMeeting command, bool open_at_once,
              std::function<void(boost::system::result<std::string, protocol::Error>)> done);
  void add_organiser(std::string const& token, Done done);

  // Adds events of the forum's stream to a unit and stores both; told on loop 0.
  void store_together(store::Unit unit, domain::Decision in_forum, Writer::Handler handler);

  // What the list of meetings shows of a meeting.
  void set_entry(protocol::MeetingEntry entry);

  void stop();

 private:
  using Job = std::function<void()>;

  void take(PostedCommand command);
  void consider(std::shared_ptr<Question> const& question, PostedCommand const& command);
  void issue_facilitator(std::shared_ptr<Question> const& question, domain::Asker asker,
                         protocol::IssueFacilitatorLink const& command);
  void create_from(std::shared_ptr<Question> const& question, domain::Asker asker,
                   protocol::CreateMeeting const& command, bool open_at_once,
                   protocol::MeetingTemplate const& from,
                   std::function<void(boost::system::result<std::string, protocol::Error>)> done);
  void with_template(protocol::CreateMeeting const& command,
                     std::function<void(protocol::MeetingTemplate)> handler);
  void write(store::Unit unit, domain::Decision in_forum, Writer::Handler handler);
  void reread(std::uint64_t expected_version, WriteOutcome outcome, Writer::Handler handler);
  // A job owns the forum until it calls finish_job().
  void add_job(Job job);
  void finish_job();
  void answer(Question const& question, std::optional<protocol::Error> error,
              std::string const& json);
  void read_entries();
  domain::Sections view() const;

  Surroundings const& around_;
  boost::asio::io_context& loop_;
  FindMeeting find_meeting_;
  MeetingMade made_;
  domain::Forum forum_;
  domain::ContentMap texts_;
  KnownTokens organisers_;
  std::map<std::string, protocol::MeetingEntry> entries_;
  bool entries_read_ = false;
  CommandMemory memory_;
  std::deque<Job> jobs_;
  bool busy_ = false;
  bool unreachable_ = false;
  bool stopping_ = false;
  Answers answers_;
  MeetingViews views_;
  std::unique_ptr<Alarm> retry_alarm_;
};

}  // namespace torg::live
