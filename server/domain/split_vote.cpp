#include "domain/split_vote.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "domain/ballot_box.hpp"
#include "domain/counted_ballots.hpp"
#include "domain/counting_rule.hpp"
#include "domain/group_weights.hpp"

namespace torg::domain {

tally::SplitResult SplitVote::count(protocol::SplitRule const& rule) const {
  std::vector<tally::Rational> weights;
  if (rule.weights) weights = ballot_weights(*rule.weights, classes);
  return tally::tally_split(counting_rule(rule), options, ballots, weights);
}

SplitVote split_vote(protocol::BallotOpened const& opened, protocol::SplitRule const& rule,
                     std::vector<CountedBallot> const& ballots) {
  SplitVote vote;
  vote.options = split_options(rule, numbers_of(opened));
  tally::SplitRule const counting = counting_rule(rule);
  tally::SplitBallotChecker const checker(counting, vote.options);
  for (CountedBallot const& counted : ballots) {
    if (check_ballot(opened, counted.ballot)) continue;
    auto const* cast = std::get_if<protocol::SplitBallot>(&counted.ballot);
    if (cast == nullptr) {
      vote.others.push_back(counted.ballot_class);
      continue;
    }
    tally::SplitBallot marks;
    for (protocol::Mark const& mark : cast->marks) {
      marks.push_back({number_of(mark.option), mark.value});
    }
    bool const blank = std::all_of(marks.begin(), marks.end(),
                                   [](tally::SplitMark const& mark) { return mark.amount == 0; });
    bool const counts = !blank && !checker.check(marks);
    if (!counts) {
      ++(blank ? vote.blank : vote.incomplete);
      vote.others.push_back(counted.ballot_class);
      continue;
    }
    vote.ballots.push_back(std::move(marks));
    vote.classes.push_back(counted.ballot_class);
  }
  return vote;
}

}  // namespace torg::domain
