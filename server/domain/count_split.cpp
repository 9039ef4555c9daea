#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/counted_ballots.hpp"
#include "domain/split_vote.hpp"
#include "tally/split/split.hpp"

namespace torg::domain {

namespace {

// The fallback is stated before the overflow: that another method was used weighs more.
protocol::SplitStatus status_of(tally::SplitResult const& tallied) {
  switch (tallied.status) {
    case tally::SplitStatus::no_decision:
      return protocol::SplitStatus::no_decision;
    case tally::SplitStatus::bounds_error:
      return protocol::SplitStatus::bounds_conflict;
    case tally::SplitStatus::ok:
      break;
  }
  if (tallied.fell_back_to_mean) return protocol::SplitStatus::mean_fallback;
  if (tallied.overflow_to_options_with_share_0) return protocol::SplitStatus::overflow;
  return protocol::SplitStatus::ok;
}

// The fraction, or what is whole of it where the protocol has no room for the fraction.
std::string exact_text(tally::Rational const& amount) {
  return fraction_text(amount).value_or(amount.floor().str());
}

// A weight as a number of ballots; nothing when no client could hold it exactly.
std::optional<std::int64_t> number_in(tally::Integer const& weight) {
  constexpr std::int64_t largest = (std::int64_t{1} << 53) - 1;
  if (weight > largest) return std::nullopt;
  return static_cast<std::int64_t>(weight);
}

std::vector<protocol::SplitRow> split_rows(tally::SplitResult const& tallied, bool weighted) {
  std::vector<protocol::SplitRow> rows;
  if (tallied.status != tally::SplitStatus::ok) return rows;
  for (tally::SplitPart const& part : tallied.parts) {
    protocol::SplitRow& row = rows.emplace_back();
    row.option = part.option;
    row.amount = *part.amount;
    row.exact = exact_text(*part.exact);
    row.rounded_up = part.rounding->got_unit;
    if (part.median) row.median = fraction_text(*part.median);
    // Under Independent Markets the share itself is the median.
    if (part.market) row.median = fraction_text(*part.share);
    if (part.knapsack && !weighted) {
      row.approvals = number_in(part.knapsack->approvals_of_last_paid);
    }
  }
  return rows;
}

}  // namespace

protocol::SplitResult count_split(protocol::BallotOpened const& opened,
                                  protocol::SplitRule const& rule,
                                  std::vector<CountedBallot> const& ballots) {
  SplitVote const vote = split_vote(opened, rule, ballots);
  auto const tallied = vote.count(rule);

  protocol::SplitResult result;
  result.cast = static_cast<std::int64_t>(ballots.size());
  result.blank = vote.blank;
  result.abstained = static_cast<std::int64_t>(vote.others.size()) - vote.blank - vote.incomplete;
  result.incomplete = vote.incomplete;
  result.counted = tallied.counted_ballots;
  result.status = status_of(tallied);
  result.method = rule.method;
  result.rows = split_rows(tallied, rule.weights.has_value());
  if (result.rows.empty()) return result;
  if (tallied.phantoms) {
    if (auto const voters = number_in(tallied.phantoms->n)) {
      result.market_time = fraction_text(tallied.phantoms->t);
      if (result.market_time) result.market_voters = *voters;
    }
  }

  ClassFigures figures(result.rows.size());
  for (std::string const& name : vote.others) figures.mention(name);
  auto const places = places_of(result.rows);
  for (std::size_t number = 0; number < vote.ballots.size(); ++number) {
    figures.add_ballot(vote.classes[number]);
    for (tally::SplitMark const& mark : vote.ballots[number]) {
      figures.add(vote.classes[number], places.at(mark.option), mark.amount);
    }
  }
  result.breakdown = figures.breakdown();
  return result;
}

}  // namespace torg::domain
