#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace torg::app {

// What `torg serve` was asked for.
struct Config {
  std::filesystem::path data_dir;
  std::filesystem::path key_dir;  // beside the data by default, never inside it
  std::string listen_address = "0.0.0.0";
  std::uint16_t listen_port = 8080;
  std::string public_url;  // empty: from the machine's address
  std::vector<std::string> origins;
  std::vector<std::string> trusted_proxies;  // addresses
  std::filesystem::path tls_certificate;     // both or neither
  std::filesystem::path tls_key;
  bool deflate = false;
  unsigned threads = 1;
  bool demo = false;
  bool ready_json = false;
  bool print_config = false;
  std::string language;  // of the terminal: "sv" or "en"
};

// "ADDR:PORT", with "[…]" around an IPv6 address; nothing when it is neither.
struct HostPort {
  std::string host;
  std::uint16_t port = 0;
};
std::optional<HostPort> parse_host_port(std::string const& text);

}  // namespace torg::app
