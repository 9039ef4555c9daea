#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/live/subject.hpp"

namespace torg::bench {

/// A server takes so many messages in a second from one connection, so the facilitator has several.
inline constexpr std::size_t facilitators = 16;

/// Counts the phones whose newest frame is as new as asked for, by a number that stands in it.
class Arrivals final : public rehearsal::Crowd::Watcher {
 public:
  void expect(std::size_t phones, std::string mark, std::int64_t at_least);
  bool all() const { return there_ == phones_; }
  std::int64_t seq() const { return seq_; }
  std::size_t frame_bytes() const { return frame_bytes_; }
  void forget() { newest_.assign(newest_.size(), -1); }

 private:
  void on_frame(std::size_t phone, rehearsal::FrameHead const& head,
                std::string_view text) override;

  std::size_t phones_ = 0;
  std::vector<std::int64_t> newest_;
  std::string mark_;
  std::int64_t at_least_ = 0;
  std::size_t there_ = 0;
  std::int64_t seq_ = 0;
  std::size_t frame_bytes_ = 0;
};

/// What makes one more change; the number tells which.
using Next = std::function<void(std::int64_t)>;

/// Makes a change and waits until every phone has it; throws std::runtime_error when that takes too
/// long.
void one_change(Subject& subject, Arrivals& arrivals, Next const& next);

struct Speed {
  double deliveries_per_second = 0;
  double server_us = 0;  // per delivery
  double user_us = 0;
  double generator_us = 0;
};

/// The crowd comes back, changes follow one another for a while, and it goes home.
Speed run_round(Subject& subject, Arrivals& arrivals, Next const& next);

std::vector<double> figures_of(std::vector<Speed> const& speeds, double Speed::* which);

/// Gives the meeting's commands, from its facilitators in turn.
class Leader {
 public:
  explicit Leader(TorgSubject& torg) : torg_(torg) {}
  /// Throws std::runtime_error when that facilitator is not connected.
  void say(Json const& command, std::size_t facilitator);
  void say(Json const& command) { say(command, said_); }

 private:
  TorgSubject& torg_;
  std::size_t said_ = 0;
};

}  // namespace torg::bench
