#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/backup_command.hpp"
#include "app/organiser_command.hpp"
#include "app/rehearse_request.hpp"
#include "app/restore_command.hpp"
#include "app/tally_request.hpp"
#include "app/verify_command.hpp"
#include "app/verify_file_command.hpp"

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

// What the command line asks for: one of the commands, or an exit code after help or a complaint
// was printed.
struct Parsed {
  std::optional<Config> serve;
  std::optional<TallyRequest> tally;
  std::optional<std::string> rules;  // the language to list them in
  std::optional<RehearseRequest> rehearse;
  std::optional<VerifyRequest> verify;  // of a data folder
  std::optional<VerifyFileRequest> verify_file;
  std::optional<BackupRequest> backup;
  std::optional<RestoreRequest> restore;
  std::optional<OrganiserRequest> organiser_reset;
  int exit_code = 0;
};
Parsed parse_command_line(int argc, char** argv);

// "ADDR:PORT", with "[…]" around an IPv6 address; nothing when it is neither.
struct HostPort {
  std::string host;
  std::uint16_t port = 0;
};
std::optional<HostPort> parse_host_port(std::string const& text);

}  // namespace torg::app
