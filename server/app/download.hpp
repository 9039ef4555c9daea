#pragma once

#include <string>
#include <string_view>

#include <boost/system/result.hpp>

namespace torg::app {

// Whether somebody named a place on the net, "http://…" or "https://…", and no file.
bool is_address(std::string_view text);

// Why there is no answer, in the words of the system or of the other side.
struct DownloadFault {
  std::string reason;
};

// What one GET of the address answers; a redirection is not followed. The certificate of https has
// to hold for the host by the system's authorities. Blocking, at most a minute and 256 MB.
boost::system::result<std::string, DownloadFault> download(std::string const& address);

}  // namespace torg::app
