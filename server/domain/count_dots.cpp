#include <map>
#include <vector>

#include "domain/counted_ballots.hpp"
#include "domain/counting_rule.hpp"
#include "domain/group_weights.hpp"
#include "tally/dots.hpp"

namespace torg::domain {

namespace {

protocol::OrderReason reason_of(tally::DotsReason reason) {
  switch (reason) {
    case tally::DotsReason::dots:
      return protocol::OrderReason::dots;
    case tally::DotsReason::supporters:
      return protocol::OrderReason::supporters;
    case tally::DotsReason::lot:
      return protocol::OrderReason::lot;
    case tally::DotsReason::list_order:
      return protocol::OrderReason::list_order;
  }
  return {};
}

std::vector<protocol::DotsRow> dots_rows(tally::DotsResult const& tallied, bool weighted) {
  std::map<tally::OptionNumber, tally::DotsCount const*> count_of;
  for (tally::DotsCount const& count : tallied.options) count_of[count.option] = &count;
  std::vector<protocol::DotsRow> rows;
  for (tally::OptionNumber const option : tallied.order) {
    tally::DotsCount const& count = *count_of.at(option);
    rows.push_back({option, count.dots, count.supporters, count.rank, std::nullopt});
    if (weighted) rows.back().weighted = fraction_text(count.weighted_dots);
  }
  return rows;
}

}  // namespace

protocol::DotsResult count_dots(protocol::BallotOpened const& opened,
                                protocol::DotsRule const& rule,
                                std::vector<CountedBallot> const& ballots) {
  auto const sorted = sort_ballots<protocol::DotsBallot>(opened, ballots);
  protocol::DotsResult result;
  std::vector<tally::DotsBallot> marked;
  std::vector<std::string> classes;
  marked.reserve(sorted.voting.size());
  for (auto const& [ballot, name] : sorted.voting) {
    if (ballot->marks.empty()) {
      ++result.blank;
      continue;
    }
    classes.push_back(*name);
    tally::DotsBallot& marks = marked.emplace_back();
    for (protocol::Mark const& mark : ballot->marks) {
      marks.push_back({number_of(mark.option), mark.value});
    }
  }
  tally::DotsRule counting = counting_rule(rule);
  if (opened.lot) counting.lot.emplace(opened.lot->begin(), opened.lot->end());
  std::vector<tally::Rational> weights;
  if (rule.weights) weights = ballot_weights(*rule.weights, classes);
  auto const tallied = tally::tally_dots(counting, numbers_of(opened), marked, weights);

  result.cast = static_cast<std::int64_t>(ballots.size());
  result.abstained = static_cast<std::int64_t>(sorted.abstaining.size());
  result.total_dots = tallied.total_dots;
  result.rows = dots_rows(tallied, rule.weights.has_value());
  for (tally::DotsReason const reason : tallied.order_decided_by) {
    result.order_reasons.push_back(reason_of(reason));
  }
  result.selected.assign(tallied.selected.begin(), tallied.selected.end());
  result.tie_at_cut.assign(tallied.tie_at_cut.begin(), tallied.tie_at_cut.end());

  ClassFigures figures = figures_of(sorted, result.rows.size());
  auto const places = places_of(result.rows);
  for (auto const& [ballot, name] : sorted.voting) {
    if (!ballot->marks.empty()) add_marks(figures, *name, places, ballot->marks);
  }
  result.breakdown = figures.breakdown();
  return result;
}

}  // namespace torg::domain
