#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tally/exact/rational.hpp"
#include "tally/rule_id.hpp"

/// Spending one pot on projects that have a price each: what is voted on, which ballots fit, and
/// under which rule they are counted. See fund.hpp for the counting.
namespace torg::tally {

/// A project's place in FundElection::projects, counted from 0.
using ProjectIndex = std::size_t;

/// So that every sum and product of the calculation has a known size.
inline constexpr Money most_fund_money = 1'000'000'000'000'000;
inline constexpr std::int64_t most_fund_points = 1'000'000;

struct FundProject {
  /// Text, not a number: where a tie is broken by it, "10" comes before "2".
  std::string id;
  /// In the pot's unit. 0 is a free project.
  Money cost = 0;
};

enum class FundForm {
  approval,
  points,
  ranking,
};

struct FundMark {
  ProjectIndex project = 0;
  /// Points given. Says nothing on an approval ballot and on a ranking, where the order of the
  /// marks is the order of preference.
  std::int64_t value = 1;
};

/// One voter's whole choice. A project is on the ballot if it has a mark, even one of 0 points. A
/// ballot without a mark is blank. Someone who abstained or did not vote has no ballot here.
using FundBallot = std::vector<FundMark>;

/// What one ballot may hold. What is not given is not limited.
struct FundLimits {
  std::optional<std::size_t> most_projects;
  /// Sum of the prices on the ballot.
  std::optional<Money> most_cost;
  /// Sum of the points on the ballot.
  std::optional<std::int64_t> most_points;
  std::optional<std::int64_t> most_points_per_project;
};

struct FundElection {
  FundForm form = FundForm::approval;
  Money budget = 0;
  /// How many units of the pot make one unit of its currency: 1 when amounts are whole kronor, 100
  /// when they are öre. It is the step of Add1.
  Money currency_unit = 1;
  std::vector<FundProject> projects;
  FundLimits limits;
  /// How many places of a ranking give rank points; later ones give 0. The longest ballot that
  /// counts, if it is not given.
  std::optional<std::size_t> ranking_length;
  /// Blank ones included.
  std::vector<FundBallot> ballots;
  /// One for each ballot, positive; empty means 1 for each. A ballot of weight k counts as k
  /// ballots with the same marks would.
  std::vector<Rational> weights;
};

enum class FundMethod {
  /// By satisfaction per krona, whatever still fits (utilitarian greedy).
  greedy,
  /// The Method of Equal Shares (Peters, Pierczyński and Skowron 2021).
  equal_shares,
  /// Sequential Phragmén for projects with a price (Los, Christoff and Grossi 2022).
  phragmen,
  /// The set with the largest total satisfaction that fits.
  knapsack,
};

inline constexpr RuleId fund_greedy_rule_id{"fund-greedy", 1};
inline constexpr RuleId fund_equal_shares_rule_id{"fund-equal-shares", 1};
inline constexpr RuleId fund_phragmen_rule_id{"fund-phragmen", 1};
inline constexpr RuleId fund_knapsack_rule_id{"fund-knapsack", 1};

RuleId rule_id(FundMethod method);

/// How much a ballot is taken to gain when a project on it is funded. What is not on it gives 0.
/// Phragmén has no use for it, except that a utilitarian completion after it goes by `cost`.
enum class FundSatisfaction {
  cost,
  /// 1.
  cardinality,
  points,
  points_x_cost,
  /// ranking_length − place, with 0 for the first place.
  rankpoints,
  rankpoints_x_cost,
  /// Length of the ballot − place − 1: the last on it gives 0.
  borda,
};

/// What Equal Shares does with money that is left because too few hold it together.
enum class FundCompletion {
  none,
  /// Counts again with one currency unit more for each voter (each unit of weight), and again. If a
  /// run costs more than the budget the run before stands; if nothing supported still fits, that
  /// run.
  add1,
  /// The same without the second stop, except when all that has support is funded.
  add1_no_exhaustive_stop,
};

/// Which of projects that stand exactly equal comes first.
enum class FundTies {
  /// By id as text.
  lexico,
  /// Larger score, then lower cost, then id.
  score_cost_id,
  /// Lower cost, then more votes (weighted), then FundRule::lot.
  meeting,
};

/// Projects on no ballot.
enum class UnsupportedProjects {
  /// Greedy and utilitarian completion take them last, if they fit (the reference programs).
  if_they_fit,
  never,
};

/// Projects that cost nothing.
enum class FreeProjects {
  /// As the formula has it: Equal Shares with a satisfaction times cost never takes them.
  by_formula,
  /// Those on a ballot are always taken, first, in the order of the tie rule. Only what such
  /// projects are ordered by is added to the method, so nothing else changes.
  first,
};

/// What Equal Shares does with ballots without a mark.
enum class BlankBallots {
  /// They hold their share, which nobody can spend (the reference programs).
  hold_a_share,
  /// The pot is shared by the ballots that have a mark.
  left_out,
};

/// The defaults are what the reference programs do; meeting_options() is Torg's own choice.
struct FundRule {
  FundMethod method = FundMethod::greedy;
  FundSatisfaction satisfaction = FundSatisfaction::cost;
  /// Only for equal_shares.
  FundCompletion completion = FundCompletion::none;
  /// Only for equal_shares and phragmen: what still fits is added as greedy would.
  bool utilitarian = false;
  FundTies ties = FundTies::lexico;
  /// Only for FundTies::meeting: all projects in the order that was drawn, most favoured first.
  std::vector<ProjectIndex> lot;
  UnsupportedProjects unsupported = UnsupportedProjects::if_they_fit;
  FreeProjects free = FreeProjects::by_formula;
  BlankBallots blank = BlankBallots::hold_a_share;
  /// Only for knapsack: how many part solutions may be looked at.
  std::int64_t most_nodes = 2'000'000;
};

/// The rule with what a meeting uses instead of the reference behaviour: ties by cost, votes and
/// the lot; a project that nobody chose is never funded, a free one that somebody chose always is;
/// blank ballots leave the pot to the others.
FundRule meeting_options(FundRule rule, std::vector<ProjectIndex> lot);

/// In the order in which they are checked.
enum class FundRuleFault {
  no_projects,
  project_listed_twice,
  budget_out_of_range,         // below 0 or above most_fund_money
  currency_unit_out_of_range,  // below 1 or above most_fund_money
  cost_out_of_range,           // below 0 or above most_fund_money
  limit_out_of_range,  // most_projects, most_points, most_points_per_project or ranking_length
                       // below 1, points above most_fund_points, most_cost below 0
  needs_points,        // a satisfaction by points on another form of ballot
  needs_ranking,       // a satisfaction by places on another form of ballot
  needs_approval,      // phragmen on another form of ballot
  completion_not_for_method,
  lot_not_all_projects,    // with FundTies::meeting: each project once; otherwise: empty
  node_limit_out_of_range  // below 1
};

enum class FundFault {
  unknown_project,
  project_marked_twice,
  negative,
  too_many_on_one_project,
  too_many_projects,
  too_many_points,
  too_costly,
};

/// For whoever sets up a vote: the first reason why no box should open with this rule. Looks at
/// everything in the election but its ballots and weights.
std::optional<FundRuleFault> check_rule(const FundRule& rule, const FundElection& election);

/// The first fault, or nothing if the ballot counts or is blank: first its marks in the ballot's
/// order (unknown, marked twice, negative, too many on one), then the whole. Looks at the
/// election's form, projects and limits. A ballot is refused as a
/// whole and never repaired.
std::optional<FundFault> check_ballot(const FundElection& election,
                                      std::span<const FundMark> ballot);

/// The same as check_ballot, for many ballots.
class FundBallotChecker {
 public:
  /// The election must outlive the checker.
  explicit FundBallotChecker(const FundElection& election);

  std::optional<FundFault> check(std::span<const FundMark> ballot);

 private:
  const FundElection& election_;
  /// The last ballot that marked a project, counted from 1.
  std::vector<std::size_t> marked_in_;
  std::size_t checked_ = 0;
};

std::string_view name_of(FundForm form);
std::string_view name_of(FundMethod method);
std::string_view name_of(FundSatisfaction satisfaction);
std::string_view name_of(FundCompletion completion);
std::string_view name_of(FundTies ties);
std::string_view name_of(UnsupportedProjects unsupported);
std::string_view name_of(FreeProjects free);
std::string_view name_of(BlankBallots blank);
std::string_view name_of(FundRuleFault fault);
std::string_view name_of(FundFault fault);

}  // namespace torg::tally
