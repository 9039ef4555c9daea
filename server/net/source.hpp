#pragma once

#include <string>

#include <boost/asio/ip/address.hpp>

namespace torg::net {

// Where a connection comes from, as limits count it: an IPv4 address, also one mapped into IPv6, or
// the first 64 bits of an IPv6 address, since one household or phone has all that begin with them.
std::string source_of(boost::asio::ip::address const& address);

}  // namespace torg::net
