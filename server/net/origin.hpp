#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/request_head.hpp"

namespace torg::net {

// Which pages may open a WebSocket here. A browser always names the origin of the page; who sends
// none is no browser, and the token decides. `allowed` holds whole origins such as
// "https://torg.example.se"; the page that this very server sent to the request's host is allowed
// as well. Nothing is compared by prefix or suffix.
bool origin_allowed(Request const& request, bool secure, std::vector<std::string> const& allowed);

}  // namespace torg::net
