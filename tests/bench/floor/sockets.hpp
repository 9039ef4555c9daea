#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What the floors share: an epoll loop over plain sockets that answers a WebSocket upgrade and
// hands over what clients send. Nothing here is checked, kept or limited beyond what a measurement
// needs: a floor shows what the kernel allows, and serves nobody but the load generator.
namespace torg::floor {

struct Socket {
  int descriptor = -1;
  bool upgraded = false;
  std::string in;  // a part of a request or of a frame
};

class Sockets {
 public:
  // Listens on the loopback and prints {"port":N}. Exits the process when it cannot.
  explicit Sockets(std::uint16_t port);

  // An eventfd or the like; run() calls woken() when it is readable.
  void add_wake(int descriptor);
  void run();

  // One send of bytes that are framed already. Exits the process when the kernel does not take them
  // all: a floor has no queue, and a measurement that would need one is no floor.
  static void send(Socket const& socket, std::string_view bytes);
  static std::string framed(std::string_view payload);
  // Framed: Torg's welcome and a first frame with nothing in it.
  static std::string const& welcome();

 protected:
  ~Sockets() = default;
  // A text message of a client, unmasked.
  virtual void on_text(Socket& socket, std::string_view text) = 0;
  virtual void woken() {}

  // Those that have been upgraded, in no order.
  std::vector<Socket*> const& open() const { return open_; }

 private:
  void accept_all();
  void read(Socket* socket);
  bool upgrade(Socket& socket, std::string_view bytes, std::size_t& used);
  void drop(Socket* socket);

  int epoll_ = -1;
  int listener_ = -1;
  int wake_ = -1;
  std::vector<Socket*> open_;
};

// The number right behind a mark, 0 without one.
std::int64_t number_after(std::string_view text, std::string_view mark);

[[noreturn]] void fail(char const* what);

}  // namespace torg::floor
