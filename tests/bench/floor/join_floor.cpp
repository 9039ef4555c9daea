// What the kernel allows for joining: the same upgrade, the hello read, and the same bytes sent as
// Torg's welcome and first full views, which the load generator recorded.
//
//     join_floor PORT FILE
//
// FILE holds framed bytes.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "bench/floor/sockets.hpp"

namespace {

using namespace torg::floor;

class Join final : public Sockets {
 public:
  Join(std::uint16_t port, std::string view) : Sockets(port), view_(std::move(view)) {}

 private:
  void on_text(Socket& socket, std::string_view) override { send(socket, view_); }

  std::string view_;
};

}  // namespace

int main(int count, char** words) {
  if (count < 3) return 2;
  std::ifstream file(words[2], std::ios::binary);
  Join floor(static_cast<std::uint16_t>(std::atoi(words[1])),
             std::string(std::istreambuf_iterator<char>(file), {}));
  floor.run();
}
