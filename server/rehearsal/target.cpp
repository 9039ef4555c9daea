#include "rehearsal/target.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

#include <algorithm>
#include <cctype>
#include <cstring>

namespace torg::rehearsal {
namespace {

constexpr std::size_t longest_head = 16 * 1024;

// The key and the answer to it that RFC 6455 section 1.3 gives as its example. The key is there so
// that a cache cannot answer in the server's place; a rehearsal has no cache to fear.
constexpr std::string_view key = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr std::string_view accepted_key = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

}  // namespace

Target loopback(std::uint16_t port, unsigned sources) {
  Target target;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::memcpy(&target.address, &address, sizeof address);
  target.address_size = sizeof address;
  target.host = "127.0.0.1:" + std::to_string(port);
  target.sources = sources;
  return target;
}

std::optional<Target> target_of(std::string_view url) {
  constexpr std::string_view scheme = "http://";
  if (!url.starts_with(scheme)) return std::nullopt;
  url.remove_prefix(scheme.size());
  auto const authority = url.substr(0, url.find_first_of("/?#"));
  auto const colon = authority.rfind(':');
  bool const has_port =
      colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos;
  std::string name(authority.substr(0, has_port ? colon : authority.size()));
  std::string const port(has_port ? authority.substr(colon + 1) : "80");
  if (name.size() > 2 && name.front() == '[' && name.back() == ']') {
    name = name.substr(1, name.size() - 2);
  }
  if (name.empty() || port.empty()) return std::nullopt;
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(name.c_str(), port.c_str(), &hints, &found) != 0 || !found) return std::nullopt;
  Target target;
  std::memcpy(&target.address, found->ai_addr, found->ai_addrlen);
  target.address_size = found->ai_addrlen;
  ::freeaddrinfo(found);
  target.host = std::string(authority);
  return target;
}

std::string upgrade_request(Target const& target) {
  std::string text = "GET /live HTTP/1.1\r\nHost: " + target.host + "\r\n";
  text +=
      "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Protocol: torg.v1\r\nSec-WebSocket-Key: ";
  text += key;
  text += "\r\n\r\n";
  return text;
}

UpgradeRead read_upgrade(std::string_view bytes) {
  auto const end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) {
    return {bytes.size() > longest_head ? UpgradeAnswer::refused : UpgradeAnswer::incomplete, 0};
  }
  auto const head = bytes.substr(0, end);
  bool const switches = head.starts_with("HTTP/1.1 101");
  bool const fits = head.find(accepted_key) != std::string_view::npos;
  if (!switches || !fits) return {UpgradeAnswer::refused, 0};
  return {UpgradeAnswer::accepted, end + 4};
}

}  // namespace torg::rehearsal
