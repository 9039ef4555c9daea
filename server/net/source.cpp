#include "net/source.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace torg::net {

namespace ip = boost::asio::ip;

ip::address unmapped(ip::address const& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return ip::make_address_v4(ip::v4_mapped, address.to_v6());
  }
  return address;
}

std::string source_of(ip::address const& address) {
  auto const plain = unmapped(address);
  if (plain.is_v4()) return plain.to_string();
  auto bytes = plain.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return ip::address_v6(bytes).to_string() + "/64";
}

std::optional<ip::address> forwarded_address(Request const& request) {
  auto const [first, last] = request.equal_range("X-Forwarded-For");
  if (first == last) return std::nullopt;
  std::string_view value = std::prev(last)->value();
  value = value.substr(value.rfind(',') + 1);
  while (value.starts_with(' ')) value.remove_prefix(1);
  while (value.ends_with(' ')) value.remove_suffix(1);
  error_code error;
  auto const address = ip::make_address(value, error);
  if (error) return std::nullopt;
  return address;
}

}  // namespace torg::net
