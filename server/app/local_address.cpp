#include "app/local_address.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <cstdint>
#include <memory>
#include <string_view>

namespace torg::app {
namespace {

bool is_private(std::uint32_t address) {
  return (address >> 24) == 10 || (address >> 20) == (172 << 4 | 1) ||
         (address >> 16) == (192 << 8 | 168);
}

// Bridges of containers and virtual machines: no phone is behind them.
bool is_virtual(std::string_view name) {
  for (std::string_view const prefix : {"docker", "br-", "veth", "virbr", "lxc", "cni"}) {
    if (name.starts_with(prefix)) return true;
  }
  return false;
}

}  // namespace

std::string local_address() {
  ifaddrs* list = nullptr;
  if (::getifaddrs(&list) != 0) return "127.0.0.1";
  std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> const owner(list, ::freeifaddrs);
  std::string other;
  for (ifaddrs const* entry = list; entry; entry = entry->ifa_next) {
    if (!entry->ifa_addr || entry->ifa_addr->sa_family != AF_INET) continue;
    bool const up = entry->ifa_flags & IFF_UP;
    bool const loopback = entry->ifa_flags & IFF_LOOPBACK;
    if (!up || loopback || is_virtual(entry->ifa_name)) continue;
    auto const& address = reinterpret_cast<sockaddr_in const*>(entry->ifa_addr)->sin_addr;
    char text[INET_ADDRSTRLEN];
    if (!::inet_ntop(AF_INET, &address, text, sizeof text)) continue;
    if (is_private(ntohl(address.s_addr))) return text;
    if (other.empty()) other = text;
  }
  return other.empty() ? "127.0.0.1" : other;
}

}  // namespace torg::app
