#pragma once

#include <string>
#include <string_view>

namespace torg::net {

// The bytes as a gzip file (RFC 1952), deflated by the implementation that Beast carries.
std::string gzip(std::string_view bytes);

}  // namespace torg::net
