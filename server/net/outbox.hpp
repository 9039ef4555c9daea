#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "live/frame.hpp"
#include "net/stream.hpp"

namespace torg::net {

// What one connection has still to send, in whole frames and in their order. The frames are shared;
// what an outbox keeps of its own is that it owes them.
class Outbox {
 public:
  bool is_empty() const { return owed_.empty(); }

  void push(live::Frame frame) { owed_.push_back(std::move(frame)); }

  enum class Outcome : std::uint8_t { all_sent, some_left, peer_gone };
  // Sends as much as the stream takes, of several frames in one write.
  Outcome send(Stream& stream);
  // The same for what is owed and `more` behind it, of which only what is left is kept.
  Outcome send(Stream& stream, std::span<live::Frame const> more);

 private:
  std::vector<live::Frame> owed_;
  std::size_t sent_ = 0;  // bytes of the first that were sent
};

}  // namespace torg::net
