#include "app/text_file.hpp"

#include <fstream>
#include <iterator>

namespace torg::app {

std::optional<std::string> read_text_file(std::filesystem::path const& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (in.bad()) return std::nullopt;
  return text;
}

}  // namespace torg::app
