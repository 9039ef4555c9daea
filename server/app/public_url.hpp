#pragma once

#include <string>

namespace torg::app {

// Empty when it is scheme, host and perhaps port of http or https and nothing after them; else what
// is wrong with it, in a few words.
std::string check_url(std::string const& text);

// As browsers write the origin of a page, with which it is compared. Empty stays empty.
std::string as_origin(std::string url);

}  // namespace torg::app
