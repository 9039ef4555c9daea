#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "store/sqlite/connection.hpp"
#include "store/unit.hpp"

namespace torg::store::sqlite {

Result<UnitOutcome> write(Connection& db, const PutCredential& write);
Result<UnitOutcome> write(Connection& db, const RevokeCredential& write);

Result<std::optional<Credential>> find_credential(Connection& db, const Digest& hash);
Result<std::vector<Credential>> credentials_of(Connection& db, std::string_view stream);

}  // namespace torg::store::sqlite
