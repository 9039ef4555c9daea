#include "tally/fund/extra_supporters.hpp"

#include <algorithm>
#include <numeric>

#include "tally/fund/miss.hpp"

namespace torg::tally {

namespace {

/// All that one ballot may give this project, and nothing to any other.
FundBallot ballot_for(const FundElection& election, ProjectIndex project) {
  std::int64_t value = 1;
  if (election.form == FundForm::points) {
    const auto per_project = election.limits.most_points_per_project;
    const auto per_ballot = election.limits.most_points;
    if (per_project && per_ballot) {
      value = std::min(*per_project, *per_ballot);
    } else if (per_project || per_ballot) {
      value = per_project ? *per_project : *per_ballot;
    }
  }
  return {{project, value}};
}

/// Under Equal Shares these are tried before any larger number, since one of them is most often
/// the answer.
constexpr std::int64_t tried_first = 8;

bool is_monotone(const FundRule& rule) { return rule.method != FundMethod::equal_shares; }

}  // namespace

ExtraSupporters::ExtraSupporters(Recounting& recounting, ProjectIndex project)
    : recounting_(recounting),
      project_(project),
      ballot_(ballot_for(recounting.election(), project)) {}

std::optional<bool> ExtraSupporters::try_one(std::int64_t extra) {
  const auto recounted = recounting_.with_extra(project_, ballot_, extra);
  if (!recounted) return std::nullopt;
  return recounted->is_funded;
}

void ExtraSupporters::find() {
  const FundElection& election = recounting_.election();
  // No rule spends more than the budget, and a ballot that is refused changes nothing.
  if (election.projects[project_].cost > election.budget || check_ballot(election, ballot_)) {
    is_proved_ = true;
    return;
  }
  if (is_monotone(recounting_.rule())) {
    find_by_doubling(0);
    return;
  }
  while (tried_ < tried_first) {
    const auto funded = try_one(tried_ + 1);
    if (!funded) return;
    if (*funded) {
      number_ = tried_ + 1;
      is_proved_ = true;
      return;
    }
    ++tried_;
  }
  find_by_doubling(tried_);
}

void ExtraSupporters::find_by_doubling(std::int64_t does_not) {
  while (does_not < most_extra_supporters) {
    const std::int64_t next = std::min(2 * does_not + 1, most_extra_supporters);
    const auto funded = try_one(next);
    if (!funded) return;
    if (*funded) {
      number_ = next;
      halve(does_not);
      return;
    }
    does_not = next;
  }
  is_proved_ = is_monotone(recounting_.rule());
}

void ExtraSupporters::halve(std::int64_t does_not) {
  while (*number_ - does_not > 1) {
    const std::int64_t middle = std::midpoint(does_not, *number_);
    const auto funded = try_one(middle);
    if (!funded) return;
    if (*funded) {
      number_ = middle;
    } else {
      does_not = middle;
    }
  }
  is_proved_ = is_monotone(recounting_.rule());
}

void ExtraSupporters::prove() {
  if (is_proved_ || !number_) return;
  while (tried_ + 1 < *number_) {
    const auto funded = try_one(tried_ + 1);
    if (!funded) return;
    if (*funded) break;
    ++tried_;
  }
  number_ = tried_ + 1;
  is_proved_ = true;
}

}  // namespace torg::tally
