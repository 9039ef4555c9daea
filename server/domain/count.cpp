#include "domain/count.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>
#include <variant>

#include "domain/ballot_box.hpp"
#include "domain/breakdown.hpp"
#include "domain/counting_rule.hpp"
#include "tally/dots.hpp"
#include "tally/poll.hpp"
#include "tally/split.hpp"

namespace torg::domain {

namespace {

tally::OptionNumber number_of(protocol::OptionNumber option) {
  return static_cast<tally::OptionNumber>(option);
}

std::vector<tally::OptionNumber> numbers_of(protocol::BallotOpened const& opened) {
  std::vector<tally::OptionNumber> numbers;
  numbers.reserve(opened.options.size());
  for (protocol::StoredOption const& option : opened.options) {
    numbers.push_back(number_of(option.option));
  }
  return numbers;
}

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

template <class Rows>
std::map<protocol::OptionNumber, std::size_t> places_of(Rows const& rows) {
  std::map<protocol::OptionNumber, std::size_t> places;
  for (std::size_t place = 0; place < rows.size(); ++place) places[rows[place].option] = place;
  return places;
}

void add_marks(ClassFigures& figures, std::string const& name,
               std::map<protocol::OptionNumber, std::size_t> const& places,
               std::vector<protocol::Mark> const& marks) {
  figures.add_ballot(name);
  for (protocol::Mark const& mark : marks) {
    figures.add(name, places.at(mark.option), mark.value);
  }
}

protocol::OrderReason reason_of(tally::DotsReason reason) {
  switch (reason) {
    case tally::DotsReason::dots:
      return protocol::OrderReason::dots;
    case tally::DotsReason::supporters:
      return protocol::OrderReason::supporters;
    case tally::DotsReason::lot:  // no item has a lot
    case tally::DotsReason::list_order:
      return protocol::OrderReason::list_order;
  }
  return {};
}

std::vector<protocol::DotsRow> dots_rows(tally::DotsResult const& tallied) {
  std::map<tally::OptionNumber, tally::DotsCount const*> count_of;
  for (tally::DotsCount const& count : tallied.options) count_of[count.option] = &count;
  std::vector<protocol::DotsRow> rows;
  for (tally::OptionNumber const option : tallied.order) {
    tally::DotsCount const& count = *count_of.at(option);
    rows.push_back({option, count.dots, count.supporters, count.rank});
  }
  return rows;
}

protocol::DotsResult count_dots(protocol::BallotOpened const& opened,
                                protocol::DotsRule const& rule,
                                std::vector<CountedBallot> const& ballots) {
  auto const sorted = sort_ballots<protocol::DotsBallot>(opened, ballots);
  std::vector<tally::DotsBallot> marked;
  marked.reserve(sorted.voting.size());
  for (auto const& [ballot, name] : sorted.voting) {
    tally::DotsBallot& marks = marked.emplace_back();
    for (protocol::Mark const& mark : ballot->marks) {
      marks.push_back({number_of(mark.option), mark.value});
    }
  }
  auto const tallied = tally::tally_dots(counting_rule(rule), numbers_of(opened), marked);

  protocol::DotsResult result;
  result.cast = static_cast<std::int64_t>(ballots.size());
  result.blank = tallied.blank_ballots;
  result.abstained = static_cast<std::int64_t>(sorted.abstaining.size());
  result.total_dots = tallied.total_dots;
  result.rows = dots_rows(tallied);
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

std::vector<protocol::SplitRow> split_rows(tally::SplitResult const& tallied) {
  std::vector<protocol::SplitRow> rows;
  if (tallied.status != tally::SplitStatus::ok) return rows;
  for (tally::SplitPart const& part : tallied.parts) {
    rows.push_back({part.option, *part.amount, part.exact->text(), part.rounding->got_unit});
  }
  return rows;
}

protocol::SplitResult count_split(protocol::BallotOpened const& opened,
                                  protocol::SplitRule const& rule,
                                  std::vector<CountedBallot> const& ballots) {
  auto const sorted = sort_ballots<protocol::SplitBallot>(opened, ballots);
  std::vector<tally::SplitBallot> marked;
  marked.reserve(sorted.voting.size());
  for (auto const& [ballot, name] : sorted.voting) {
    tally::SplitBallot& marks = marked.emplace_back();
    for (protocol::Mark const& mark : ballot->marks) {
      marks.push_back({number_of(mark.option), mark.value});
    }
  }
  tally::SplitRule const counting = counting_rule(rule);
  auto const options = split_options(rule, numbers_of(opened));
  auto const tallied = tally::tally_split(counting, options, marked);

  protocol::SplitResult result;
  result.cast = static_cast<std::int64_t>(ballots.size());
  result.blank = tallied.blank_ballots;
  result.abstained = static_cast<std::int64_t>(sorted.abstaining.size());
  result.incomplete = tallied.unfinished_ballots;
  result.counted = tallied.counted_ballots;
  result.status = status_of(tallied);
  result.method = rule.method;
  result.rows = split_rows(tallied);
  if (result.rows.empty()) return result;

  ClassFigures figures = figures_of(sorted, result.rows.size());
  auto const places = places_of(result.rows);
  tally::SplitBallotChecker const checker(counting, options);
  for (std::size_t number = 0; number < marked.size(); ++number) {
    auto const& [ballot, name] = sorted.voting[number];
    bool const blank = std::all_of(ballot->marks.begin(), ballot->marks.end(),
                                   [](protocol::Mark const& mark) { return mark.value == 0; });
    if (!blank && !checker.check(marked[number])) add_marks(figures, *name, places, ballot->marks);
  }
  result.breakdown = figures.breakdown();
  return result;
}

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

struct Count {
  protocol::BallotOpened const& opened;
  std::vector<CountedBallot> const& ballots;

  protocol::Result operator()(protocol::DotsRule const& rule) const {
    return count_dots(opened, rule, ballots);
  }
  protocol::Result operator()(protocol::SplitRule const& rule) const {
    return count_split(opened, rule, ballots);
  }
  protocol::Result operator()(protocol::PollRule const& rule) const {
    if (rule.form == protocol::PollForm::scale) return count_scale(opened, rule, ballots);
    return count_choices(opened, rule, ballots);
  }
};

}  // namespace

// Each calculation has one version so far; an older one will be a branch here and in count().
bool can_count(protocol::BallotOpened const& opened) {
  tally::RuleId const known = counting_rule_id(opened.rule);
  return opened.rule_name == known.name && opened.rule_version == known.version;
}

protocol::Result count(protocol::BallotOpened const& opened,
                       std::vector<CountedBallot> const& ballots) {
  if (!can_count(opened)) throw std::invalid_argument("count: no such calculation");
  return std::visit(Count{opened, ballots}, opened.rule);
}

}  // namespace torg::domain
