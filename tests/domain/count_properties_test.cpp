#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "domain/ballot_box.hpp"
#include "domain/ballot_digest.hpp"
#include "domain/comparison.hpp"
#include "domain/count.hpp"
#include "domain/sample_meeting.hpp"
#include "protocol/codec.hpp"

namespace torg::domain {
namespace {

// Over the whole range from the first run on; by itself a range starts small and grows.
std::int64_t number(std::int64_t from, std::int64_t below) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::int64_t>(from, below));
}

std::vector<protocol::OptionNumber> any_options() {
  std::vector<protocol::OptionNumber> options(static_cast<std::size_t>(number(1, 7)));
  protocol::OptionNumber next = 0;
  for (auto& option : options) option = next += number(1, 4);
  std::reverse(options.begin(), options.begin() + static_cast<std::ptrdiff_t>(options.size() / 2));
  return options;
}

std::optional<protocol::GroupWeights> any_weights() {
  if (number(0, 3) != 0) return std::nullopt;
  return protocol::GroupWeights{{{"a", number(1, 4)}}, number(1, 4), number(0, 2) == 0};
}

template <class Enum>
Enum any() {
  auto const& values = protocol::enum_values<Enum>;
  return values[static_cast<std::size_t>(number(0, static_cast<std::int64_t>(values.size())))];
}

protocol::FundRule any_fund_rule() {
  protocol::FundRule rule;
  rule.pot = number(1, 60);
  rule.form = any<protocol::FundForm>();
  rule.method = any<protocol::FundMethod>();
  rule.satisfaction =
      number(0, 2) == 0 ? protocol::Satisfaction::cost : protocol::Satisfaction::cardinality;
  if (rule.form == protocol::FundForm::points) {
    rule.points = number(1, 8);
    rule.satisfaction = protocol::Satisfaction::points;
  } else if (number(0, 2) == 0) {
    rule.max_choices = number(1, 4);
  }
  bool const is_approve = rule.form == protocol::FundForm::approve;
  if (rule.method == protocol::FundMethod::phragmen && !is_approve) {
    rule.method = protocol::FundMethod::equal_shares;
  }
  if (rule.method == protocol::FundMethod::equal_shares) {
    rule.completion = any<protocol::FundCompletion>();
    rule.utilitarian = number(0, 2) == 0;
  }
  rule.weights = any_weights();
  return rule;
}

protocol::BallotRule any_rule() {
  switch (number(0, 7)) {
    case 0:
      return protocol::DotsRule{number(1, 8), number(1, 5), number(1, 8), any_weights()};
    case 4:
    case 5:
      return any_fund_rule();
    case 1:
    case 2: {
      protocol::SplitRule rule;
      rule.step = number(1, 4) * 5;
      rule.pot = rule.step * number(1, 12);
      rule.rounding = number(1, 6);
      rule.method = any<protocol::SplitMethod>();
      rule.weights = any_weights();
      return rule;
    }
    case 3:
      return protocol::PollRule{protocol::PollForm::scale, std::nullopt};
    default:
      if (number(0, 2) == 0) return protocol::PollRule{protocol::PollForm::one, std::nullopt};
      return protocol::PollRule{protocol::PollForm::several, number(1, 4)};
  }
}

// Fits the kind of rule; most fit the rule too, some spend too much.
struct AnyBallot {
  std::vector<protocol::OptionNumber> options;  // in ascending order

  std::vector<protocol::Mark> marks(std::int64_t unit, std::int64_t most) const {
    std::vector<protocol::Mark> marks;
    for (protocol::OptionNumber const option : options) {
      if (auto const units = number(0, most)) marks.push_back({option, units * unit});
    }
    return marks;
  }
  protocol::Ballot operator()(protocol::DotsRule const&) const {
    return protocol::DotsBallot{marks(1, 4)};
  }
  protocol::Ballot operator()(protocol::SplitRule const& rule) const {
    if (number(0, 3) == 0) return protocol::SplitBallot{{{options.front(), rule.pot}}};
    return protocol::SplitBallot{marks(rule.step, 5)};
  }
  protocol::Ballot operator()(protocol::FundRule const& rule) const {
    if (rule.form == protocol::FundForm::points) return protocol::DotsBallot{marks(1, 4)};
    std::vector<protocol::OptionNumber> chosen;
    for (protocol::OptionNumber const option : options) {
      if (number(0, 3) == 0) chosen.push_back(option);
    }
    if (rule.form == protocol::FundForm::approve) return protocol::ChoiceBallot{chosen};
    if (number(0, 2) == 0) std::reverse(chosen.begin(), chosen.end());
    return protocol::RankingBallot{chosen};
  }
  protocol::Ballot operator()(protocol::PollRule const& rule) const {
    if (rule.form == protocol::PollForm::scale) return protocol::ScaleBallot{number(1, 6)};
    protocol::ChoiceBallot ballot;
    for (protocol::OptionNumber const option : options) {
      if (number(0, 3) == 0) ballot.options.push_back(option);
    }
    return ballot;
  }
};

protocol::Ballot any_ballot(protocol::BallotOpened const& opened) {
  if (number(0, 8) == 0) return protocol::AbstainBallot{};
  AnyBallot any;
  for (auto const& option : opened.options) any.options.push_back(option.option);
  std::sort(any.options.begin(), any.options.end());
  return std::visit(any, opened.rule);
}

// Adds up a box the plain way, with nothing of the tally floor.
struct Sums {
  std::int64_t cast = 0;
  std::int64_t abstained = 0;
  std::int64_t blank = 0;
  std::int64_t incomplete = 0;
  std::int64_t counted = 0;
  // Of a scale: of its steps. Of projects: how many chose them.
  std::map<protocol::OptionNumber, std::int64_t> values;
};

struct Adding {
  Sums& sums;

  void add(std::vector<protocol::Mark> const& marks) {
    std::int64_t spent = 0;
    for (auto const& mark : marks) {
      sums.values[mark.option] += mark.value;
      spent += mark.value;
    }
    (spent == 0 ? sums.blank : sums.counted) += 1;
  }
  void operator()(protocol::BallotRule const&, protocol::AbstainBallot const&) { ++sums.abstained; }
  void operator()(protocol::BallotRule const& rule, protocol::DotsBallot const& ballot) {
    if (!std::holds_alternative<protocol::FundRule>(rule)) return add(ballot.marks);
    for (auto const& mark : ballot.marks) ++sums.values[mark.option];
    (ballot.marks.empty() ? sums.blank : sums.counted) += 1;
  }
  void operator()(protocol::BallotRule const& rule, protocol::RankingBallot const& ballot) {
    (*this)(rule, protocol::ChoiceBallot{ballot.options});
  }
  void operator()(protocol::BallotRule const& rule, protocol::SplitBallot const& ballot) {
    std::int64_t spent = 0;
    for (auto const& mark : ballot.marks) spent += mark.value;
    if (spent > 0 && spent < std::get<protocol::SplitRule>(rule).pot) {
      ++sums.incomplete;
    } else {
      add(ballot.marks);
    }
  }
  void operator()(protocol::BallotRule const&, protocol::ChoiceBallot const& ballot) {
    for (auto const option : ballot.options) ++sums.values[option];
    (ballot.options.empty() ? sums.blank : sums.counted) += 1;
  }
  void operator()(protocol::BallotRule const&, protocol::ScaleBallot const& ballot) {
    ++sums.values[ballot.value];
    ++sums.counted;
  }
};

Sums add_up(protocol::BallotOpened const& opened, std::vector<CountedBallot> const& ballots) {
  Sums sums;
  for (CountedBallot const& counted : ballots) {
    ++sums.cast;
    std::visit([&](auto const& ballot) { Adding{sums}(opened.rule, ballot); }, counted.ballot);
  }
  return sums;
}

struct Compare {
  protocol::BallotOpened const& opened;
  Sums const& sums;

  std::int64_t value(protocol::OptionNumber option) const {
    auto const found = sums.values.find(option);
    return found == sums.values.end() ? 0 : found->second;
  }
  void operator()(protocol::DotsResult const& result) const {
    RC_ASSERT(result.cast == sums.cast);
    RC_ASSERT(result.abstained == sums.abstained);
    RC_ASSERT(result.blank == sums.blank);
    RC_ASSERT(result.rows.size() == opened.options.size());
    std::int64_t total = 0;
    for (auto const& row : result.rows) {
      RC_ASSERT(row.dots == value(row.option));
      total += row.dots;
    }
    RC_ASSERT(result.total_dots == total);
    RC_ASSERT(result.order_reasons.size() + 1 == result.rows.size());
  }
  void operator()(protocol::SplitResult const& result) const {
    RC_ASSERT(result.cast == sums.cast);
    RC_ASSERT(result.abstained == sums.abstained);
    RC_ASSERT(result.blank == sums.blank);
    RC_ASSERT(result.incomplete == sums.incomplete);
    RC_ASSERT(result.counted == sums.counted);
    RC_ASSERT(result.rows.empty() == (sums.counted == 0));
    std::int64_t handed_out = 0;
    for (auto const& row : result.rows) handed_out += row.amount;
    auto const& rule = std::get<protocol::SplitRule>(opened.rule);
    if (!result.rows.empty()) RC_ASSERT(handed_out == rule.pot);
    // The mean of an option is what all gave it, divided by their number.
    if (rule.method != protocol::SplitMethod::mean || rule.weights) return;
    for (auto const& row : result.rows) {
      std::int64_t const top = value(row.option);
      std::int64_t const divisor = std::gcd(top, sums.counted);
      std::string exact = std::to_string(top / divisor);
      if (sums.counted != divisor) exact += '/' + std::to_string(sums.counted / divisor);
      RC_ASSERT(row.exact == exact);
    }
  }
  void operator()(protocol::FundResult const& result) const {
    RC_ASSERT(result.cast == sums.cast);
    RC_ASSERT(result.abstained == sums.abstained);
    RC_ASSERT(result.blank == sums.blank);
    RC_ASSERT(result.counted == sums.counted);
    RC_ASSERT(result.rows.size() == opened.options.size());
    protocol::Kronor spent = 0;
    std::size_t funded = 0;
    for (auto const& row : result.rows) {
      RC_ASSERT(row.supporters == value(row.option));
      RC_ASSERT(row.funded.has_value() != row.miss.has_value());
      if (!row.funded) continue;
      RC_ASSERT(row.supporters > 0);
      RC_ASSERT(result.order.at(static_cast<std::size_t>(*row.place - 1)) == row.option);
      spent += row.cost;
      ++funded;
    }
    RC_ASSERT(funded == result.order.size());
    RC_ASSERT(spent == result.spent);
    RC_ASSERT(spent <= result.pot);
  }
  void operator()(protocol::ChoiceResult const& result) const {
    RC_ASSERT(result.cast == sums.cast);
    RC_ASSERT(result.abstained == sums.abstained);
    RC_ASSERT(result.blank == sums.blank);
    RC_ASSERT(result.rows.size() == opened.options.size());
    for (auto const& row : result.rows) RC_ASSERT(row.votes == value(row.option));
  }
  void operator()(protocol::ScaleResult const& result) const {
    RC_ASSERT(result.cast == sums.cast);
    RC_ASSERT(result.abstained == sums.abstained);
    for (std::int64_t step = 1; step <= 5; ++step) {
      RC_ASSERT(result.counts.at(static_cast<std::size_t>(step - 1)) == value(step));
    }
  }
};

std::optional<protocol::Breakdown> breakdown_of(protocol::Result const& result) {
  return std::visit([](auto const& counted) { return counted.breakdown; }, result);
}

protocol::BallotOpened any_box() {
  protocol::BallotOpened opened = opened_with(any_rule(), {});
  for (protocol::OptionNumber const option : any_options()) {
    opened.options.emplace_back().option = option;
    opened.options.back().cost = number(0, 40);
  }
  if (number(0, 2) == 0) {
    opened.lot.emplace();
    for (auto const& option : opened.options) opened.lot->push_back(option.option);
    std::reverse(opened.lot->begin(), opened.lot->end());
  }
  return opened;
}

// Votes, changes of mind, withdrawals and resends as they come, each decided and kept. What was
// acknowledged last for every voter is what the count has to hold, and nothing else.
RC_GTEST_PROP(CastThenCount, given_any_traffic_when_counted_then_it_holds_what_was_acknowledged,
              ()) {
  SampleMeeting sample;
  ItemId const item = sample.item(protocol::ItemKind::dots, "x").id;
  sample.run(item);
  std::vector<GroupId> const groups{sample.group("a", "A"), sample.group("b", "B")};
  for (std::int64_t k = number(1, 20); k > 0; --k) {
    auto const place = static_cast<std::size_t>(number(0, 3));
    sample.participant(place < groups.size() ? std::optional(groups[place]) : std::nullopt);
  }
  BoxId const box = sample.box(item, protocol::DotsRule{1, 1, std::nullopt}, {1}).id();
  protocol::BallotOpened const opened = sample.meeting.boxes.at(box).opened = [&] {
    protocol::BallotOpened any = any_box();
    any.box = box;
    any.item = item;
    return any;
  }();

  BallotBox ballots;
  std::map<ParticipantId, std::optional<CountedBallot>> acknowledged;
  std::map<ParticipantId, std::int64_t> revisions;
  for (std::int64_t step = number(0, 80); step > 0; --step) {
    ParticipantId const voter = number(1, sample.meeting.last_participant + 1);
    Request const request = request_of(voter);
    VoterKey const key = BoxSecret(Bytes32{42}).key_of(Voter::phone(voter));
    // Now and then an old revision, as when an older message arrives late.
    std::int64_t const revision =
        std::max<std::int64_t>(1, revisions[voter] + (number(0, 4) == 0 ? -1 : 1));
    if (number(0, 6) == 0) {
      protocol::WithdrawBallot withdraw;
      withdraw.box = box;
      withdraw.revision = revision;
      auto const verdict = decide_withdraw(sample.meeting, ballots, request, key, withdraw);
      if (!verdict) continue;
      if (verdict->row) ballots.put(key, *verdict->row);
      acknowledged[voter].reset();
    } else {
      protocol::CastBallot cast;
      cast.box = box;
      cast.revision = revision;
      cast.tag_ = tag_of(step);
      cast.ballot = any_ballot(opened);
      auto const verdict = decide_cast(sample.meeting, ballots, request, key, cast);
      if (!verdict) continue;
      RC_ASSERT(verdict->row.has_value());
      ballots.put(key, *verdict->row);
      auto const resent = decide_cast(sample.meeting, ballots, request, key, cast);
      bool const only_acknowledged = resent && !resent->row;
      RC_ASSERT(only_acknowledged);
      acknowledged[voter] = {cast.ballot, sample.meeting.participants.at(voter).group.value_or("")};
    }
    revisions[voter] = revision;
  }

  std::vector<CountedBallot> expected;
  for (auto const& [voter, ballot] : acknowledged) {
    if (ballot) expected.push_back(*ballot);
  }
  std::vector<CountedBallot> found;
  for (SealedRow const& row : sealed_rows(ballots)) {
    auto const stored = protocol::decode_text<protocol::StoredBallot>(row.ballot);
    RC_ASSERT(stored.has_value());
    found.push_back({stored->ballot, row.ballot_class});
  }
  RC_ASSERT(ballots.turnout() == static_cast<std::int64_t>(expected.size()));

  Sums const sums = add_up(opened, expected);
  protocol::Result const result = count(opened, found);
  std::visit(Compare{opened, sums}, result);
  // In whatever order the ballots lie.
  RC_ASSERT(count(opened, expected) == result);
}

RC_GTEST_PROP(Count, given_any_box_when_counted_then_shown_and_withheld_groups_add_up, ()) {
  protocol::BallotOpened const opened = any_box();
  std::vector<std::string> const classes{"", "a", "b", "c", "d"};
  std::map<std::string, std::vector<CountedBallot>> by_class;
  std::vector<CountedBallot> all;
  for (std::int64_t k = number(0, 60); k > 0; --k) {
    CountedBallot ballot{any_ballot(opened),
                         classes[static_cast<std::size_t>(number(0, 1 + number(0, 5)))]};
    if (check_ballot(opened, ballot.ballot)) continue;
    by_class[ballot.ballot_class].push_back(ballot);
    all.push_back(ballot);
  }
  auto const breakdown = breakdown_of(count(opened, all));
  if (!breakdown) return;

  RC_ASSERT(breakdown->shown.size() >= 2u);
  std::int64_t told = breakdown->withheld_ballots;
  for (protocol::GroupFigures const& figures : breakdown->shown) {
    RC_ASSERT(figures.ballots >= 5);
    told += figures.ballots;
    Sums const own = add_up(opened, by_class.at(figures.group.value_or("")));
    RC_ASSERT(figures.ballots == own.counted);
    std::int64_t sum = 0;
    for (auto const& [option, value] : own.values) sum += value;
    RC_ASSERT(std::accumulate(figures.values.begin(), figures.values.end(), std::int64_t{0}) ==
              sum);
  }
  RC_ASSERT(told == add_up(opened, all).counted);
  std::size_t const withheld = breakdown->withheld.size() + breakdown->withheld_ungrouped;
  RC_ASSERT(withheld + breakdown->shown.size() == by_class.size());
  if (withheld > 0) RC_ASSERT(withheld >= 2u && breakdown->withheld_ballots >= 5);
}

RC_GTEST_PROP(Count, given_any_box_when_counted_then_the_result_is_within_the_protocol, ()) {
  protocol::BallotOpened const opened = any_box();
  std::vector<CountedBallot> ballots;
  for (std::int64_t k = number(0, 40); k > 0; --k) {
    CountedBallot ballot{any_ballot(opened), number(0, 2) == 0 ? "a" : "b"};
    if (!check_ballot(opened, ballot.ballot)) ballots.push_back(ballot);
  }
  protocol::Result const result = count(opened, ballots);
  auto const decoded = protocol::decode_text<protocol::Result>(protocol::to_json(result));
  RC_ASSERT(decoded.has_value());
  RC_ASSERT(*decoded == result);

  auto const comparison = compare_rules(opened, ballots);
  if (!comparison) return;
  auto const read = protocol::decode_text<protocol::Comparison>(protocol::to_json(*comparison));
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == *comparison);
  RC_ASSERT(comparison->outcomes.front().chosen);
}

}  // namespace
}  // namespace torg::domain
