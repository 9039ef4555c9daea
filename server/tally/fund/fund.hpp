#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "tally/exact/rational.hpp"
#include "tally/fund/rule.hpp"

/// Counting a vote on projects with a price. Everything that an explanation needs stays in the
/// result as exact figures. All projects are given by their index.
namespace torg::tally {

enum class FundStatus {
  ok,
  /// The knapsack's node limit was reached: the set stated is the best that was found and may not
  /// be the best there is, so nothing should be decided by it.
  not_proved,
};

/// What the ballots say of one project, before any rule.
struct FundCount {
  /// Ballots it is on.
  std::int64_t supporters = 0;
  /// Their weights added up.
  Rational support;
  /// Votes, points or rank points, weighted.
  Rational score;
  /// Total satisfaction under the rule, weighted.
  Rational satisfaction;
};

/// What put the project that was taken before the others of a tie.
enum class FundTieReason { id, score, cost, votes, lot };

/// Projects that stood exactly equal when one was to be chosen.
struct FundTie {
  /// In index order.
  std::vector<ProjectIndex> projects;
  ProjectIndex first = 0;
  /// What separated `first` from the next in the order of the tie rule. In a greedy list `first` is
  /// the last that was taken before one of them was left out, and this is what separated the two.
  FundTieReason decided_by{};
};

/// Why an Equal Shares count, or Phragmén, went no further.
enum class FundStop {
  /// The list was gone through to its end (greedy, knapsack).
  end_of_list,
  /// Nothing is left that its supporters can pay (Equal Shares, one run).
  nothing_affordable,
  /// Add1: nothing supported that costs something would still fit.
  exhaustive,
  /// Add1: one krona more for each would cost more than there is.
  next_step_would_overspend,
  /// Add1: all that has support is funded.
  everything_funded,
  /// Phragmén: the next project (or one tied with it) costs more than what is left.
  next_does_not_fit,
  /// Phragmén: no project with supporters is left.
  no_candidates,
};

/// One line of the greedy list, also of a utilitarian completion.
struct GreedyStep {
  ProjectIndex project = 0;
  bool taken = false;
  /// What was left of the budget when the project's turn came; if it was not taken it costs more.
  Money left = 0;
};

/// One purchase of the Equal Shares run that stands. Money is that of the run, which after Add1 is
/// more than the budget.
struct EqualSharesRound {
  ProjectIndex project = 0;
  /// Each supporter paid this for each unit of satisfaction and unit of weight, or all it still
  /// had. 0 for a free project.
  Rational price;
  /// Ballots that paid something, and those of them whose money ended here.
  std::int64_t payers = 0;
  std::int64_t spent_up = 0;
  /// The most that one ballot paid.
  Rational paid_most;
  /// What all ballots together still held afterwards.
  Rational left;
};

/// A project that its supporters could not pay (any longer) in the run that stands.
struct FallenOut {
  ProjectIndex project = 0;
  /// How many rounds had been bought when their money no longer reached.
  std::size_t after_rounds = 0;
  /// What the project's supporters held together then; less than its cost.
  Rational held;
};

struct PhragmenRound {
  ProjectIndex project = 0;
  /// The load of each supporter per unit of weight once it carries its part of the project.
  Rational load;
  /// The budget that was left afterwards.
  Money left = 0;
};

struct FundRefusal {
  /// Index into the ballots given.
  std::size_t ballot = 0;
  FundFault fault{};
};

struct FundResult {
  /// What the result was counted by; receipts are worked out from it.
  FundRule rule;
  FundStatus status = FundStatus::ok;

  /// Ballots that counted, blank ones included, and the blank ones among them.
  std::int64_t valid_ballots = 0;
  std::int64_t blank_ballots = 0;
  std::vector<FundRefusal> refused;
  /// Rank points of the first place of a ranking.
  std::int64_t ranking_length = 0;
  /// For each project.
  std::vector<FundCount> projects;

  /// In index order.
  std::vector<ProjectIndex> selected;
  /// The same in the order in which they were taken; what a completion added is last. A knapsack
  /// takes all at once and has the order of the tie rule.
  std::vector<ProjectIndex> selection_order;
  /// What utilitarian completion added, in order.
  std::vector<ProjectIndex> added_by_completion;
  Money total_cost = 0;
  /// No project that was not selected would still fit. A project that the rule never funds because
  /// it is on no ballot is not asked.
  bool exhaustive = false;
  FundStop stop = FundStop::end_of_list;

  /// Equal Shares: what one ballot of weight 1 had in the first run, and in the run that stands;
  /// and how many runs were made, the one that would have overspent included. Nothing for the other
  /// methods and when there is no ballot to hold money.
  std::optional<Rational> endowment_start;
  std::optional<Rational> endowment_final;
  std::int64_t runs = 0;
  /// Of those, the ones that were worked out. The others are proved to repeat one of these.
  std::int64_t runs_worked_out = 0;
  /// Equal Shares with Add1: in index order, what was bought in any run, the one that would have
  /// overspent included.
  std::vector<ProjectIndex> bought_in_any_run;

  /// Sets (in index order) that were tied for the next place in some round of some run, each once,
  /// in the order in which they were first met. For greedy and completion see `ties`.
  std::vector<std::vector<ProjectIndex>> ties_met;
  /// Ties in the run that stands, in the order in which they were met. In a greedy list (also of a
  /// completion) only those whose order left one out that would have fitted in front; in Phragmén
  /// and Equal Shares every one.
  std::vector<FundTie> ties;

  /// Greedy: the whole list. Otherwise the list of the utilitarian completion.
  std::vector<GreedyStep> greedy_steps;
  /// Equal Shares, the run that stands.
  std::vector<EqualSharesRound> equal_shares_rounds;
  std::vector<FallenOut> fallen_out;
  std::vector<PhragmenRound> phragmen_rounds;
  /// Phragmén with FundStop::next_does_not_fit: the projects tied for the next place, and the load
  /// it would have had.
  std::vector<ProjectIndex> phragmen_next;
  std::optional<Rational> phragmen_next_load;
  /// Knapsack: total satisfaction of the set.
  std::optional<Rational> welfare;
  /// Knapsack: part solutions looked at.
  std::int64_t nodes = 0;

  bool is_selected(ProjectIndex project) const;
  /// Those of `ties` that only the lot decided and in which not all were funded.
  std::vector<FundTie> decided_by_lot() const;
};

/// Rules "fund-greedy", "fund-equal-shares", "fund-phragmen" and "fund-knapsack", version 1, as
/// rule.method says. Checks every ballot again; the weight of a refused one is left out. Throws
/// std::invalid_argument if check_rule finds a fault, if there are weights but not one for each
/// ballot, or if one is not positive.
FundResult tally_fund(const FundRule& rule, const FundElection& election);

struct ReceiptLine {
  ProjectIndex project = 0;
  Rational amount;
};

/// What a ballot's part of the money bought, in the order of purchase; without lines of 0. Under
/// Equal Shares it is what the run that stands took from the ballot: over all ballots the lines of
/// a project add up to exactly its cost. Under the other methods and for what a completion added
/// nobody pays, so there is no line. Empty for a ballot that was refused. The result must be that
/// of this election; `ballot` is an index (std::out_of_range).
std::vector<ReceiptLine> receipt(const FundElection& election, const FundResult& result,
                                 std::size_t ballot);

/// What a ballot held in the Equal Shares run that stands, and 0 under other methods.
Rational endowment_of(const FundElection& election, const FundResult& result, std::size_t ballot);

std::string_view name_of(FundStatus status);
std::string_view name_of(FundTieReason reason);
/// For Add1 the texts of the reference files: "exhaustive", "next step would overspend".
std::string_view name_of(FundStop stop);

}  // namespace torg::tally
