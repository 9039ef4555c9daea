#include "net/origin.hpp"

#include <algorithm>

namespace torg::net {

bool origin_allowed(Request const& request, bool secure, std::vector<std::string> const& allowed) {
  auto const count = request.count(http::field::origin);
  if (count == 0) return true;
  if (count > 1) return false;
  std::string_view const origin = request[http::field::origin];
  std::string own = secure ? "https://" : "http://";
  own += std::string_view(request[http::field::host]);
  return origin == own || std::ranges::find(allowed, origin) != allowed.end();
}

}  // namespace torg::net
