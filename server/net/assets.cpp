#include "net/assets.hpp"

#include <algorithm>

namespace torg::net {

Asset const* find_asset(std::span<Asset const> table, std::string_view path) {
  auto const found = std::ranges::lower_bound(table, path, {}, &Asset::path);
  return found != table.end() && found->path == path ? &*found : nullptr;
}

Asset const* find_asset(std::string_view path) { return find_asset(all_assets(), path); }

std::string_view text_of(Asset const& asset) {
  return {reinterpret_cast<char const*>(asset.raw.data()), asset.raw.size()};
}

}  // namespace torg::net
