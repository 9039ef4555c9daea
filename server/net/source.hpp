#pragma once

#include <optional>
#include <string>

#include <boost/asio/ip/address.hpp>

#include "net/request_head.hpp"

namespace torg::net {

// Where a connection comes from, as limits count it: an IPv4 address, also one mapped into IPv6, or
// the first 64 bits of an IPv6 address, since one household or phone has all that begin with them.
std::string source_of(boost::asio::ip::address const& address);

// The address that a proxy in front of us saw: the last one in X-Forwarded-For, since only that one
// is the proxy's own word. Nothing if it does not say. To be asked only of a proxy that is trusted.
std::optional<boost::asio::ip::address> forwarded_address(Request const& request);

// The same address whether it came as IPv4 or mapped into IPv6.
boost::asio::ip::address unmapped(boost::asio::ip::address const& address);

}  // namespace torg::net
