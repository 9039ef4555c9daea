#include "rehearsal/target.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <utility>

namespace torg::rehearsal {
namespace {

constexpr std::string_view http = "http://";
constexpr std::string_view https = "https://";

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
  target.name = "127.0.0.1";
  target.host = target.name + ":" + std::to_string(port);
  target.sources = sources;
  return target;
}

std::optional<Target> target_of(std::string_view url, std::shared_ptr<TlsTrust const> trust) {
  bool const secure = url.starts_with(https);
  if (!secure && !url.starts_with(http)) return std::nullopt;
  if (secure && !trust) return std::nullopt;
  url.remove_prefix(secure ? https.size() : http.size());
  auto const authority = url.substr(0, url.find_first_of("/?#"));
  auto const colon = authority.rfind(':');
  bool const has_port =
      colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos;
  std::string name(authority.substr(0, has_port ? colon : authority.size()));
  std::string const port(has_port ? authority.substr(colon + 1)
                                  : std::string_view(secure ? "443" : "80"));
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
  target.name = std::move(name);
  if (secure) target.trust = std::move(trust);
  return target;
}

std::string upgrade_request(Target const& target) {
  std::string text = "GET /live HTTP/1.1\r\nHost: " + target.host + "\r\n";
  text +=
      "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Protocol: torg.v1\r\nSec-WebSocket-Key: ";
  text += key;
  if (target.offers_deflate) {
    // Nothing is compressed on the way there, so what could be said of that side does not matter.
    text +=
        "\r\nSec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; "
        "client_no_context_takeover";
  }
  text += "\r\n\r\n";
  return text;
}

UpgradeRead read_upgrade(std::string_view bytes) {
  auto const end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) {
    return {bytes.size() > longest_head ? UpgradeAnswer::refused : UpgradeAnswer::incomplete};
  }
  auto const head = bytes.substr(0, end);
  bool const switches = head.starts_with("HTTP/1.1 101");
  bool const fits = head.find(accepted_key) != std::string_view::npos;
  if (!switches || !fits) return {UpgradeAnswer::refused};
  return {UpgradeAnswer::accepted, end + 4, head.find("permessage-deflate") != head.npos};
}

}  // namespace torg::rehearsal
