#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "protocol/types.hpp"
#include "rehearsal/crowd.hpp"
#include "rehearsal/loop.hpp"
#include "rehearsal/target.hpp"
#include "rehearsal/trial.hpp"

namespace torg::rehearsal {

// The phones of a trial, and what they see. Loop, target and report have to outlive it.
class TrialHall final : private Crowd::Watcher {
 public:
  using milliseconds = std::chrono::milliseconds;

  TrialHall(Loop& loop, Target const& target, TrialReport& report);

  // Everybody dials once, at a random moment within `arrival`.
  void fill(std::size_t phones, std::string const& join_secret, milliseconds arrival);
  // A box of dots is opened: phones vote at random moments, some change their vote, some wander off
  // and come back, all within `length`. To be called when the command to open it is sent; the
  // number of the box comes later.
  void begin_vote(std::size_t options);
  void vote(protocol::BoxId box, milliseconds length);
  // The screen says that so many have voted.
  void see_turnout(std::size_t cast);
  // Nobody is away, and nobody waits for an answer.
  bool is_settled() const;
  // What is not answered by now stays so.
  void end_vote();
  // Breaks of connections from here on are not the server's.
  void leave();

 private:
  struct Voter {
    std::optional<Loop::Moment> dialled;  // and not in yet
    std::size_t waits = 0;                // ballots without an answer
    bool came_in = false;                 // at least once
    bool in = false;
    bool away = false;        // wandered off
    bool sent = false;        // a ballot of this vote
    bool saved = false;       // one of them is
    bool refused = false;     // one of them was
    bool must_send = false;   // again, because the connection broke before the answer
    bool awaits_box = false;  // in since before it opened, and has not seen it
  };

  void on_current(std::size_t phone) override;
  void on_frame(std::size_t phone, FrameHead const& head, std::string_view text) override;
  void on_answer(std::size_t phone, MessageKind kind, std::string_view text) override;
  void on_lost(std::size_t phone, std::uint16_t code) override;

  void dial(std::size_t phone);
  void cast(std::size_t phone, protocol::BoxId box);
  void wander(std::size_t phone, protocol::BoxId box, milliseconds most);
  protocol::Ballot some_ballot();
  milliseconds within(milliseconds most);
  bool happens(int percent);

  Loop& loop_;
  TrialReport& report_;
  Crowd crowd_;
  std::vector<Voter> voters_;
  std::vector<Loop::Moment> sent_;  // first ballots of this vote, in the order of time
  std::size_t on_screen_ = 0;       // of them
  Loop::Moment opened_;
  protocol::BoxId box_ = 0;  // 0: no vote goes on
  std::size_t options_ = 0;
  bool is_over_ = false;
  std::mt19937 random_{std::random_device{}()};
};

// What every vote of a trial gives to each phone.
inline constexpr std::int64_t trial_dots = 5;
inline constexpr std::int64_t trial_dots_per_option = 3;

}  // namespace torg::rehearsal
