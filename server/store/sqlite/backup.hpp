#pragma once

#include <filesystem>

#include "store/sqlite/connection.hpp"

namespace torg::store::sqlite {

/// Copies one state of the whole database into a new file, in one go. The file gets its name when
/// it is complete and synced. Errors: exists, busy, full, not_writable, io.
Result<void> back_up(Connection& db, const std::filesystem::path& target);

}  // namespace torg::store::sqlite
