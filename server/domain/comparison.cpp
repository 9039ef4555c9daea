#include "domain/comparison.hpp"

#include <variant>

#include "domain/compared_rules.hpp"

namespace torg::domain {

namespace {

struct Compare {
  protocol::BallotOpened const& opened;
  std::vector<CountedBallot> const& ballots;

  std::optional<protocol::Comparison> operator()(protocol::SplitRule const& rule) const {
    return compare_splits(opened, rule, ballots);
  }
  std::optional<protocol::Comparison> operator()(protocol::FundRule const& rule) const {
    return compare_funds(opened, rule, ballots);
  }
  template <class Other>
  std::optional<protocol::Comparison> operator()(Other const&) const {
    return std::nullopt;
  }
};

}  // namespace

std::optional<protocol::Comparison> compare_rules(protocol::BallotOpened const& opened,
                                                  std::vector<CountedBallot> const& ballots) {
  return std::visit(Compare{opened, ballots}, opened.rule);
}

}  // namespace torg::domain
