#include "tally/fund/equal_shares.hpp"

#include <algorithm>
#include <vector>

#include "tally/exact/approximate.hpp"
#include "tally/fund/greedy.hpp"

namespace torg::tally {

namespace {

/// Writes down what happened in a run from its ledger.
class Account {
 public:
  Account(const FundElection& election, const FundProfile& profile, PurseLedger& ledger)
      : election_(election), profile_(profile), ledger_(ledger) {
    ledger_.work_out();
    endowment_ = approximate(ledger_.endowment(), ledger_.denominator(0));
    for (const VoterType& type : profile.types) weights_.push_back(approximate(type.weight));
    for (std::uint32_t round = 0; round < ledger_.rounds(); ++round) {
      prices_.push_back(approximate(ledger_.price(round), ledger_.denominator(round + 1)));
    }
    prices_.push_back(0);
  }

  EqualSharesRound round(std::uint32_t number) const {
    EqualSharesRound round;
    round.project = ledger_.project(number);
    const Integer& denominator = ledger_.denominator(number + 1);
    round.price =
        Rational(ledger_.price(number), denominator) / profile_.satisfaction_unit[round.project];
    // Of one ballot: its weight × value, if it paid price × value.
    Integer most_values = 0;
    std::vector<Supporter> spent;
    for (const Supporter& supporter : profile_.supporters[round.project]) {
      const VoterType& type = profile_.types[supporter.type];
      const std::uint32_t spent_in = ledger_.spent_in(supporter.type);
      if (spent_in < number) continue;
      round.payers += type.ballots;
      if (spent_in == number) {
        round.spent_up += type.ballots;
        spent.push_back(supporter);
      } else if (is_above(type.heaviest_ballot, supporter.value, most_values)) {
        most_values = type.heaviest_ballot * supporter.value;
      }
    }
    Integer most = ledger_.price(number) * most_values;
    for (const Supporter& supporter : spent) {
      const Integer& heaviest = profile_.types[supporter.type].heaviest_ballot;
      // It paid at most price × value.
      if (!is_above(heaviest, supporter.value, most_values)) continue;
      const Integer paid =
          ledger_.purse_before(supporter.type, number) * ledger_.factor(number) * heaviest;
      most = std::max(most, paid);
    }
    round.paid_most = Rational(most, denominator * profile_.weight_unit);
    return round;
  }

  /// What the supporters of a project hold together after some rounds, in a unit of weight over
  /// the denominator of the books then.
  Integer held_after(ProjectIndex project, std::uint32_t rounds) const {
    std::vector<std::uint32_t> types;
    for (const Supporter& supporter : profile_.supporters[project]) {
      if (ledger_.spent_in(supporter.type) >= rounds) types.push_back(supporter.type);
    }
    return ledger_.held(types, rounds);
  }

  FallenOut fallen_out(ProjectIndex project) const {
    const Integer cost = profile_.weight_unit * election_.projects[project].cost;
    const auto is_enough = [&](const Integer& held, std::uint32_t rounds) {
      return held >= cost * ledger_.denominator(rounds);
    };
    std::uint32_t rounds = about_when_fallen_out(project);
    Integer held = held_after(project, rounds);
    while (is_enough(held, rounds)) held = held_after(project, ++rounds);
    while (rounds > 0) {
      const Integer before = held_after(project, rounds - 1);
      if (is_enough(before, rounds - 1)) break;
      held = before;
      --rounds;
    }
    return {project, rounds, Rational(held, ledger_.denominator(rounds) * profile_.weight_unit)};
  }

 private:
  static bool is_above(const Integer& weight, std::int32_t value, const Integer& most) {
    return weight * value > most;
  }

  /// In floating point: where to start looking.
  std::uint32_t about_when_fallen_out(ProjectIndex project) const {
    std::vector<double> paid(ledger_.rounds() + 1, 0);
    double held = 0;
    for (const Supporter& supporter : profile_.supporters[project]) {
      const double weight = weights_[supporter.type];
      double money = endowment_;
      const auto pay = [&](std::uint32_t round, std::int32_t value) {
        const double amount = prices_[round] * value;
        paid[round] += weight * amount;
        money -= amount;
      };
      ledger_.for_each_gain(supporter.type, ledger_.rounds(), pay);
      const std::uint32_t spent_in = ledger_.spent_in(supporter.type);
      if (spent_in != PurseLedger::never) paid[spent_in] += weight * money;
      held += weight * endowment_;
    }
    const double cost = approximate(profile_.weight_unit * election_.projects[project].cost);
    std::uint32_t rounds = 0;
    while (held >= cost && rounds < ledger_.rounds()) held -= paid[rounds++];
    return rounds;
  }

  const FundElection& election_;
  const FundProfile& profile_;
  PurseLedger& ledger_;
  double endowment_;
  std::vector<double> weights_;
  /// Of each round, and 0 for what was not paid.
  std::vector<double> prices_;
};

void state_account(const FundElection& election, const FundProfile& profile, EqualSharesRun& run,
                   FundResult& result) {
  const Account account(election, profile, run.ledger());
  Rational left =
      *result.endowment_final * Rational(profile.total_weight) / Rational(profile.weight_unit);
  for (const ProjectIndex project : result.selection_order) {
    result.equal_shares_rounds.push_back({project, 0, 0, 0, 0, left});
  }
  std::vector<bool> is_bought(election.projects.size(), false);
  for (std::uint32_t number = 0; number < run.bought().size(); ++number) {
    EqualSharesRound& round = result.equal_shares_rounds.emplace_back(account.round(number));
    left -= election.projects[round.project].cost;
    round.left = left;
    is_bought[round.project] = true;
  }
  for (ProjectIndex project = 0; project < election.projects.size(); ++project) {
    if (is_bought[project] || election.projects[project].cost == 0 ||
        !profile.has_satisfaction(project)) {
      continue;
    }
    result.fallen_out.push_back(account.fallen_out(project));
    result.fallen_out.back().after_rounds += result.selection_order.size();
  }
  std::ranges::stable_sort(result.fallen_out, {}, &FallenOut::after_rounds);
}

void take_free_projects(const FundElection& election, const FundProfile& profile,
                        const TieOrder& ties, FundResult& result) {
  if (result.rule.free == FreeProjects::first) return;
  for (const ProjectIndex project : ties.order()) {
    if (election.projects[project].cost == 0 && profile.has_satisfaction(project)) {
      take(election, project, result);
    }
  }
}

}  // namespace

void fund_by_equal_shares(const FundElection& election, const FundProfile& profile,
                          const TieOrder& ties, EqualSharesAccount account, FundResult& result) {
  take_free_projects(election, profile, ties, result);
  result.stop = FundStop::nothing_affordable;
  if (profile.total_weight == 0) return;

  const Rational endowment = Rational(profile.weight_unit * election.budget, profile.total_weight);
  result.endowment_start = endowment;
  result.endowment_final = endowment;
  EqualSharesRun run(election, profile, ties);
  if (result.rule.completion == FundCompletion::none) {
    run.run(endowment);
    result.runs = 1;
    result.runs_worked_out = 1;
    for (const auto& set : run.tied()) note_tie(result.ties_met, set);
  } else {
    add_one_until_done(election, profile, endowment, run, result);
  }
  if (account == EqualSharesAccount::stated) {
    for (const auto& set : run.tied()) result.ties.push_back(ties.decide(set));
    state_account(election, profile, run, result);
  }
  for (const ProjectIndex project : run.bought()) take(election, project, result);
}

}  // namespace torg::tally
