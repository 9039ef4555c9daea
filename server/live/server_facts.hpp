#pragma once

#include <string>

namespace torg::live {

// What the meeting tells about the server it runs on. Set once at the start.
struct ServerFacts {
  // Scheme, host and port as phones reach it, without a slash at the end.
  std::string public_url;
  bool secure = false;           // https
  bool address_changed = false;  // since the last start: phones would look new
  std::string version;
};

}  // namespace torg::live
