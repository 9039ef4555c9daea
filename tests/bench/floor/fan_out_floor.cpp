// What the kernel allows for one message to every phone: one send() of the same framed bytes to
// each socket, in a bare epoll loop. With a file named, a row is made durable before each message,
// by the same SQLite settings as Torg's, as a facilitator's command is before anyone sees it.
//
//     fan_out_floor [PORT] [DATABASE]
//
// A client that says anything else than the following is welcomed. {"fan":N,"size":B,"seq":S} sends
// N messages of B bytes, whose sequence numbers begin with S.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "bench/floor/durable_rows.hpp"
#include "bench/floor/sockets.hpp"

namespace {

using namespace torg::floor;

class FanOut final : public Sockets {
 public:
  FanOut(std::uint16_t port, char const* database) : Sockets(port) {
    if (database) rows_ = std::make_unique<DurableRows>(database);
  }

 private:
  void on_text(Socket& socket, std::string_view text) override {
    auto const count = number_after(text, "\"fan\":");
    if (count == 0) return send(socket, welcome());
    auto const size = static_cast<std::size_t>(number_after(text, "\"size\":"));
    auto const seq = number_after(text, "\"seq\":");
    for (auto message = seq; message < seq + count; ++message) {
      // What ten thousand phones get is encoded once.
      std::string payload = R"({"type":"frame","scope":"participant","epoch":"floor","seq":)" +
                            std::to_string(message) +
                            R"(,"full":false,"set":{"timer":{"ends_at_ms":)" +
                            std::to_string(message) + R"(}},"remove":[]})";
      if (payload.size() < size) payload.insert(payload.size() - 1, size - payload.size(), ' ');
      auto const bytes = framed(payload);
      if (rows_) rows_->put(message, bytes);
      for (auto const* const listener : open()) send(*listener, bytes);
    }
  }

  std::unique_ptr<DurableRows> rows_;
};

}  // namespace

int main(int count, char** words) {
  FanOut floor(static_cast<std::uint16_t>(count > 1 ? std::atoi(words[1]) : 0),
               count > 2 ? words[2] : nullptr);
  floor.run();
}
