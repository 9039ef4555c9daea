#pragma once

#include <string_view>
#include <vector>

#include "store/sqlite/connection.hpp"
#include "store/unit.hpp"

namespace torg::store::sqlite {

Result<UnitOutcome> write(Connection& db, const RememberCommand& write);

Result<std::vector<RememberedCommand>> remembered_commands(Connection& db, std::string_view stream);

}  // namespace torg::store::sqlite
