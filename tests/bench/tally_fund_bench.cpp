// How long the count of priced projects takes. Budgets on one core of an ordinary server, exact:
//   a room of 500 voters and 30 projects under the eight rules listed in room_rules(), with the
//   receipt of every ballot: 50 ms in total;
//   forums of 11, 16, 23 and 30 voters with a pot of 450 000 kr under Equal Shares with Add1, where
//   each voter's part is thousands of steps: 50 ms each with why every project lost;
//   Warszawa Praga-Południe (134 projects, 14 897 ballots; skipped without the shared data): Equal
//   Shares with `cost` about 15 ms, Phragmén about 15 ms, Add1 (179 runs) about 500 ms.
// Prints each figure and its part of the budget. The exit status says only whether it could be
// measured: on a machine that does other things too a figure proves nothing by itself.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "support/shared_data.hpp"
#include "tally/fund/fund.hpp"
#include "tally/fund/miss.hpp"
#include "tally/fund/reference.hpp"

namespace {

using namespace torg::tally;

/// The middle of five.
double milliseconds(const std::function<void()>& work) {
  std::vector<double> taken;
  for (int k = 0; k < 5; ++k) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> passed =
        std::chrono::steady_clock::now() - begin;
    taken.push_back(passed.count());
  }
  std::sort(taken.begin(), taken.end());
  return taken[taken.size() / 2];
}

void report(const std::string& what, double taken, double budget) {
  std::printf("%-44s %9.2f ms  %5.2f of the budget\n", what.c_str(), taken, taken / budget);
}

FundRule make_rule(FundMethod method, FundSatisfaction satisfaction, FundCompletion completion,
                   bool utilitarian) {
  FundRule rule;
  rule.method = method;
  rule.satisfaction = satisfaction;
  rule.completion = completion;
  rule.utilitarian = utilitarian;
  return rule;
}

std::vector<FundRule> room_rules() {
  using enum FundMethod;
  const auto cost = FundSatisfaction::cost;
  const auto cardinality = FundSatisfaction::cardinality;
  const auto none = FundCompletion::none;
  const auto add1 = FundCompletion::add1;
  return {make_rule(greedy, cost, none, false),
          make_rule(greedy, cardinality, none, false),
          make_rule(equal_shares, cost, none, true),
          make_rule(equal_shares, cost, add1, true),
          make_rule(equal_shares, cardinality, add1, true),
          make_rule(phragmen, cost, none, true),
          make_rule(knapsack, cost, none, false),
          make_rule(knapsack, cardinality, none, false)};
}

std::string text_of(const FundRule& rule) {
  std::string text(name_of(rule.method));
  text += ' ';
  text += name_of(rule.satisfaction);
  text += ' ';
  text += name_of(rule.completion);
  return text + (rule.utilitarian ? "+utilitarian" : "");
}

/// 500 voters who approve about five of 30 projects each, more often the popular ones; prices in
/// whole thousands for a pot of half a million.
FundElection make_room() {
  std::mt19937 random(20240501);
  FundElection room;
  room.budget = 500'000;
  for (int k = 0; k < 30; ++k) {
    room.projects.push_back({"p" + std::to_string(10 + k), 1000 * Money(10 + random() % 120)});
  }
  for (int voter = 0; voter < 500; ++voter) {
    FundBallot& ballot = room.ballots.emplace_back();
    for (ProjectIndex project = 0; project < room.projects.size(); ++project) {
      if (random() % 100 < 5 + project % 8 * 4) ballot.push_back({project, 1});
    }
  }
  return room;
}

void measure_room() {
  const FundElection room = make_room();
  double total = 0;
  for (FundRule rule : room_rules()) {
    std::vector<ProjectIndex> lot(room.projects.size());
    for (ProjectIndex project = 0; project < lot.size(); ++project) lot[project] = project;
    rule = meeting_options(rule, lot);
    std::int64_t runs = 0;
    const double taken = milliseconds([&] {
      const FundResult result = tally_fund(rule, room);
      runs = result.runs;
      for (std::size_t k = 0; k < room.ballots.size(); ++k) receipt(room, result, k);
    });
    total += taken;
    std::printf("  %-42s %9.2f ms  %lld runs\n", text_of(rule).c_str(), taken,
                static_cast<long long>(runs));
  }
  report("room of 500 voters, 30 projects, 8 rules", total, 50);
}

/// Ballots with about a third of 12 to 20 projects of 20 000 to 200 000 kr.
FundElection make_forum(int voters) {
  std::mt19937 random(static_cast<unsigned>(voters));
  FundElection forum;
  forum.budget = 450'000;
  const int projects = 12 + voters * 4 / 15;
  for (int k = 0; k < projects; ++k) {
    forum.projects.push_back({"p" + std::to_string(10 + k), 5000 * Money(4 + random() % 37)});
  }
  for (int voter = 0; voter < voters; ++voter) {
    FundBallot& ballot = forum.ballots.emplace_back();
    for (ProjectIndex project = 0; project < forum.projects.size(); ++project) {
      if (random() % 100 < 15 + project % 4 * 10) ballot.push_back({project, 1});
    }
  }
  return forum;
}

void measure_forum(int voters) {
  const FundElection forum = make_forum(voters);
  FundRule rule =
      make_rule(FundMethod::equal_shares, FundSatisfaction::cost, FundCompletion::add1, true);
  std::vector<ProjectIndex> lot(forum.projects.size());
  for (ProjectIndex project = 0; project < lot.size(); ++project) lot[project] = project;
  rule = meeting_options(rule, lot);
  FundResult result;
  std::vector<FundMiss> misses;
  const double taken = milliseconds([&] {
    result = tally_fund(rule, forum);
    misses = fund_misses(rule, forum, result);
  });
  const auto count = [&](const auto& has) { return std::ranges::count_if(misses, has); };
  std::printf(
      "  %lld runs, %lld worked out; %zu lost, %td with supporters (%td proved), "
      "%td with a price (%td proved)\n",
      static_cast<long long>(result.runs), static_cast<long long>(result.runs_worked_out),
      misses.size(), count([](const FundMiss& miss) { return miss.extra_supporters.has_value(); }),
      count([](const FundMiss& miss) { return miss.extra_supporters_proved; }),
      count([](const FundMiss& miss) { return miss.highest_cost.has_value(); }),
      count([](const FundMiss& miss) { return miss.highest_cost_proved; }));
  report("forum of " + std::to_string(voters) + " voters, 450 000 kr, explained", taken, 50);
}

void measure_warszawa() {
  const auto file = torg::test::pabulib_folder() / "Poland_Warszawa_2020_Praga-Poludnie.pb";
  if (!std::filesystem::is_regular_file(file)) {
    std::printf("skipped: no %s\n", file.c_str());
    return;
  }
  const FundElection election = reference::read_election(file);
  const auto measure = [&](const FundRule& rule, double budget) {
    report("Warszawa " + text_of(rule), milliseconds([&] { tally_fund(rule, election); }), budget);
  };
  using enum FundMethod;
  measure(make_rule(equal_shares, FundSatisfaction::cost, FundCompletion::none, false), 15);
  measure(make_rule(phragmen, FundSatisfaction::cost, FundCompletion::none, false), 15);
  measure(make_rule(equal_shares, FundSatisfaction::cost, FundCompletion::add1, false), 500);
}

}  // namespace

int main() {
  measure_room();
  for (const int voters : {11, 16, 23, 30}) measure_forum(voters);
  measure_warszawa();
}
