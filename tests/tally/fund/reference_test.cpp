#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/shared_data.hpp"
#include "tally/fund/reference.hpp"

namespace torg::tally {

namespace {

namespace fs = std::filesystem;

fs::path own_folder() { return fs::path(TORG_SOURCE_DIR) / "tests" / "data" / "pabulib"; }

std::string name_of_instance(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  for (char& c : name) {
    if (c == '-') c = '_';
  }
  return name;
}

void expect_every_outcome(const fs::path& folder, const std::string& name) {
  const FundElection election = reference::read_election(folder / (name + ".pb"));
  const fs::path expected = folder / "expected" / (name + ".json");
  const auto outcomes = reference::read_outcomes(expected, election);
  ASSERT_FALSE(outcomes.empty());
  const reference::Facts facts = reference::read_facts(expected, election);
  for (const reference::Outcome& outcome : outcomes) {
    ASSERT_FALSE(outcome.rules.empty()) << outcome.name;
    for (const FundRule& rule : outcome.rules) {
      const FundResult result = tally_fund(rule, election);
      EXPECT_EQ("", reference::differences(election, result, outcome))
          << outcome.name << ", ties by " << name_of(rule.ties);
      ASSERT_TRUE(result.refused.empty());
      for (ProjectIndex project = 0; project < election.projects.size(); ++project) {
        EXPECT_EQ(facts.support[project], result.projects[project].supporters);
        EXPECT_EQ(Rational(facts.score[project]), result.projects[project].score);
      }
    }
  }
}

class OwnFundReference : public testing::TestWithParam<std::string> {};
class SharedFundReference : public testing::TestWithParam<std::string> {};

TEST_P(OwnFundReference, given_its_ballots_when_counted_then_every_outcome_agrees) {
  expect_every_outcome(own_folder(), GetParam());
}

TEST_P(SharedFundReference, given_its_ballots_when_counted_then_every_outcome_agrees) {
  const fs::path folder = test::pabulib_folder();
  if (!fs::is_regular_file(folder / (GetParam() + ".pb"))) {
    GTEST_SKIP() << "no " << GetParam() << ".pb in " << folder
                 << " (it may not be distributed with Torg; TORG_PABULIB_DIR can name another)";
  }
  expect_every_outcome(folder, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Edge, OwnFundReference,
                         testing::Values("edge_blank_ballots", "edge_decimals",
                                         "edge_everything_fits", "edge_one_voter",
                                         "edge_points_uneven", "edge_rank_truncated",
                                         "edge_ties_mes", "edge_ties_text_ids",
                                         "edge_zero_support_and_cost"),
                         name_of_instance);

INSTANTIATE_TEST_SUITE_P(Real, SharedFundReference,
                         testing::Values("France_Toulouse_2019", "Netherlands_Assen_2024",
                                         "Poland_Gdynia_2020_Babie_Doly__small",
                                         "Poland_Krakow_2019_Bienczyce", "Poland_Swiecie_2023",
                                         "Poland_Warszawa_2020_Praga-Poludnie",
                                         "Switzerland_Zurich_D10"),
                         name_of_instance);

TEST(DemoFund, given_the_44_ballots_of_the_demo_when_counted_then_the_playground_gives_way) {
  const FundElection election = reference::read_election(fs::path(TORG_SOURCE_DIR) / "tests" /
                                                         "data" / "demo" / "vingaker.pb");
  using Ids = std::vector<std::string>;
  FundRule rule;
  rule.ties = FundTies::score_cost_id;
  const FundResult greedy = tally_fund(rule, election);
  EXPECT_EQ((Ids{"p02", "p03", "p08", "p09", "p12", "p13"}),
            reference::ids_of(election, greedy.selected));
  EXPECT_EQ(406'000, greedy.total_cost);

  rule.method = FundMethod::equal_shares;
  rule.completion = FundCompletion::add1;
  rule.utilitarian = true;
  const FundResult shares = tally_fund(rule, election);
  EXPECT_EQ((Ids{"p02", "p03", "p06", "p07", "p09", "p12", "p13"}),
            reference::ids_of(election, shares.selected));
  EXPECT_EQ(443'500, shares.total_cost);
}

}  // namespace

}  // namespace torg::tally
