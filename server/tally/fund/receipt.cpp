#include <algorithm>
#include <stdexcept>

#include "tally/fund/fund.hpp"
#include "tally/fund/profile.hpp"

namespace torg::tally {

namespace {

bool holds_a_share(const FundElection& election, const FundResult& result, std::size_t number) {
  if (result.rule.method != FundMethod::equal_shares || !result.endowment_final) return false;
  const FundBallot& ballot = election.ballots.at(number);
  if (ballot.empty() && result.rule.blank == BlankBallots::left_out) return false;
  return std::ranges::find(result.refused, number, &FundRefusal::ballot) == result.refused.end();
}

Rational weight_of(const FundElection& election, std::size_t ballot) {
  return election.weights.empty() ? Rational(1) : election.weights[ballot];
}

/// The ballot's satisfaction from a project.
Rational satisfaction_from(const FundElection& election, const FundResult& result,
                           const FundBallot& ballot, ProjectIndex project) {
  const auto mark = std::ranges::find(ballot, project, &FundMark::project);
  if (mark == ballot.end()) return 0;
  const auto value = value_of_mark(result.rule.satisfaction, result.ranking_length, ballot,
                                   static_cast<std::size_t>(mark - ballot.begin()));
  return Rational(value) * satisfaction_unit(result.rule.satisfaction, election.projects[project]);
}

}  // namespace

Rational endowment_of(const FundElection& election, const FundResult& result, std::size_t ballot) {
  if (ballot >= election.ballots.size()) throw std::out_of_range("no such ballot");
  if (!holds_a_share(election, result, ballot)) return 0;
  return *result.endowment_final * weight_of(election, ballot);
}

std::vector<ReceiptLine> receipt(const FundElection& election, const FundResult& result,
                                 std::size_t ballot) {
  const Rational weight = ballot < election.ballots.size() ? weight_of(election, ballot) : 0;
  Rational money = endowment_of(election, result, ballot);
  std::vector<ReceiptLine> lines;
  for (const EqualSharesRound& round : result.equal_shares_rounds) {
    const Rational satisfaction =
        satisfaction_from(election, result, election.ballots[ballot], round.project);
    const Rational amount = std::min(money, weight * satisfaction * round.price);
    if (amount == 0) continue;
    lines.push_back({round.project, amount});
    money -= amount;
  }
  return lines;
}

}  // namespace torg::tally
