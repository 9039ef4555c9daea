#include "app/config.hpp"

#include <charconv>
#include <system_error>

#include <boost/asio/ip/address.hpp>

namespace torg::app {

std::optional<HostPort> parse_host_port(std::string const& text) {
  auto const colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  HostPort out;
  out.host = text.substr(0, colon);
  bool const bracketed = out.host.front() == '[' && out.host.back() == ']';
  if (bracketed) out.host = out.host.substr(1, out.host.size() - 2);
  boost::system::error_code error;
  auto const address = boost::asio::ip::make_address(out.host, error);
  if (error || address.is_v6() != bracketed) return std::nullopt;
  char const* const end = text.data() + text.size();
  auto const [stop, fault] = std::from_chars(text.data() + colon + 1, end, out.port);
  if (fault != std::errc() || stop != end) return std::nullopt;
  return out;
}

}  // namespace torg::app
