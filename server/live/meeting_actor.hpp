#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/thread_pool.hpp>

#include "domain/decide.hpp"
#include "domain/meeting.hpp"
#include "live/actor.hpp"
#include "live/answers.hpp"
#include "live/box_count.hpp"
#include "live/box_keeper.hpp"
#include "live/code_guard.hpp"
#include "live/command_memory.hpp"
#include "live/join_access.hpp"
#include "live/known_tokens.hpp"
#include "live/meeting_directory.hpp"
#include "live/meeting_loader.hpp"
#include "live/meeting_views.hpp"
#include "live/seat_holders.hpp"
#include "live/voting_codes.hpp"
#include "live/writer.hpp"

namespace torg::live {

// What the rest of the house does for a meeting. May be called from any thread; every call posts.
struct MeetingNeighbours {
  boost::asio::thread_pool& counting;  // where boxes are counted
  // Set when the directory is destroyed: the loops may be gone too.
  std::shared_ptr<std::atomic<bool> const> over;

  // Stores `unit` together with events of the forum; the handler runs on `loop`.
  std::function<void(store::Unit unit, domain::Decision in_forum, boost::asio::io_context& loop,
                     Writer::Handler handler)>
      store_with_forum;
  // The link and code that let people in now.
  std::function<void(JoinKeys const& keys)> join_keys_changed;
  std::function<void(protocol::MeetingEntry entry)> entry_changed;
};

// One meeting that is in memory. Everything of it happens on one thread; what the public members
// are told from other threads is posted there.
//
// There are two states. `decided` includes what is on its way to the disk and is used by decisions
// only; `durable` is what is on the disk and the only one that anybody is shown. Commands are
// decided in the order in which they came, and their units reach the disk in that order.
//
// When a unit does not come back as committed, everything is held, the store is read again, both
// states start anew from what is found there, and so is every answer that is still owed.
class MeetingActor final : public Actor, public std::enable_shared_from_this<MeetingActor> {
 public:
  MeetingActor(Surroundings const& surroundings, std::size_t thread, std::string meeting,
               std::int64_t created_at_ms, MeetingNeighbours neighbours);
  ~MeetingActor() override;

  // On the meeting's thread, before anything else.
  void begin(LoadedMeeting loaded);

  std::size_t thread() const { return thread_; }

  void submit(PostedCommand command) override;
  void leave(std::optional<domain::ParticipantId> participant, std::size_t thread) override;

  struct AdmissionRequest {
    std::string token;
    bool may_join = false;  // brought a valid link or code
    std::size_t thread = 0;
    // Tokens that the same phone holds. A participant among them is who comes in, not `token`.
    std::vector<std::string> kept;
    // Runs on that thread.
    std::function<void(AdmissionResult)> handler;
    // Place in `kept` of the participant who comes in; the actor finds it.
    std::optional<std::size_t> by_kept{};
  };
  void admit(AdmissionRequest request);

  // Makes a credential; `answer` runs on the meeting's thread.
  struct IssueRequest {
    std::string_view role;  // of credential_role: facilitator or screen
    domain::Asker asker;    // the organiser, or the clock at start-up
    std::string token;
    bool revoke_others = false;
    std::function<void(std::optional<protocol::Error>)> answer;
  };
  void issue(IssueRequest request);

  // Typed codes pause or go on.
  void set_code_paused(bool paused);

  // On the meeting's thread.
  void read_join_keys(std::function<void(JoinKeys const&)> handler);
  void read_front(std::function<void(std::shared_ptr<MeetingFront const>)> handler);
  void read_template(std::function<void(protocol::MeetingTemplate)> handler);
  void read_role(std::string token, std::function<void(std::optional<protocol::Role>)> handler);

  // When nothing is on its way to the disk and no box is being counted.
  void when_settled(std::function<void()> handler);

  // Leaves memory if nobody has been in for Limits::unload_idle_ms and nothing is on its way; the
  // handler is told whether. After true, everything is refused.
  void unload_if_idle(std::function<void(bool)> handler);

  // Closes all connections, refuses what comes, finishes what is on its way.
  void stop(std::function<void()> handler);

 private:
  struct InFlight {
    std::vector<protocol::Event> events;
    std::vector<domain::Content> contents;
    std::optional<PendingBallot> ballot;
    std::shared_ptr<Question> question;
    std::string answer = "{}";
    // Effects beyond state and answer, once durable.
    std::function<void()> on_durable;
    // Told instead of `question` how it ended, once that is certain or certain not to be known.
    std::function<void(std::optional<protocol::Error>)> on_settled;
    // Decisions that changed nothing but rest upon this one. False: think again.
    std::vector<std::function<void(bool)>> after;
    WriteOutcome outcome;
  };
  struct Sealing {
    std::shared_ptr<Question> question;  // null when the server seals by itself
    std::optional<PostedCommand> command;
    std::vector<domain::BoxId> boxes;
    std::map<domain::BoxId, BoxCount> counts;
  };

  // meeting_actor.cpp: commands and decisions
  void take(PostedCommand command);
  void consider(std::shared_ptr<Question> const& question, PostedCommand const& command);
  void consider_ballot(std::shared_ptr<Question> const& question, PostedCommand const& command);
  store::Unit credential_writes(protocol::Command const& command,
                                std::function<void()>& on_durable);
  void submit_decision(std::shared_ptr<Question> question, domain::Decision decision,
                       store::Unit more, std::function<void()> on_durable);
  store::Unit unit_for(Question const* question, domain::Decision const& decision,
                       std::string const& answer);
  void put_in_flight(InFlight record);
  void send(store::Unit unit);
  void on_deadline();
  void set_deadline();
  domain::Request request_of(domain::Asker asker);
  void reject(Question const& question, protocol::Error error);
  void accept(Question const& question, std::string answer);
  void when_durable(std::function<void(bool)> then);
  void run_or_wait(std::function<void()> task);
  bool held() const { return recovering_ || joint_in_flight_ || unloaded_; }
  bool must_wait() const { return held() || (!waiting_.empty() && !releasing_); }
  void release();
  bool being_sealed(domain::BoxId box) const;

  // meeting_seats.cpp
  // What the decision has to know of codes and their holders; a wrong code is counted.
  void describe_codes(domain::Request& request, PostedCommand const& command);
  // By box, the revision of the ballot that was cast with the seat's code.
  std::map<domain::BoxId, std::uint64_t> revisions_of(domain::SeatId seat) const;
  // What is stored of codes and their holders beside the events of an accepted command.
  void seat_writes(protocol::Command const& command, domain::Request const& request,
                   protocol::Answer const& answer, store::Unit& unit,
                   std::function<void()>& on_durable);
  void forget_holders(store::Unit& unit, std::function<void()>& on_durable);

  // meeting_durable.cpp: what came back from the disk
  void on_outcome(WriteOutcome outcome);
  void make_durable(InFlight& record);
  // `own_ballots_shown`: by the views of persons, before or after the event.
  void note_event(protocol::Event const& event, bool own_ballots_shown);
  void after_batch();
  void recover();
  void on_reread(store::Result<std::optional<StoredMeeting>> stored);
  void settle_unresolved(bool read);
  void adopt(LoadedMeeting loaded);
  void save_snapshot();
  void read_closing_head();
  void check_if_settled();

  // meeting_sealing.cpp
  void begin_sealing(std::shared_ptr<Sealing> sealing);
  void count_boxes(std::shared_ptr<Sealing> sealing);
  void finish_sealing(std::shared_ptr<Sealing> sealing);
  void abandon_sealing(std::shared_ptr<Sealing> const& sealing);
  void close_meeting(std::shared_ptr<Question> const& question, domain::Decision decision,
                     store::Unit unit, std::string answer);
  void seal_what_cannot_go_on();

  // meeting_admission.cpp
  void consider_admission(AdmissionRequest request);
  std::optional<std::size_t> participant_among(std::vector<std::string> const& tokens) const;
  void enter(KnownTokens::Holder const& holder, AdmissionRequest request);
  void refuse(AdmissionRequest const& request, protocol::ErrorCode error,
              std::optional<protocol::CloseCode> close = std::nullopt);
  void renew_join_keys();
  void use_join_keys(JoinKeys const& keys);

  // What views are made of.
  domain::LiveFacts facts() const;
  MeetingFront make_front() const;
  domain::Sections shared_view(ScopeName scope);
  domain::Sections own_view(domain::ParticipantId participant);
  // Nothing if whoever asks has no vote in the box.
  static std::optional<domain::Voter> voter_in(domain::Meeting const& meeting, domain::BoxId box,
                                               domain::Asker const& asker);
  // The newest box of the running item: the only one that a person's view shows.
  std::optional<domain::BoxId> box_in_own_views() const;
  bool is_idle() const;

  Surroundings const& around_;
  std::size_t thread_;
  boost::asio::io_context& loop_;
  std::string meeting_;
  std::string stream_;
  std::int64_t created_at_ms_;
  MeetingNeighbours neighbours_;

  domain::Meeting decided_;
  domain::Meeting durable_;
  std::shared_ptr<MeetingFront const> front_;  // null until asked for after a change
  domain::ContentMap texts_;
  BoxKeeper boxes_;
  CommandMemory memory_;
  KnownTokens tokens_;
  std::optional<JoinKeys> join_keys_;
  std::vector<store::Digest> stale_join_keys_;  // that the server's key does not open any more
  bool code_paused_ = false;
  VotingCodes voting_codes_;
  SeatHolders decided_holders_;
  SeatHolders holders_;  // as durable
  CodeGuard voting_guard_;
  std::string join_section_;                     // made when first asked for after a change
  std::optional<domain::Bytes32> closing_head_;  // of the journal's chain, once it has been read
  bool reading_closing_head_ = false;
  std::uint64_t snapshot_version_ = 0;

  std::deque<InFlight> in_flight_;
  std::vector<InFlight> unresolved_;  // while recovering
  std::deque<std::function<void()>> waiting_;
  std::vector<std::shared_ptr<Sealing>> sealings_;
  std::map<store::Digest, std::vector<AdmissionRequest>> joining_;
  bool recovering_ = false;
  bool unreachable_ = false;  // the store could not be read while recovering
  bool joint_in_flight_ = false;
  bool unloaded_ = false;
  bool releasing_ = false;
  bool after_batch_posted_ = false;
  bool at_once_ = false;  // a change that does not wait for a window
  bool entry_changed_ = false;
  std::int64_t connections_ = 0;
  std::int64_t last_use_ms_ = 0;
  std::vector<std::function<void()>> on_settled_;
  std::function<void()> on_stopped_;

  Answers answers_;
  MeetingViews views_;
  std::unique_ptr<Alarm> deadline_alarm_;
  std::unique_ptr<Alarm> retry_alarm_;
};

}  // namespace torg::live
