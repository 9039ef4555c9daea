#include "app/public_url.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace torg::app {

std::string check_url(std::string const& text) {
  std::string_view rest = text;
  if (rest.starts_with("https://")) {
    rest.remove_prefix(8);
  } else if (rest.starts_with("http://")) {
    rest.remove_prefix(7);
  } else {
    return "expected an address such as https://torg.example.se";
  }
  bool const only_host = !rest.empty() && std::ranges::all_of(rest, [](unsigned char c) {
    return std::isalnum(c) || c == '.' || c == '-' || c == '_' || c == ':' || c == '[' || c == ']';
  });
  return only_host ? "" : "expected scheme, host and perhaps port, and nothing after them";
}

std::string as_origin(std::string url) {
  std::ranges::transform(url, url.begin(), [](unsigned char c) { return std::tolower(c); });
  std::string_view const usual_port = url.starts_with("https://") ? ":443" : ":80";
  if (url.ends_with(usual_port)) url.resize(url.size() - usual_port.size());
  return url;
}

}  // namespace torg::app
