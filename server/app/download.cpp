#include "app/download.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/impl/src.hpp>  // compiled here: there is no other user
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

namespace torg::app {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using Downloaded = boost::system::result<std::string, DownloadFault>;

constexpr std::chrono::seconds patience{60};
constexpr std::uint64_t most_bytes = 256ULL * 1024 * 1024;

struct Address {
  bool secure = false;
  std::string authority;  // host and perhaps port, as they stand there
  std::string host;
  std::string port;
  std::string target = "/";
};

std::optional<Address> parse(std::string_view text) {
  Address address;
  address.secure = text.starts_with("https://");
  text.remove_prefix(address.secure ? 8 : 7);
  auto const end_of_host = text.find('/');
  std::string_view authority = text.substr(0, end_of_host);
  address.authority = authority;
  if (end_of_host != text.npos) address.target = text.substr(end_of_host);
  address.target = address.target.substr(0, address.target.find('#'));
  auto const colon = authority.rfind(':');
  bool const has_port = colon != authority.npos && authority.find(']', colon) == authority.npos;
  address.port = has_port ? authority.substr(colon + 1) : address.secure ? "443" : "80";
  authority = authority.substr(0, has_port ? colon : authority.npos);
  if (authority.starts_with('[') && authority.ends_with(']')) {
    authority = authority.substr(1, authority.size() - 2);
  }
  address.host = authority;
  if (address.host.empty() || address.port.empty()) return std::nullopt;
  return address;
}

// One asynchronous step after the other, all within one deadline.
class Visit {
 public:
  explicit Visit(Address address) : address_(std::move(address)) {}

  Downloaded run() {
    tcp::resolver resolver(loop_);
    tcp::resolver::results_type found;
    auto error = wait([&](auto done) {
      resolver.async_resolve(address_.host, address_.port,
                             [&found, done](error_code code, tcp::resolver::results_type results) {
                               found = std::move(results);
                               done(code);
                             });
    });
    if (error) return fault(error);
    tcp::socket socket(loop_);
    error = wait([&](auto done) {
      asio::async_connect(socket, found,
                          [done](error_code code, tcp::endpoint const&) { done(code); });
    });
    if (error) return fault(error);
    return address_.secure ? ask_securely(std::move(socket)) : ask(socket);
  }

 private:
  Downloaded ask_securely(tcp::socket socket) {
    asio::ssl::context context(asio::ssl::context::tls_client);
    error_code error;
    context.set_default_verify_paths(error);
    if (error) return fault(error);
    asio::ssl::stream<tcp::socket> stream(std::move(socket), context);
    stream.set_verify_mode(asio::ssl::verify_peer);
    stream.set_verify_callback(asio::ssl::host_name_verification(address_.host));
    if (SSL_set_tlsext_host_name(stream.native_handle(), address_.host.c_str()) != 1) {
      return DownloadFault{"TLS"};
    }
    error = wait([&](auto done) { stream.async_handshake(asio::ssl::stream_base::client, done); });
    if (error) return fault(error);
    return ask(stream);
  }

  template <class Stream>
  Downloaded ask(Stream& stream) {
    http::request<http::empty_body> request(http::verb::get, address_.target, 11);
    request.set(http::field::host, address_.authority);
    request.set(http::field::user_agent, "torg verify");
    request.set(http::field::connection, "close");
    auto error = wait([&](auto done) {
      http::async_write(stream, request, [done](error_code code, std::size_t) { done(code); });
    });
    if (error) return fault(error);
    boost::beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(most_bytes);
    error = wait([&](auto done) {
      http::async_read(stream, buffer, parser,
                       [done](error_code code, std::size_t) { done(code); });
    });
    if (error) return fault(error);
    auto& response = parser.get();
    if (response.result() != http::status::ok) {
      return DownloadFault{std::to_string(response.result_int()) + ' ' +
                           std::string(response.reason())};
    }
    return Downloaded(boost::system::in_place_value, std::move(response.body()));
  }

  // A step that has not ended in time is left behind with the loop that it belongs to.
  template <class Start>
  error_code wait(Start start) {
    auto const ended = std::make_shared<std::optional<error_code>>();
    start([ended](error_code code) { *ended = code; });
    loop_.restart();
    while (!*ended && loop_.run_one_until(deadline_) > 0) {
    }
    return ended->value_or(asio::error::timed_out);
  }

  static Downloaded fault(error_code error) { return DownloadFault{error.message()}; }

  Address address_;
  asio::io_context loop_;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::now() + patience;
};

}  // namespace

bool is_address(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

Downloaded download(std::string const& address) {
  auto parsed = parse(address);
  if (!parsed) return DownloadFault{address};
  return Visit(*std::move(parsed)).run();
}

}  // namespace torg::app
