#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tally/dots.hpp"
#include "tally/split/split.hpp"

/// Between the tally's types and the JSON of the reference cases, in which options have text ids
/// and every figure of a result is written out.
namespace torg::tally::test {

using Json = nlohmann::json;

Json load_json(const std::filesystem::path& below_tests_data);

/// Counts `ballots` (id → number) by the tally and writes the result down as the reference
/// implementation does. A ballot with something else than whole numbers never reaches the tally: it
/// is noted as refused here, as a server's codec would.
Json dots_as_reference(const Json& rule, const Json& ballots);
Json split_as_reference(const Json& rule, const Json& ballots, SplitMethod method);

}  // namespace torg::tally::test
