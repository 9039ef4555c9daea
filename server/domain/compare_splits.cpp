#include <string>
#include <utility>
#include <vector>

#include "domain/compared_rules.hpp"
#include "domain/counting_rule.hpp"
#include "domain/group_outcomes.hpp"
#include "domain/split_vote.hpp"
#include "tally/exact/rational.hpp"
#include "tally/split/split.hpp"

namespace torg::domain {

namespace {

using tally::Integer;

struct Counted {
  protocol::SplitRule rule;
  tally::SplitResult result;
};

// The rule of the box first.
std::vector<Counted> count_all(SplitVote const& vote, protocol::SplitRule const& chosen) {
  std::vector<Counted> all{{chosen, vote.count(chosen)}};
  if (all.front().result.status != tally::SplitStatus::ok) return {};
  auto const add = [&](protocol::SplitRule rule) {
    auto result = vote.count(rule);
    if (result.status != tally::SplitStatus::ok) return;
    all.push_back({std::move(rule), std::move(result)});
  };
  for (protocol::SplitMethod const method : protocol::enum_values<protocol::SplitMethod>) {
    if (method == chosen.method) continue;
    protocol::SplitRule other = chosen;
    other.method = method;
    add(std::move(other));
  }
  if (chosen.weights) {
    protocol::SplitRule unweighted = chosen;
    unweighted.weights.reset();
    add(std::move(unweighted));
  }
  return all;
}

// What separates a ballot from the exact amounts of an outcome, in whole parts of a krona that are
// small enough for all outcomes. Before rounding, so that rounding makes nobody better off.
class Distances {
 public:
  explicit Distances(std::vector<Counted> const& all) {
    for (Counted const& counted : all) {
      for (tally::SplitPart const& part : counted.result.parts) {
        parts_ = boost::multiprecision::lcm(parts_, part.exact->denominator());
      }
    }
    for (Counted const& counted : all) {
      std::vector<Integer>& amounts = amounts_.emplace_back();
      for (tally::SplitPart const& part : counted.result.parts) {
        amounts.push_back(part.exact->numerator() * (parts_ / part.exact->denominator()));
      }
    }
  }

  // `wishes` has kronor in the order of the options.
  Integer of(std::vector<tally::Money> const& wishes, std::size_t outcome) const {
    Integer distance = 0;
    for (std::size_t place = 0; place < wishes.size(); ++place) {
      distance += boost::multiprecision::abs(parts_ * wishes[place] - amounts_[outcome][place]);
    }
    return distance;
  }

 private:
  Integer parts_ = 1;
  std::vector<std::vector<Integer>> amounts_;
};

std::vector<std::vector<tally::Money>> wishes_of(SplitVote const& vote) {
  std::vector<std::vector<tally::Money>> wishes;
  wishes.reserve(vote.ballots.size());
  for (tally::SplitBallot const& ballot : vote.ballots) {
    auto& amounts = wishes.emplace_back(vote.options.size());
    for (std::size_t place = 0; place < vote.options.size(); ++place) {
      for (tally::SplitMark const& mark : ballot) {
        if (mark.option == vote.options[place].option) amounts[place] = mark.amount;
      }
    }
  }
  return wishes;
}

protocol::RuleOutcome outcome_of(Counted const& counted) {
  protocol::RuleOutcome outcome;
  tally::RuleId const id = counting_rule_id(counted.rule);
  outcome.rule_name = std::string(id.name);
  outcome.rule_version = id.version;
  outcome.method = std::string(protocol::to_string(counted.rule.method));
  outcome.weighted = counted.rule.weights.has_value();
  for (tally::SplitPart const& part : counted.result.parts) {
    if (*part.amount > 0) outcome.amounts.push_back({part.option, *part.amount});
    outcome.spent += *part.amount;
  }
  return outcome;
}

}  // namespace

std::optional<protocol::Comparison> compare_splits(protocol::BallotOpened const& opened,
                                                   protocol::SplitRule const& rule,
                                                   std::vector<CountedBallot> const& ballots) {
  SplitVote const vote = split_vote(opened, rule, ballots);
  auto const all = count_all(vote, rule);
  if (all.empty()) return std::nullopt;
  Distances const distances(all);
  auto const wishes = wishes_of(vote);
  std::vector<Integer> from_chosen;
  from_chosen.reserve(wishes.size());
  for (auto const& wish : wishes) from_chosen.push_back(distances.of(wish, 0));

  GroupOutcomes const groups(vote.classes, vote.others, GroupOutcomes::Content::not_counted);
  protocol::Comparison comparison;
  for (std::size_t number = 0; number < all.size(); ++number) {
    std::vector<BallotOutcome> fare(wishes.size());
    for (std::size_t ballot = 0; number > 0 && ballot < wishes.size(); ++ballot) {
      Integer const distance = distances.of(wishes[ballot], number);
      fare[ballot].better = distance < from_chosen[ballot];
      fare[ballot].worse = distance > from_chosen[ballot];
    }
    protocol::RuleOutcome outcome = outcome_of(all[number]);
    outcome.chosen = number == 0;
    groups.tell(fare, outcome);
    comparison.outcomes.push_back(std::move(outcome));
  }
  return comparison;
}

}  // namespace torg::domain
