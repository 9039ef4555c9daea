#include "live/answers.hpp"

#include <boost/asio/post.hpp>

#include "live/session.hpp"
#include "protocol/writing.hpp"

namespace torg::live {

Frame encode_ack(std::string_view id, std::string_view answer) {
  std::string out = R"({"type":"ack","id":)";
  protocol::write_string(out, id);
  if (answer != "{}") {
    out += R"(,"answer":)";
    out += answer;
  }
  out += '}';
  return text_frame(out);
}

Frame encode_reject(std::optional<std::string> id, protocol::Error error) {
  protocol::Reject reject;
  reject.id = std::move(id);
  reject.error = std::move(error);
  return text_frame(protocol::to_json(protocol::ServerMessage{std::move(reject)}));
}

void Answers::post() {
  for (std::size_t thread = 0; thread < loops_.size(); ++thread) {
    if (by_thread_[thread].empty()) continue;
    boost::asio::post(*loops_[thread], [batch = std::exchange(by_thread_[thread], {})]() mutable {
      for (auto& [weak, frame] : batch) {
        if (auto const session = weak.lock()) session->on_reply(std::move(frame));
      }
    });
  }
}

}  // namespace torg::live
