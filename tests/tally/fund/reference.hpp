#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tally/fund/fund.hpp"

/// Votes on priced projects with outcomes that other programs worked out, as files: .pb for the
/// vote, .json for the outcomes.
namespace torg::tally::reference {

/// A .pb as the tests need it. What it does not understand it throws as std::runtime_error.
/// Amounts with decimals are scaled to whole numbers; FundElection::currency_unit is the factor.
FundElection read_election(const std::filesystem::path& path);

struct Outcome {
  /// All rules that have this outcome: one for each tie rule.
  std::vector<FundRule> rules;
  /// rule, satisfaction and completion as the file has them.
  std::string name;
  std::vector<std::string> selected;
  std::optional<std::vector<std::string>> selection_order;
  std::optional<std::vector<std::string>> added_by_completion;
  std::optional<std::vector<std::vector<std::string>>> ties_met;
  /// In the units of the election.
  Money total_cost = 0;
  bool exhaustive = false;
  std::optional<Rational> endowment_start;
  std::optional<Rational> endowment_final;
  std::optional<std::int64_t> runs;
  std::optional<std::string> stopped_because;
};

/// The outcomes in an expected/*.json.
std::vector<Outcome> read_outcomes(const std::filesystem::path& path, const FundElection& election);

/// Support of each project (in the election's order) as the file states it, and its score.
struct Facts {
  std::vector<std::int64_t> support;
  std::vector<std::int64_t> score;
};
Facts read_facts(const std::filesystem::path& path, const FundElection& election);

/// Ids in the order given.
std::vector<std::string> ids_of(const FundElection& election,
                                const std::vector<ProjectIndex>& projects);

/// Every difference between what was counted and the outcome, one a line; empty if there is none.
std::string differences(const FundElection& election, const FundResult& result,
                        const Outcome& outcome);

}  // namespace torg::tally::reference
