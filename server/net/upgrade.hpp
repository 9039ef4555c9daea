#pragma once

#include <string>
#include <string_view>

#include <boost/system/result.hpp>

#include "net/request_head.hpp"

namespace torg::net {

enum class UpgradeFault {
  malformed,      // 400: no key, more than one, or none of sixteen bytes; no version
  other_version,  // 426: a version that is not 13
};
http::status status_of(UpgradeFault fault);
[[noreturn]] void throw_exception_from_error(UpgradeFault fault,
                                             boost::source_location const& where);

// Whether the client offers this subprotocol.
bool offers(Request const& request, std::string_view subprotocol);

// The head that switches to WebSocket (RFC 6455, 4.2.2), with the subprotocol and the extensions
// that were chosen, if any.
boost::system::result<std::string, UpgradeFault> answer_upgrade(Request const& request,
                                                                std::string_view subprotocol,
                                                                std::string_view extensions);

}  // namespace torg::net
