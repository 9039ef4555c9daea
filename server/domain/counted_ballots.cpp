#include "domain/counted_ballots.hpp"

namespace torg::domain {

std::vector<tally::OptionNumber> numbers_of(protocol::BallotOpened const& opened) {
  std::vector<tally::OptionNumber> numbers;
  numbers.reserve(opened.options.size());
  for (protocol::StoredOption const& option : opened.options) {
    numbers.push_back(number_of(option.option));
  }
  return numbers;
}

void add_marks(ClassFigures& figures, std::string const& name, OptionPlaces const& places,
               std::vector<protocol::Mark> const& marks) {
  figures.add_ballot(name);
  for (protocol::Mark const& mark : marks) {
    figures.add(name, places.at(mark.option), mark.value);
  }
}

std::optional<std::string> fraction_text(tally::Rational const& fraction) {
  constexpr std::size_t longest = 400;
  std::string text = fraction.text();
  if (text.size() > longest) return std::nullopt;
  return text;
}

}  // namespace torg::domain
