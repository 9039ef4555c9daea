#pragma once

#include <filesystem>

namespace torg::store::sqlite {

/// The one file of a data folder that a backup has to hold.
inline std::filesystem::path database_file(const std::filesystem::path& data_dir) {
  return data_dir / "torg.db";
}

}  // namespace torg::store::sqlite
