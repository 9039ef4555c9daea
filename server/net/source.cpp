#include "net/source.hpp"

#include <algorithm>

namespace torg::net {

namespace ip = boost::asio::ip;

std::string source_of(ip::address const& address) {
  if (address.is_v4()) return address.to_string();
  auto const v6 = address.to_v6();
  if (v6.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, v6).to_string();
  auto bytes = v6.to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return ip::address_v6(bytes).to_string() + "/64";
}

}  // namespace torg::net
