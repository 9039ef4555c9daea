#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite/connection.hpp"
#include "store/unit.hpp"

namespace torg::store::sqlite {

/// The number of a stream's row, if it has one.
Result<std::optional<std::int64_t>> find_stream(Connection& db, std::string_view name);
/// The same, making the row if need be. The stream stays without events.
Result<std::int64_t> ensure_stream(Connection& db, std::string_view name);

Result<UnitOutcome> write(Connection& db, const AppendEvents& write);
Result<UnitOutcome> write(Connection& db, const EraseContent& write);

Result<std::vector<StoredEvent>> read_stream(Connection& db, std::string_view stream,
                                             std::uint64_t after_version, std::size_t limit);
Result<StreamHead> stream_head(Connection& db, std::string_view stream);
Result<std::vector<StoredContent>> read_contents(Connection& db, std::string_view stream);
Result<std::vector<StreamName>> list_streams(Connection& db, std::string_view prefix);
Result<StreamCheck> verify_stream(Connection& db, std::string_view stream);

}  // namespace torg::store::sqlite
