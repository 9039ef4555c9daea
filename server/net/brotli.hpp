#pragma once

#include <string>
#include <string_view>

namespace torg::net {

// The bytes as a Brotli stream (RFC 7932), at a quality that packs a page in less than a
// millisecond. The files of the web client are packed better, when they are built.
std::string brotli(std::string_view bytes);

}  // namespace torg::net
