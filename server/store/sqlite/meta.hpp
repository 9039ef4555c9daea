#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/sqlite/connection.hpp"
#include "store/unit.hpp"

namespace torg::store::sqlite {

Result<UnitOutcome> write(Connection& db, const PutMeta& write);

Result<std::optional<std::string>> get_meta(Connection& db, std::string_view key);

}  // namespace torg::store::sqlite
