#include "tally/split/split.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

#include "tally/split/vote.hpp"

namespace torg::tally::test {

namespace {

Money sum_of(const std::vector<Money>& amounts) {
  return std::accumulate(amounts.begin(), amounts.end(), Money{0});
}

RC_GTEST_PROP(SplitProperties, given_any_ballots_when_split_then_the_sum_is_the_pot_exactly, ()) {
  SplitVote vote = any_split_vote();
  vote.rule.rounding_unit = *rc::gen::element<Money>(1, 100, 1000);
  const auto result = vote.count();
  RC_ASSERT(result.status == SplitStatus::ok);
  RC_ASSERT(sum_of(amounts_of(result)) == vote.rule.pot);
  const auto shares = shares_of(result);
  RC_ASSERT(std::accumulate(shares.begin(), shares.end(), Rational(0)) == 1);
}

RC_GTEST_PROP(SplitProperties, given_ballots_in_another_order_when_split_then_nothing_changes, ()) {
  SplitVote vote = any_split_vote();
  const auto before = vote.count();
  shuffle(vote.ballots);
  for (SplitBallot& ballot : vote.ballots) shuffle(ballot);
  const auto after = vote.count();
  RC_ASSERT(shares_of(before) == shares_of(after));
  RC_ASSERT(amounts_of(before) == amounts_of(after));
}

RC_GTEST_PROP(SplitProperties, given_options_in_another_order_when_split_then_shares_go_along, ()) {
  SplitVote vote = any_split_vote();
  const auto before = vote.count();
  shuffle(vote.options);
  const auto after = vote.count();
  for (const SplitPart& part : before.parts) {
    const auto moved =
        std::find_if(after.parts.begin(), after.parts.end(),
                     [&part](const SplitPart& other) { return other.option == part.option; });
    RC_ASSERT(part.share == moved->share);
    RC_ASSERT(part.exact == moved->exact);
  }
}

RC_GTEST_PROP(SplitProperties, given_a_unanimous_room_when_split_then_it_is_followed_exactly, ()) {
  SplitVote vote;
  vote.rule.method = any_method();
  const auto wish = *rc::gen::nonEmpty(
      rc::gen::container<std::vector<Money>>(rc::gen::inRange<Money>(0, 100'000)));
  vote.rule.pot = sum_of(wish);
  RC_PRE(vote.rule.pot > 0);
  SplitBallot ballot;
  for (std::size_t k = 0; k < wish.size(); ++k) {
    const auto option = static_cast<OptionNumber>(k + 1);
    vote.options.push_back({option, {}, {}});
    ballot.push_back({option, wish[k]});
  }
  vote.ballots.assign(*rc::gen::inRange<std::size_t>(1, 9), ballot);
  RC_ASSERT(amounts_of(vote.count()) == wish);
}

RC_GTEST_PROP(SplitProperties, given_bounds_that_can_be_met_when_split_then_amounts_keep_them, ()) {
  SplitVote vote = any_split_vote();
  const Money part = vote.rule.pot / static_cast<Money>(vote.options.size());
  for (SplitOption& option : vote.options) {
    if (*rc::gen::arbitrary<bool>()) option.minimum = *rc::gen::inRange<Money>(0, part + 1);
    if (*rc::gen::arbitrary<bool>()) {
      option.maximum = vote.rule.pot - *rc::gen::inRange<Money>(0, vote.rule.pot - part + 1);
    }
  }
  RC_PRE(!check_bounds(vote.options, vote.rule.pot));
  const auto amounts = amounts_of(vote.count());
  RC_ASSERT(sum_of(amounts) == vote.rule.pot);
  for (std::size_t k = 0; k < amounts.size(); ++k) {
    RC_ASSERT(amounts[k] >= vote.options[k].minimum.value_or(0));
    RC_ASSERT(amounts[k] <= vote.options[k].maximum.value_or(vote.rule.pot));
  }
}

RC_GTEST_PROP(SplitProperties, given_every_ballot_doubled_when_split_then_nothing_changes, ()) {
  SplitVote vote = any_split_vote();
  const auto before = vote.count();
  const auto ballots = vote.ballots;
  vote.ballots.insert(vote.ballots.end(), ballots.begin(), ballots.end());
  RC_ASSERT(shares_of(before) == shares_of(vote.count()));
}

RC_GTEST_PROP(SplitProperties, given_points_times_a_number_when_scaled_then_nothing_changes, ()) {
  SplitVote vote = any_split_vote();
  const auto before = vote.count();
  for (SplitBallot& ballot : vote.ballots) {
    const auto factor = *rc::gen::inRange<Money>(1, 50);
    for (SplitMark& mark : ballot) mark.amount *= factor;
  }
  RC_ASSERT(shares_of(before) == shares_of(vote.count()));
}

RC_GTEST_PROP(SplitProperties, given_blank_ballots_when_added_then_only_their_count_changes, ()) {
  SplitVote vote = any_split_vote();
  const auto before = vote.count();
  vote.ballots.insert(vote.ballots.begin(), 3, SplitBallot{});
  const auto after = vote.count();
  RC_ASSERT(before.blank_ballots + 3 == after.blank_ballots);
  RC_ASSERT(before.counted_ballots == after.counted_ballots);
  RC_ASSERT(amounts_of(before) == amounts_of(after));
}

/// Against the definition itself, ballot by ballot, in place of the grouped sums of the tally.
RC_GTEST_PROP(SplitProperties, given_any_ballots_when_averaged_then_each_weighs_the_same, ()) {
  SplitVote vote = any_split_vote();
  vote.rule.method = SplitMethod::mean;
  const auto result = vote.count();
  std::vector<Rational> sums(vote.options.size(), 0);
  for (const SplitBallot& ballot : vote.ballots) {
    Money whole = 0;
    for (const SplitMark& mark : ballot) whole += mark.amount;
    for (const SplitMark& mark : ballot) {
      sums[(mark.option - 5) / 2] += Rational(mark.amount, whole);
    }
  }
  for (std::size_t k = 0; k < sums.size(); ++k) {
    RC_ASSERT(result.parts[k].share == sums[k] / result.counted_ballots);
  }
}

/// No more than half of the ballots want strictly less than the median, and no more than half want
/// strictly more.
RC_GTEST_PROP(SplitProperties,
              given_any_ballots_when_medians_are_taken_then_half_stand_on_each_side, ()) {
  SplitVote vote = any_split_vote();
  vote.rule.method = SplitMethod::median;
  const auto result = vote.count();
  for (const SplitPart& part : result.parts) {
    std::int64_t below = 0;
    std::int64_t above = 0;
    for (const SplitBallot& ballot : vote.ballots) {
      Money whole = 0;
      Money amount = 0;
      for (const SplitMark& mark : ballot) {
        whole += mark.amount;
        if (mark.option == part.option) amount = mark.amount;
      }
      if (whole == 0) continue;
      below += Rational(amount, whole) < *part.median ? 1 : 0;
      above += Rational(amount, whole) > *part.median ? 1 : 0;
    }
    RC_ASSERT(2 * below <= result.counted_ballots);
    RC_ASSERT(2 * above <= result.counted_ballots);
  }
}

}  // namespace

}  // namespace torg::tally::test
