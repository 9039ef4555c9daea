#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "domain/ballot_box.hpp"
#include "domain/breakdown.hpp"
#include "domain/count.hpp"
#include "protocol/events.hpp"
#include "protocol/types.hpp"
#include "tally/exact/rational.hpp"
#include "tally/option_index.hpp"

// Inside of the counting of a box; other floors use domain/count.hpp.
namespace torg::domain {

protocol::DotsResult count_dots(protocol::BallotOpened const& opened,
                                protocol::DotsRule const& rule,
                                std::vector<CountedBallot> const& ballots);
protocol::SplitResult count_split(protocol::BallotOpened const& opened,
                                  protocol::SplitRule const& rule,
                                  std::vector<CountedBallot> const& ballots);
protocol::FundResult count_fund(protocol::BallotOpened const& opened,
                                protocol::FundRule const& rule,
                                std::vector<CountedBallot> const& ballots);
protocol::ChoiceResult count_choices(protocol::BallotOpened const& opened,
                                     protocol::PollRule const& rule,
                                     std::vector<CountedBallot> const& ballots);
protocol::ScaleResult count_scale(protocol::BallotOpened const& opened,
                                  protocol::PollRule const& rule,
                                  std::vector<CountedBallot> const& ballots);

inline tally::OptionNumber number_of(protocol::OptionNumber option) {
  return static_cast<tally::OptionNumber>(option);
}

std::vector<tally::OptionNumber> numbers_of(protocol::BallotOpened const& opened);

// The ballots of one box by what they are: those of the rule's own kind, and the rest.
template <class Ballot>
struct Sorted {
  std::vector<std::pair<Ballot const*, std::string const*>> voting;  // with their class
  std::vector<std::string const*> abstaining;                        // their classes
};

template <class Ballot>
Sorted<Ballot> sort_ballots(protocol::BallotOpened const& opened,
                            std::vector<CountedBallot> const& ballots) {
  Sorted<Ballot> sorted;
  for (CountedBallot const& counted : ballots) {
    if (check_ballot(opened, counted.ballot)) continue;
    if (auto const* ballot = std::get_if<Ballot>(&counted.ballot)) {
      sorted.voting.emplace_back(ballot, &counted.ballot_class);
    } else {
      sorted.abstaining.push_back(&counted.ballot_class);
    }
  }
  return sorted;
}

template <class Ballot>
ClassFigures figures_of(Sorted<Ballot> const& sorted, std::size_t values) {
  ClassFigures figures(values);
  for (std::string const* name : sorted.abstaining) figures.mention(*name);
  for (auto const& [ballot, name] : sorted.voting) figures.mention(*name);
  return figures;
}

using OptionPlaces = std::map<protocol::OptionNumber, std::size_t>;

template <class Rows>
OptionPlaces places_of(Rows const& rows) {
  OptionPlaces places;
  for (std::size_t place = 0; place < rows.size(); ++place) places[rows[place].option] = place;
  return places;
}

void add_marks(ClassFigures& figures, std::string const& name, OptionPlaces const& places,
               std::vector<protocol::Mark> const& marks);

// The fraction as the protocol writes it; nothing when it is longer than the protocol allows, which
// takes dozens of classes whose sizes have no divisors in common.
std::optional<std::string> fraction_text(tally::Rational const& fraction);

}  // namespace torg::domain
