#pragma once

#include <optional>
#include <string_view>

#include "store/sqlite/connection.hpp"

namespace torg::store::sqlite {

Result<void> save_snapshot(Connection& db, std::string_view stream, const Snapshot& snapshot);

Result<std::optional<Snapshot>> load_snapshot(Connection& db, std::string_view stream);

}  // namespace torg::store::sqlite
