#include "tally/fund/recounting.hpp"

#include <algorithm>
#include <utility>

#include "tally/fund/outcome.hpp"

namespace torg::tally {

namespace {

std::int64_t marks_of(const FundElection& election) {
  std::int64_t marks = static_cast<std::int64_t>(election.projects.size());
  for (const FundBallot& ballot : election.ballots) {
    marks += static_cast<std::int64_t>(ballot.size());
  }
  return marks;
}

FundElection without_refused(FundElection election, const FundResult& counted) {
  for (auto refusal = counted.refused.rbegin(); refusal != counted.refused.rend(); ++refusal) {
    const auto at = static_cast<std::ptrdiff_t>(refusal->ballot);
    election.ballots.erase(election.ballots.begin() + at);
    if (!election.weights.empty()) election.weights.erase(election.weights.begin() + at);
  }
  return election;
}

/// So many more ballots are put in one by one, since whole weights are counted faster than
/// fractions; more of them as one ballot that weighs as much.
constexpr std::int64_t most_copies = 4096;

}  // namespace

Recounting::Recounting(const FundRule& rule, const FundElection& election,
                       const FundResult& counted)
    : rule_(rule),
      election_(without_refused(election, counted)),
      marks_(marks_of(election_)),
      expected_(steps_of(counted)) {}

std::optional<Recounted> Recounting::with_extra(ProjectIndex project, const FundBallot& ballot,
                                                std::int64_t extra) {
  const std::size_t ballots = election_.ballots.size();
  const std::size_t weights = election_.weights.size();
  if (extra <= most_copies) {
    election_.ballots.resize(ballots + static_cast<std::size_t>(extra), ballot);
    if (weights != 0) election_.weights.resize(election_.ballots.size(), Rational(1));
  } else {
    election_.ballots.push_back(ballot);
    election_.weights.resize(ballots, Rational(1));
    election_.weights.emplace_back(extra);
  }
  const auto recounted = recount(project);
  election_.ballots.resize(ballots);
  election_.weights.resize(weights);
  return recounted;
}

std::optional<Recounted> Recounting::at_cost(ProjectIndex project, Money cost) {
  const Money own = std::exchange(election_.projects[project].cost, cost);
  const auto recounted = recount(project);
  election_.projects[project].cost = own;
  return recounted;
}

/// A run looks at every mark, and at as much again as so many marks whatever the election's size.
std::int64_t Recounting::steps_of(const FundResult& result) const {
  constexpr std::int64_t marks_of_any_run = 250;
  return (marks_ + marks_of_any_run) * std::max<std::int64_t>(1, result.runs_worked_out) +
         result.nodes;
}

std::optional<Recounted> Recounting::recount(ProjectIndex project) {
  if (left_ < expected_) return std::nullopt;
  const FundResult result = outcome_of_fund(rule_, election_);
  left_ -= steps_of(result);
  if (result.status != FundStatus::ok) return std::nullopt;
  return Recounted{result.is_selected(project),
                   std::ranges::binary_search(result.bought_in_any_run, project)};
}

}  // namespace torg::tally
