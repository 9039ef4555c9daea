#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "store/sqlite/connection.hpp"
#include "store/unit.hpp"

namespace torg::store::sqlite {

Result<UnitOutcome> write(Connection& db, const OpenBox& write);
Result<UnitOutcome> write(Connection& db, const CastBallot& write);
Result<UnitOutcome> write(Connection& db, const StopBox& write);
Result<UnitOutcome> write(Connection& db, const ReopenBox& write);
Result<UnitOutcome> write(Connection& db, const SealBox& write);
Result<UnitOutcome> write(Connection& db, const VoidBox& write);

Result<std::optional<BoxRecord>> read_box(Connection& db, std::string_view stream,
                                          std::uint32_t number);
Result<std::optional<StandingBallot>> find_ballot(Connection& db, std::string_view stream,
                                                  std::uint32_t number, const Digest& voter_key);
Result<std::vector<BoxSummary>> boxes_of(Connection& db, std::string_view stream);
Result<std::vector<StreamName>> streams_with_open_boxes(Connection& db);

}  // namespace torg::store::sqlite
