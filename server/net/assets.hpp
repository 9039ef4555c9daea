#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace torg::net {

/// A file of the web client, carried in the executable. Everything has static lifetime.
struct Asset {
  /// As a browser asks for it ("/assets/..."), or without the leading slash when the file is for
  /// the server alone: "shell/FACE.LANG.html", "manifest.json", "i18n/LANG.json".
  std::string_view path;
  std::string_view content_type;
  /// Quoted, ready for the ETag header. It names the content, not the encoding.
  std::string_view etag;
  std::span<std::byte const> raw;
  /// Compressed forms of raw; empty when there is none.
  std::span<std::byte const> brotli;
  std::span<std::byte const> gzip;
  /// The path names the content, so that it may be cached for ever.
  bool immutable = false;
};

/// Sorted by path. Empty when the executable was built without a web client.
std::span<Asset const> all_assets();

/// The asset with exactly this path, or null.
Asset const* find_asset(std::string_view path);

/// The same in another table, which must be sorted by path.
Asset const* find_asset(std::span<Asset const> table, std::string_view path);

/// The bytes of an asset as text.
std::string_view text_of(Asset const& asset);

}  // namespace torg::net
