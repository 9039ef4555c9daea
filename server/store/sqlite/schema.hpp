#pragma once

#include <cstdint>
#include <string>

#include "store/sqlite/connection.hpp"

namespace torg::store::sqlite {

inline constexpr std::int64_t application_id = 0x546f7267;  // "Torg"
inline constexpr std::int64_t schema_version = 2;

enum class SchemaState { empty, current };

/// Reads whose database this is and how new, without changing anything. Errors: not_torg,
/// newer_schema, older_schema.
Result<SchemaState> inspect_schema(Connection& db);

/// Makes all tables, in one transaction.
Result<void> create_schema(Connection& db);

/// The two tables of a box that accepts ballots or is stopped. They live as long as that: see
/// schema.cpp.
std::string live_ballot_table(std::int64_t box_id);
std::string live_secret_table(std::int64_t box_id);
Result<void> create_live_tables(Connection& db, std::int64_t box_id);
Result<void> drop_live_tables(Connection& db, std::int64_t box_id);

}  // namespace torg::store::sqlite
