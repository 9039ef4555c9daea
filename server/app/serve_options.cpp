#include "app/serve_options.hpp"

#include <filesystem>
#include <utility>

#include <CLI/CLI.hpp>
#include <boost/asio/ip/address.hpp>

#include "app/public_url.hpp"

namespace torg::app {
namespace {

std::string check_listen(std::string const& text) {
  return parse_host_port(text) ? "" : "expected ADDRESS:PORT, for example 0.0.0.0:8080";
}

std::string check_address(std::string const& text) {
  boost::system::error_code error;
  boost::asio::ip::make_address(text, error);
  return error ? "expected an address such as 127.0.0.1" : "";
}

// Beside the data folder, also when that is "." or ends in a slash.
std::filesystem::path default_key_dir(std::filesystem::path const& data_dir) {
  auto beside = std::filesystem::absolute(data_dir).lexically_normal();
  if (!beside.has_filename()) beside = beside.parent_path();
  beside += "-keys";
  return beside;
}

}  // namespace

void add_serve_options(CLI::App& serve, ServeOptions& options) {
  serve
      .add_option("--data", options.config.data_dir,
                  "Folder of the database; made if it is missing")
      ->type_name("DIR");
  serve
      .add_option("--key-dir", options.config.key_dir,
                  "Folder of the server's key; keep it apart from backups (default: DIR-keys)")
      ->type_name("DIR");
  serve
      .add_option("--listen", options.listen,
                  "Address and port to listen on; port 0 takes a free one")
      ->type_name("ADDR:PORT")
      ->check(check_listen)
      ->capture_default_str();
  serve
      .add_option("--public-url", options.config.public_url,
                  "How phones reach this server; every link begins with it (default: this "
                  "machine's address)")
      ->type_name("URL")
      ->check(check_url);
  serve
      .add_option("--allow-origin", options.config.origins,
                  "A further origin whose pages may connect; may be given several times")
      ->type_name("URL")
      ->check(check_url);
  serve
      .add_option("--trusted-proxy", options.config.trusted_proxies,
                  "Address of a proxy in front of Torg whose X-Forwarded-For is believed, so that "
                  "limits count each phone's address and not the proxy's; may be given several "
                  "times")
      ->type_name("ADDR")
      ->check(check_address);
  auto* const certificate =
      serve
          .add_option("--tls-cert", options.config.tls_certificate,
                      "Encrypt by ourselves: the certificate and those it rests upon, PEM; read "
                      "again on SIGHUP")
          ->type_name("FILE");
  auto* const key =
      serve.add_option("--tls-key", options.config.tls_key, "Its key, PEM, without a passphrase")
          ->type_name("FILE");
  certificate->needs(key);
  key->needs(certificate);
  serve.add_option("--threads", options.config.threads, "Threads that serve connections")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  serve.add_flag("--deflate", options.config.deflate,
                 "Compress what goes to browsers that offer it; for thin lines, costs processor "
                 "time");
  serve.add_flag("--demo", options.config.demo, "Give a new forum the illustrative demo meeting");
  serve.add_flag("--ready-json", options.config.ready_json,
                 "Print the links as one line of JSON once connections are accepted");
  serve.add_flag("--print-config", options.config.print_config,
                 "Print what the server would run with, and every limit with what happens when it "
                 "is reached; then end");
  serve.footer(
      "Example:\n  torg serve --data /var/lib/torg --key-dir /etc/torg/keys --listen 0.0.0.0:8080 "
      "--public-url https://torg.example.se");
}

Config finished(ServeOptions options) {
  Config config = std::move(options.config);
  if (config.key_dir.empty() && !config.data_dir.empty()) {
    config.key_dir = default_key_dir(config.data_dir);
  }
  config.public_url = as_origin(std::move(config.public_url));
  for (auto& origin : config.origins) origin = as_origin(std::move(origin));
  auto const endpoint = parse_host_port(options.listen);
  config.listen_address = endpoint->host;
  config.listen_port = endpoint->port;
  return config;
}

}  // namespace torg::app
