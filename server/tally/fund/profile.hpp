#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "tally/fund/fund.hpp"

/// The ballots of a vote on priced projects, checked, weighed and put together by what they say.
namespace torg::tally {

/// Ballots with the same satisfaction from every project. They have had and paid the same, per unit
/// of weight, at every moment of every rule.
struct VoterType {
  std::int64_t ballots = 0;
  /// In FundProfile::weight_unit.
  Integer weight;
  Integer heaviest_ballot;
  Integer lightest_ballot;
};

struct Supporter {
  std::uint32_t type = 0;
  /// Satisfaction in the project's satisfaction_unit; positive.
  std::int32_t value = 0;
};

/// A project that a type gains from, and how much, in its satisfaction_unit.
struct Gain {
  std::uint32_t project = 0;
  std::int32_t value = 0;

  bool operator==(const Gain&) const = default;
};

struct FundProfile {
  static constexpr std::uint32_t no_type = 0xFFFFFFFF;

  /// Weights are whole multiples of 1 / weight_unit.
  Integer weight_unit = 1;
  /// Of all that hold a share of the pot (see BlankBallots), in weight_unit.
  Integer total_weight = 0;
  std::vector<VoterType> types;
  /// Of all types, one after the other, each type's by project.
  std::vector<Gain> gains;
  /// For each type, and the end of the last.
  std::vector<std::size_t> gains_begin;
  std::int32_t largest_value = 1;
  /// For each ballot; no_type if it is refused or holds no share.
  std::vector<std::uint32_t> type_of_ballot;
  /// For each project: types that gain from it, and their weights and values multiplied and added
  /// up.
  std::vector<std::vector<Supporter>> supporters;
  std::vector<Integer> values;
  /// 1, or the project's cost, as the satisfaction says.
  std::vector<Money> satisfaction_unit;

  std::span<const Gain> gains_of(std::uint32_t type) const {
    return std::span(gains).subspan(gains_begin[type], gains_begin[type + 1] - gains_begin[type]);
  }
  bool has_satisfaction(ProjectIndex project) const {
    return values[project] > 0 && satisfaction_unit[project] > 0;
  }
};

/// Reads the ballots: states in the result which count and what they say of each project, and
/// returns what the methods count from. Throws as tally_fund.
FundProfile read_profile(const FundRule& rule, const FundElection& election, FundResult& result);

/// What a mark on a ballot is worth under the satisfaction, in the project's satisfaction_unit.
std::int64_t value_of_mark(FundSatisfaction satisfaction, std::int64_t ranking_length,
                           std::span<const FundMark> ballot, std::size_t place);

/// The satisfaction that value_of_mark states in multiples of.
Money satisfaction_unit(FundSatisfaction satisfaction, const FundProject& project);

}  // namespace torg::tally
