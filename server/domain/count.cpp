#include "domain/count.hpp"

#include <stdexcept>
#include <variant>

#include "domain/counted_ballots.hpp"
#include "domain/counting_rule.hpp"

namespace torg::domain {

namespace {

struct Count {
  protocol::BallotOpened const& opened;
  std::vector<CountedBallot> const& ballots;

  protocol::Result operator()(protocol::DotsRule const& rule) const {
    return count_dots(opened, rule, ballots);
  }
  protocol::Result operator()(protocol::SplitRule const& rule) const {
    return count_split(opened, rule, ballots);
  }
  protocol::Result operator()(protocol::FundRule const& rule) const {
    return count_fund(opened, rule, ballots);
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
