#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "echo.hpp"
#include "server_house.hpp"

// `echo_server PORT [deflate]`: an echo behind the very sessions of the server, with a message
// limit that fits the large cases of conformance suites. Ends when its standard input does.
int main(int argc, char** argv) {
  using namespace torg::net;
  auto const port = argc > 1 ? static_cast<std::uint16_t>(std::atoi(argv[1])) : std::uint16_t{0};
  Limits limits;
  limits.message_burst = 1'000'000;
  limits.messages_per_second = 1'000'000;
  ServerHouse house(
      limits, {}, {.endpoint = echo_endpoint(32 * 1024 * 1024), .port = port, .deflate = argc > 2});
  std::printf("%u\n", static_cast<unsigned>(house.port()));
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
}
