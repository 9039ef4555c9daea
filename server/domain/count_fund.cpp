#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/counted_ballots.hpp"
#include "domain/counting_rule.hpp"
#include "domain/fund_vote.hpp"
#include "tally/fund/fund.hpp"
#include "tally/fund/miss.hpp"

namespace torg::domain {

namespace {

using tally::ProjectIndex;

protocol::FundMissCause cause_of(tally::FundMissCause cause) {
  switch (cause) {
    case tally::FundMissCause::unsupported:
      return protocol::FundMissCause::unsupported;
    case tally::FundMissCause::above_budget:
      return protocol::FundMissCause::above_pot;
    case tally::FundMissCause::did_not_fit:
      return protocol::FundMissCause::did_not_fit;
    case tally::FundMissCause::supporters_short:
      return protocol::FundMissCause::supporters_short;
    case tally::FundMissCause::outweighed:
      return protocol::FundMissCause::outweighed;
  }
  return {};
}

protocol::FundMiss miss_of(tally::FundMiss const& missed) {
  protocol::FundMiss miss;
  miss.cause = cause_of(missed.cause);
  if (missed.left) miss.left = fraction_text(*missed.left);
  miss.extra_supporters = missed.extra_supporters;
  miss.highest_cost = missed.highest_cost;
  if (missed.extra_supporters_proved) miss.extra_supporters_proved = true;
  if (missed.highest_cost_proved) miss.highest_cost_proved = true;
  return miss;
}

// Turns what the tally says of the projects of one box into what the protocol says of its options.
class FundAccount {
 public:
  FundAccount(protocol::BallotOpened const& opened, protocol::FundRule const& rule,
              FundVote const& vote, tally::FundResult const& tallied,
              std::vector<tally::FundMiss> const& misses)
      : opened_(opened), rule_(rule), vote_(vote), tallied_(tallied), misses_(misses) {}

  protocol::OptionNumber option(ProjectIndex project) const {
    return opened_.options[project].option;
  }
  tally::Money cost(ProjectIndex project) const { return vote_.election.projects[project].cost; }

  std::vector<protocol::FundRow> rows() const {
    auto const scores = vote_.scores();
    std::vector<protocol::FundRow> rows;
    for (ProjectIndex project = 0; project < opened_.options.size(); ++project) {
      tally::FundCount const& count = tallied_.projects[project];
      protocol::FundRow& row = rows.emplace_back();
      row.option = option(project);
      row.cost = cost(project);
      row.supporters = count.supporters;
      row.score = scores[project];
      if (rule_.weights) row.weighted = fraction_text(count.support);
    }
    for (tally::FundMiss const& missed : misses_) rows[missed.project].miss = miss_of(missed);
    std::int64_t place = 0;
    for (ProjectIndex const project : tallied_.selection_order) {
      rows[project].funded = protocol::FundedBy::rule;
      rows[project].place = ++place;
    }
    for (ProjectIndex const project : tallied_.added_by_completion) {
      rows[project].funded = protocol::FundedBy::completion;
    }
    return rows;
  }

  std::vector<protocol::OptionNumber> order() const {
    std::vector<protocol::OptionNumber> order;
    for (ProjectIndex const project : tallied_.selection_order) order.push_back(option(project));
    return order;
  }

  // Of the rule itself: what its completion added has no round.
  std::vector<protocol::FundRound> rounds() const {
    std::vector<protocol::FundRound> rounds;
    std::size_t const by_rule =
        tallied_.selection_order.size() - tallied_.added_by_completion.size();
    tally::Money left = rule_.pot;
    for (std::size_t number = 0; number < by_rule; ++number) {
      ProjectIndex const project = tallied_.selection_order[number];
      left -= cost(project);
      protocol::FundRound& round = rounds.emplace_back();
      round.option = option(project);
      round.left = std::to_string(left);
    }
    for (tally::EqualSharesRound const& bought : tallied_.equal_shares_rounds) {
      if (protocol::FundRound* const round = find(rounds, bought.project)) {
        round->price = fraction_text(bought.price);
        round->payers = bought.payers;
        round->most = fraction_text(bought.paid_most);
      }
    }
    for (tally::PhragmenRound const& carried : tallied_.phragmen_rounds) {
      if (protocol::FundRound* const round = find(rounds, carried.project)) {
        round->price = fraction_text(carried.load);
      }
    }
    return rounds;
  }

  std::vector<protocol::FundTie> ties() const {
    std::vector<protocol::FundTie> ties;
    for (tally::FundTie const& met : tallied_.ties) {
      protocol::FundTie& tie = ties.emplace_back();
      tie.options.push_back(option(met.first));
      for (ProjectIndex const project : met.projects) {
        if (project != met.first) tie.options.push_back(option(project));
        if (!tallied_.is_selected(project)) tie.at_cut = true;
      }
      tie.by_lot = met.decided_by == tally::FundTieReason::lot;
    }
    return ties;
  }

 private:
  protocol::FundRound* find(std::vector<protocol::FundRound>& rounds, ProjectIndex project) const {
    auto const found = std::find_if(rounds.begin(), rounds.end(), [&](auto const& round) {
      return round.option == option(project);
    });
    return found == rounds.end() ? nullptr : &*found;
  }

  protocol::BallotOpened const& opened_;
  protocol::FundRule const& rule_;
  FundVote const& vote_;
  tally::FundResult const& tallied_;
  std::vector<tally::FundMiss> const& misses_;
};

std::optional<protocol::Breakdown> breakdown_of(FundVote const& vote,
                                                tally::FundResult const& tallied) {
  ClassFigures figures(vote.election.projects.size(), ClassFigures::Content::counted);
  for (std::string const& name : vote.others) figures.mention(name);
  for (std::size_t number = 0; number < vote.election.ballots.size(); ++number) {
    std::string const& name = vote.classes[number];
    figures.add_ballot(name);
    bool content = false;
    for (tally::FundMark const& mark : vote.election.ballots[number]) {
      figures.add(name, mark.project, 1);
      content |= tallied.is_selected(mark.project);
    }
    if (content) figures.add_content(name);
  }
  return figures.breakdown();
}

protocol::FundStatus status_of(FundVote const& vote, tally::FundResult const& tallied) {
  if (vote.election.ballots.empty()) return protocol::FundStatus::no_decision;
  return tallied.status == tally::FundStatus::ok ? protocol::FundStatus::ok
                                                 : protocol::FundStatus::not_proved;
}

}  // namespace

protocol::FundResult count_fund(protocol::BallotOpened const& opened,
                                protocol::FundRule const& rule,
                                std::vector<CountedBallot> const& ballots) {
  FundVote const vote = fund_vote(opened, rule, ballots);
  tally::FundRule const counting = counting_rule(rule, vote.lot);
  auto const tallied = tally::tally_fund(counting, vote.election);
  auto const misses = tally::fund_misses(counting, vote.election, tallied);
  FundAccount const account(opened, rule, vote, tallied, misses);

  protocol::FundResult result;
  result.cast = static_cast<std::int64_t>(ballots.size());
  result.blank = vote.blank;
  result.abstained = vote.abstained;
  result.counted = static_cast<std::int64_t>(vote.election.ballots.size());
  result.status = status_of(vote, tallied);
  result.pot = rule.pot;
  result.spent = tallied.total_cost;
  result.exhaustive = tallied.exhaustive;
  result.rows = account.rows();
  result.order = account.order();
  result.rounds = account.rounds();
  if (tallied.endowment_final) {
    result.endowment = fraction_text(*tallied.endowment_final);
    result.runs = tallied.runs;
  }
  result.ties = account.ties();
  result.breakdown = breakdown_of(vote, tallied);
  return result;
}

}  // namespace torg::domain
