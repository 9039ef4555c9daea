#include <utility>
#include <vector>

#include "domain/counted_ballots.hpp"
#include "domain/counting_rule.hpp"
#include "tally/poll.hpp"

namespace torg::domain {

protocol::ChoiceResult count_choices(protocol::BallotOpened const& opened,
                                     protocol::PollRule const& rule,
                                     std::vector<CountedBallot> const& ballots) {
  auto const sorted = sort_ballots<protocol::ChoiceBallot>(opened, ballots);
  std::vector<tally::PollBallot> chosen;
  chosen.reserve(sorted.voting.size());
  for (auto const& [ballot, name] : sorted.voting) {
    tally::PollBallot& choices = chosen.emplace_back();
    for (protocol::OptionNumber const option : ballot->options) {
      choices.push_back(number_of(option));
    }
  }
  auto const tallied = tally::tally_poll(counting_rule(rule), numbers_of(opened), chosen);

  protocol::ChoiceResult result;
  result.cast = static_cast<std::int64_t>(ballots.size());
  result.blank = tallied.blank_ballots;
  result.abstained = static_cast<std::int64_t>(sorted.abstaining.size());
  for (tally::PollCount const& count : tallied.options) {
    result.rows.push_back({count.option, count.votes, count.rank});
  }

  ClassFigures figures = figures_of(sorted, result.rows.size());
  auto const places = places_of(result.rows);
  for (auto const& [ballot, name] : sorted.voting) {
    if (ballot->options.empty()) continue;
    figures.add_ballot(*name);
    for (protocol::OptionNumber const option : ballot->options) {
      figures.add(*name, places.at(option), 1);
    }
  }
  result.breakdown = figures.breakdown();
  return result;
}

protocol::ScaleResult count_scale(protocol::BallotOpened const& opened,
                                  protocol::PollRule const& rule,
                                  std::vector<CountedBallot> const& ballots) {
  auto const sorted = sort_ballots<protocol::ScaleBallot>(opened, ballots);
  std::vector<tally::PollBallot> chosen;
  chosen.reserve(sorted.voting.size());
  for (auto const& [ballot, name] : sorted.voting) chosen.push_back({number_of(ballot->value)});
  auto const tallied = tally::tally_poll(counting_rule(rule), tally::agreement_steps(), chosen);

  protocol::ScaleResult result;
  result.cast = static_cast<std::int64_t>(ballots.size());
  result.abstained = static_cast<std::int64_t>(sorted.abstaining.size());
  for (tally::PollCount const& count : tallied.options) result.counts.push_back(count.votes);
  if (tallied.median) result.median = std::int64_t{tallied.median->lower} + tallied.median->upper;

  ClassFigures figures = figures_of(sorted, result.counts.size());
  for (auto const& [ballot, name] : sorted.voting) {
    figures.add_ballot(*name);
    figures.add(*name, static_cast<std::size_t>(ballot->value - 1), 1);
  }
  result.breakdown = figures.breakdown();
  return result;
}

}  // namespace torg::domain
