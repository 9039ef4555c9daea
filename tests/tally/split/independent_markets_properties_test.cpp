#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

#include "tally/split/independent_markets.hpp"
#include "tally/split/vote.hpp"

namespace torg::tally::test {

namespace {

SplitVote any_small_vote() {
  const auto options = *rc::gen::inRange<std::size_t>(2, 5);
  SplitVote vote = any_grid_vote(options, *rc::gen::inRange<std::size_t>(1, 6), 6);
  vote.rule.method = SplitMethod::independent_markets;
  return vote;
}

/// The definition itself: the middle one of all votes and phantoms.
Rational median_by_definition(const SplitVote& vote, std::size_t place, const Phantoms& phantoms) {
  std::vector<Rational> points;
  for (const SplitBallot& ballot : vote.ballots) {
    points.push_back(Rational(ballot[place].amount, vote.rule.pot));
  }
  for (Integer k = 0; k <= phantoms.n; ++k) points.push_back(phantoms.position(k));
  std::sort(points.begin(), points.end());
  return points[vote.ballots.size()];
}

RC_GTEST_PROP(IndependentMarketsProperties,
              given_any_ballots_when_split_then_each_share_is_the_median_of_votes_and_phantoms,
              ()) {
  const SplitVote vote = any_small_vote();
  const auto result = vote.count();
  RC_ASSERT(result.phantoms->n == vote.ballots.size());
  RC_ASSERT(result.phantoms->t >= 0 && result.phantoms->t <= 1);
  for (std::size_t place = 0; place < vote.options.size(); ++place) {
    RC_ASSERT(result.parts[place].share == median_by_definition(vote, place, *result.phantoms));
  }
}

RC_GTEST_PROP(IndependentMarketsProperties,
              given_any_ballots_when_split_then_what_stands_at_each_median_is_told, ()) {
  const SplitVote vote = any_small_vote();
  const auto result = vote.count();
  for (std::size_t place = 0; place < vote.options.size(); ++place) {
    const SplitPart& part = result.parts[place];
    std::int64_t more = 0;
    std::int64_t less = 0;
    for (const SplitBallot& ballot : vote.ballots) {
      const Rational wish(ballot[place].amount, vote.rule.pot);
      more += wish > *part.share ? 1 : 0;
      less += wish < *part.share ? 1 : 0;
    }
    RC_ASSERT(part.market->wishing_more == more);
    RC_ASSERT(part.market->wishing_less == less);
    RC_ASSERT(part.market->at_wish == (Integer(more + less) < result.phantoms->n));
    RC_ASSERT(part.market->at_wish || part.market->at_phantom);
    bool phantom_there = false;
    for (Integer k = 0; k <= result.phantoms->n; ++k) {
      const bool there = result.phantoms->position(k) == *part.share;
      phantom_there = phantom_there || there;
      if (there && k == result.phantoms->n) RC_ASSERT(part.market->at_phantom == k);
    }
    RC_ASSERT(part.market->at_phantom.has_value() == phantom_there);
    if (part.market->at_phantom) {
      RC_ASSERT(result.phantoms->position(*part.market->at_phantom) == *part.share);
    }
  }
}

/// Every ballot on the grid is tried in place of one voter's true wish.
RC_GTEST_PROP(IndependentMarketsProperties,
              given_any_room_when_a_voter_tries_every_other_ballot_then_none_comes_closer, ()) {
  SplitVote vote = any_small_vote();
  const SplitBallot wish = vote.ballots.front();
  const Rational honest = distance(wish, vote.count());
  for (const SplitBallot& lie : all_ballots(vote.options.size(), vote.rule.pot)) {
    vote.ballots.front() = lie;
    RC_ASSERT(distance(wish, vote.count()) >= honest);
  }
}

RC_GTEST_PROP(IndependentMarketsProperties,
              given_a_weighted_room_when_a_voter_tries_every_other_ballot_then_none_comes_closer,
              ()) {
  SplitVote vote = any_small_vote();
  std::vector<Rational> weights;
  for (std::size_t k = 0; k < vote.ballots.size(); ++k) {
    weights.push_back(Rational(*rc::gen::inRange(1, 9), *rc::gen::inRange(1, 9)));
  }
  const SplitBallot wish = vote.ballots.front();
  const Rational honest = distance(wish, vote.count(weights));
  for (const SplitBallot& lie : all_ballots(vote.options.size(), vote.rule.pot)) {
    vote.ballots.front() = lie;
    RC_ASSERT(distance(wish, vote.count(weights)) >= honest);
  }
}

RC_GTEST_PROP(IndependentMarketsProperties,
              given_single_minded_voters_when_split_then_the_result_is_the_mean, ()) {
  SplitVote vote = any_small_vote();
  for (SplitBallot& ballot : vote.ballots) {
    ballot = {{(*rc::gen::elementOf(vote.options)).option, vote.rule.pot}};
  }
  const auto markets = shares_of(vote.count());
  vote.rule.method = SplitMethod::mean;
  RC_ASSERT(markets == shares_of(vote.count()));
}

RC_GTEST_PROP(IndependentMarketsProperties,
              given_two_options_when_split_then_it_is_the_median_of_votes_and_fixed_phantoms, ()) {
  SplitVote vote = any_grid_vote(2, *rc::gen::inRange<std::size_t>(1, 9), 20);
  vote.rule.method = SplitMethod::independent_markets;
  const auto people = vote.ballots.size();
  std::vector<Rational> points;
  for (const SplitBallot& ballot : vote.ballots) points.push_back(Rational(ballot[0].amount, 20));
  for (std::size_t k = 0; k <= people; ++k) points.push_back(Rational(k, people));
  std::sort(points.begin(), points.end());
  RC_ASSERT(vote.count().parts[0].share == points[people]);
}

}  // namespace

}  // namespace torg::tally::test
