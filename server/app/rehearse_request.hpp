#pragma once

#include <cstddef>
#include <string>

namespace torg::app {

// What `torg rehearse` was asked for. The link is none of it: it is read from standard input.
struct RehearseRequest {
  std::size_t phones = 500;
  double minutes = 3;
  std::string url;  // where the server is reached; empty: as the link says
  std::string ca;   // a file with certificates to believe; empty: only those of the system
  bool json = false;
  std::string language;  // "sv" or "en"
};

}  // namespace torg::app
