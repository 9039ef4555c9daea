#pragma once

#include <string_view>

#include <boost/system/result.hpp>

#include "net/net.hpp"

namespace torg::net {

using Request = http::request<http::empty_body>;

// Why a request is refused before anybody looks at what it asks for. Each closes the connection,
// since what follows on it cannot be trusted.
enum class HeadFault {
  malformed,     // 400: not HTTP/1.1, folded lines, bare line ends, more or less than one Host
  has_body,      // 413: nothing here takes a body
  ambiguous,     // 400: Transfer-Encoding, or several or odd Content-Length
  not_get,       // 405
  target_wrong,  // 400: not a path, or too long
};
http::status status_of(HeadFault fault);
[[noreturn]] void throw_exception_from_error(HeadFault fault, boost::source_location const& where);

// Reads one request head, ending with its empty line. Stricter than Beast's parser, which takes
// folded lines, lists in Content-Length, unknown Transfer-Encodings and any number of Host lines:
// what two programs could read differently is refused.
boost::system::result<Request, HeadFault> read_head(std::string_view bytes);

}  // namespace torg::net
