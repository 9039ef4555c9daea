#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

#include "tally/dots.hpp"

namespace torg::tally {

namespace {

struct Vote {
  DotsRule rule;
  std::vector<OptionNumber> options;
  std::vector<DotsBallot> ballots;
};

/// Most ballots fit; some spend too much, so that refusing is exercised too.
Vote any_vote() {
  Vote vote;
  const auto count = *rc::gen::inRange<std::size_t>(1, 8);
  for (std::size_t k = 0; k < count; ++k) {
    vote.options.push_back(static_cast<OptionNumber>(10 + 3 * k));
  }
  vote.rule.dots_per_voter = *rc::gen::inRange<std::int64_t>(1, 12);
  if (*rc::gen::arbitrary<bool>()) vote.rule.max_per_option = *rc::gen::inRange(1, 6);
  vote.rule.top = *rc::gen::inRange<std::size_t>(1, count + 1);
  const auto people = *rc::gen::inRange<std::size_t>(0, 30);
  for (std::size_t k = 0; k < people; ++k) {
    DotsBallot& ballot = vote.ballots.emplace_back();
    for (const OptionNumber option : vote.options) {
      if (const auto dots = *rc::gen::inRange<std::int64_t>(0, 4)) ballot.push_back({option, dots});
    }
  }
  return vote;
}

DotsResult count(const Vote& vote) { return tally_dots(vote.rule, vote.options, vote.ballots); }

template <class T>
void shuffle(std::vector<T>& items) {
  std::shuffle(items.begin(), items.end(), std::mt19937(*rc::gen::arbitrary<unsigned>()));
}

std::map<OptionNumber, const DotsCount*> by_option(const DotsResult& result) {
  std::map<OptionNumber, const DotsCount*> found;
  for (const DotsCount& count : result.options) found[count.option] = &count;
  return found;
}

RC_GTEST_PROP(DotsProperties, given_any_ballots_when_counted_then_sums_and_shares_are_whole, ()) {
  const auto result = count(any_vote());
  std::int64_t dots = 0;
  int tenths = 0;
  Rational shares = 0;
  for (const DotsCount& option : result.options) {
    dots += option.dots;
    RC_ASSERT(option.supporters <= option.dots);
    RC_ASSERT(option.share.has_value() == (result.total_dots > 0));
    RC_ASSERT(option.percent_tenths.has_value() == (result.total_dots > 0));
    tenths += option.percent_tenths.value_or(0);
    shares += option.share.value_or(0);
  }
  RC_ASSERT(dots == result.total_dots);
  if (dots > 0) {
    RC_ASSERT(tenths == 1000);
    RC_ASSERT(shares == 1);
  }
}

RC_GTEST_PROP(DotsProperties, given_any_ballots_when_counted_then_every_ballot_is_accounted_for,
              ()) {
  const Vote vote = any_vote();
  const auto result = count(vote);
  std::int64_t dots = 0;
  std::size_t refused = 0;
  for (const DotsBallot& ballot : vote.ballots) {
    std::int64_t used = 0;
    bool fits = true;
    for (const DotsMark& mark : ballot) {
      used += mark.dots;
      fits = fits && (!vote.rule.max_per_option || mark.dots <= *vote.rule.max_per_option);
    }
    fits = fits && used <= vote.rule.dots_per_voter;
    dots += fits ? used : 0;
    refused += fits ? 0 : 1;
  }
  RC_ASSERT(result.total_dots == dots);
  RC_ASSERT(result.refused.size() == refused);
  RC_ASSERT(static_cast<std::size_t>(result.valid_ballots) + refused == vote.ballots.size());
  RC_CLASSIFY(refused > 0, "with refused ballots");
}

RC_GTEST_PROP(DotsProperties, given_ballots_in_another_order_when_counted_then_nothing_changes,
              ()) {
  Vote vote = any_vote();
  const auto before = count(vote);
  shuffle(vote.ballots);
  for (DotsBallot& ballot : vote.ballots) shuffle(ballot);
  const auto after = count(vote);
  RC_ASSERT(before.order == after.order);
  RC_ASSERT(before.order_decided_by == after.order_decided_by);
  RC_ASSERT(before.tie_at_cut == after.tie_at_cut);
  RC_ASSERT(before.blank_ballots == after.blank_ballots);
  for (std::size_t k = 0; k < before.options.size(); ++k) {
    RC_ASSERT(before.options[k].dots == after.options[k].dots);
    RC_ASSERT(before.options[k].percent_tenths == after.options[k].percent_tenths);
  }
}

RC_GTEST_PROP(DotsProperties, given_a_list_in_another_order_when_counted_then_only_ties_move, ()) {
  Vote vote = any_vote();
  const auto before = count(vote);
  shuffle(vote.options);
  const auto after = count(vote);
  const auto then = by_option(before);
  const auto now = by_option(after);
  for (const OptionNumber option : vote.options) {
    RC_ASSERT(then.at(option)->dots == now.at(option)->dots);
    RC_ASSERT(then.at(option)->supporters == now.at(option)->supporters);
    RC_ASSERT(then.at(option)->rank == now.at(option)->rank);
    RC_ASSERT(then.at(option)->share == now.at(option)->share);
  }
  for (std::size_t k = 0; k < before.order.size(); ++k) {
    RC_ASSERT(then.at(before.order[k])->dots == now.at(after.order[k])->dots);
    RC_ASSERT(then.at(before.order[k])->supporters == now.at(after.order[k])->supporters);
  }
  RC_ASSERT(before.order_decided_by == after.order_decided_by);
  RC_ASSERT(before.tie_at_cut.size() == after.tie_at_cut.size());
}

RC_GTEST_PROP(DotsProperties, given_any_ballots_when_ordered_then_each_place_says_what_decided_it,
              ()) {
  const Vote vote = any_vote();
  const auto result = count(vote);
  const auto counts = by_option(result);
  RC_ASSERT(result.order.size() == vote.options.size());
  RC_ASSERT(counts.at(result.order.front())->rank == 1);
  for (std::size_t k = 0; k + 1 < result.order.size(); ++k) {
    const DotsCount& a = *counts.at(result.order[k]);
    const DotsCount& b = *counts.at(result.order[k + 1]);
    RC_ASSERT(std::pair(a.dots, a.supporters) >= std::pair(b.dots, b.supporters));
    RC_ASSERT((result.order_decided_by[k] == DotsReason::dots) == (a.dots > b.dots));
    RC_ASSERT((a.rank == b.rank) == (a.dots == b.dots));
    RC_ASSERT((result.order_decided_by[k] == DotsReason::list_order) ==
              (a.dots == b.dots && a.supporters == b.supporters));
  }
}

RC_GTEST_PROP(DotsProperties, given_a_weighted_voter_when_counted_then_dots_are_as_with_copies,
              ()) {
  const Vote vote = any_vote();
  std::vector<Rational> weights;
  Vote copied = vote;
  copied.ballots.clear();
  for (const DotsBallot& ballot : vote.ballots) {
    const auto copies = *rc::gen::inRange<std::size_t>(1, 6);
    copied.ballots.insert(copied.ballots.end(), copies, ballot);
    weights.emplace_back(copies);
  }
  const auto weighted = tally_dots(vote.rule, vote.options, vote.ballots, weights);
  const auto with_copies = count(copied);
  const auto without = count(vote);
  RC_ASSERT(weighted.total_weighted_dots == with_copies.total_dots);
  for (std::size_t k = 0; k < vote.options.size(); ++k) {
    RC_ASSERT(weighted.options[k].weighted_dots == with_copies.options[k].dots);
    RC_ASSERT(weighted.options[k].rank == with_copies.options[k].rank);
    RC_ASSERT(weighted.options[k].share == with_copies.options[k].share);
    RC_ASSERT(weighted.options[k].percent_tenths == with_copies.options[k].percent_tenths);
    RC_ASSERT(weighted.options[k].supporters == without.options[k].supporters);
  }
}

RC_GTEST_PROP(DotsProperties, given_weights_of_one_when_counted_then_all_is_as_without, ()) {
  const Vote vote = any_vote();
  const std::vector<Rational> ones(vote.ballots.size(), 1);
  const auto with = tally_dots(vote.rule, vote.options, vote.ballots, ones);
  const auto without = count(vote);
  RC_ASSERT(with.order == without.order);
  RC_ASSERT(with.order_decided_by == without.order_decided_by);
  RC_ASSERT(with.tie_at_cut == without.tie_at_cut);
  RC_ASSERT(with.total_weighted_dots == without.total_dots);
  for (std::size_t k = 0; k < vote.options.size(); ++k) {
    RC_ASSERT(with.options[k].weighted_dots == without.options[k].dots);
    RC_ASSERT(with.options[k].percent_tenths == without.options[k].percent_tenths);
  }
}

RC_GTEST_PROP(DotsProperties, given_a_lot_when_counted_then_the_list_order_does_not_matter, ()) {
  Vote vote = any_vote();
  vote.rule.lot = vote.options;
  shuffle(*vote.rule.lot);
  const auto before = count(vote);
  shuffle(vote.options);
  const auto after = count(vote);
  RC_ASSERT(before.order == after.order);
  RC_ASSERT(before.selected == after.selected);
  RC_ASSERT(before.tie_at_cut == after.tie_at_cut);
}

RC_GTEST_PROP(DotsProperties, given_any_ballots_when_cut_then_a_tie_is_reported_exactly_if_there,
              ()) {
  const Vote vote = any_vote();
  const auto result = count(vote);
  const auto counts = by_option(result);
  const std::size_t top = *vote.rule.top;
  RC_ASSERT(result.selected.size() == top);
  const bool tied = top < result.order.size() &&
                    counts.at(result.order[top - 1])->dots == counts.at(result.order[top])->dots;
  RC_ASSERT(!result.tie_at_cut.empty() == tied);
  RC_CLASSIFY(tied, "tied at the cut");
  for (const OptionNumber option : result.tie_at_cut) {
    RC_ASSERT(counts.at(option)->dots == counts.at(result.order[top])->dots);
  }
}

}  // namespace

}  // namespace torg::tally
