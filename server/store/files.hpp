#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "store/store_error.hpp"

namespace torg::store {

/// errno, as an error of ours.
StoreError system_error(std::string what);

/// Nothing if there is no such file.
Result<std::optional<std::string>> read_file(const std::filesystem::path& file);

/// Makes the folder and those above it, readable by their owner only; one that exists is left as it
/// is.
Result<void> make_private_folder(const std::filesystem::path& folder);

/// A new empty file that only its owner may read. Error `exists` if it is there already.
Result<void> make_private_file(const std::filesystem::path& file);

/// Writes a file that only its owner may read, replacing one of that name, and syncs it.
Result<void> write_private_file(const std::filesystem::path& file, std::string_view bytes);

/// Renames within a folder and makes the change durable.
Result<void> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

Result<void> sync_file(const std::filesystem::path& file);
Result<void> sync_folder(const std::filesystem::path& folder);

}  // namespace torg::store
