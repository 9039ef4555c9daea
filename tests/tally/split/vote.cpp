#include "tally/split/vote.hpp"

namespace torg::tally::test {

namespace {

void add_ballots(std::size_t option, Money left, SplitBallot& begun,
                 std::vector<SplitBallot>& all) {
  const auto number = static_cast<OptionNumber>(begun.size() + 1);
  if (option == 1) {
    begun.push_back({number, left});
    all.push_back(begun);
    begun.pop_back();
    return;
  }
  for (Money amount = 0; amount <= left; ++amount) {
    begun.push_back({number, amount});
    add_ballots(option - 1, left - amount, begun, all);
    begun.pop_back();
  }
}

}  // namespace

SplitMethod any_method() { return *rc::gen::elementOf(split_methods); }

SplitVote any_split_vote() {
  SplitVote vote;
  vote.rule.method = any_method();
  vote.rule.pot = *rc::gen::inRange<Money>(0, 1'000'000);
  vote.rule.incomplete = Incomplete::scale;
  vote.rule.refuse_overspent = false;
  const auto count = *rc::gen::inRange<std::size_t>(1, 7);
  for (std::size_t k = 0; k < count; ++k) {
    vote.options.push_back({static_cast<OptionNumber>(5 + 2 * k), {}, {}});
  }
  const auto people = *rc::gen::inRange<std::size_t>(1, 12);
  for (std::size_t k = 0; k < people; ++k) {
    SplitBallot& ballot = vote.ballots.emplace_back();
    for (const SplitOption& option : vote.options) {
      if (const auto points = *rc::gen::inRange<Money>(0, 9)) {
        ballot.push_back({option.option, points});
      }
    }
  }
  vote.ballots.push_back({{vote.options.back().option, 1}});
  return vote;
}

std::vector<SplitBallot> all_ballots(std::size_t options, Money pot) {
  std::vector<SplitBallot> all;
  SplitBallot begun;
  add_ballots(options, pot, begun, all);
  return all;
}

SplitVote any_grid_vote(std::size_t options, std::size_t ballots, Money pot) {
  SplitVote vote;
  vote.rule.method = any_method();
  vote.rule.pot = pot;
  for (std::size_t k = 1; k <= options; ++k) {
    vote.options.push_back({static_cast<OptionNumber>(k), {}, {}});
  }
  const std::vector<SplitBallot> all = all_ballots(options, pot);
  for (std::size_t k = 0; k < ballots; ++k) vote.ballots.push_back(*rc::gen::elementOf(all));
  return vote;
}

std::vector<Money> amounts_of(const SplitResult& result) {
  std::vector<Money> amounts;
  for (const SplitPart& part : result.parts) amounts.push_back(part.amount.value());
  return amounts;
}

std::vector<Rational> shares_of(const SplitResult& result) {
  std::vector<Rational> shares;
  for (const SplitPart& part : result.parts) shares.push_back(part.share.value());
  return shares;
}

Rational distance(const SplitBallot& wish, const SplitResult& result) {
  Rational sum = 0;
  for (const SplitPart& part : result.parts) {
    Rational difference = part.exact.value();
    for (const SplitMark& mark : wish) {
      if (mark.option == part.option) difference -= mark.amount;
    }
    sum += std::max(difference, 0 - difference);
  }
  return sum;
}

}  // namespace torg::tally::test
