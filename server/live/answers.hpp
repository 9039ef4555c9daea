#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "live/frame.hpp"
#include "protocol/messages.hpp"

namespace torg::live {

class Session;

// `answer` is encoded JSON of protocol::Answer.
Frame encode_ack(std::string_view id, std::string_view answer);
Frame encode_reject(std::optional<std::string> id, protocol::Error error);

// Answers gathered on the thread of a meeting, then posted once to each thread.
class Answers {
 public:
  explicit Answers(std::vector<boost::asio::io_context*> loops)
      : loops_(std::move(loops)), by_thread_(loops_.size()) {}

  void add(std::size_t thread, std::weak_ptr<Session> session, Frame frame) {
    by_thread_[thread].emplace_back(std::move(session), std::move(frame));
  }
  void post();

 private:
  using Batch = std::vector<std::pair<std::weak_ptr<Session>, Frame>>;

  std::vector<boost::asio::io_context*> loops_;
  std::vector<Batch> by_thread_;
};

}  // namespace torg::live
