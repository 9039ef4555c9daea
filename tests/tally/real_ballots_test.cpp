#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "support/pabulib.hpp"
#include "support/shared_data.hpp"
#include "tally/dots.hpp"

namespace torg::tally {

namespace {

namespace pabulib = torg::test::pabulib;

DotsResult count_dots(const pabulib::Instance& instance, const DotsRule& rule) {
  std::vector<OptionNumber> options(instance.projects.size());
  std::iota(options.begin(), options.end(), OptionNumber{1});
  std::vector<DotsBallot> ballots;
  for (const auto& marks : instance.ballots) {
    DotsBallot& ballot = ballots.emplace_back();
    for (const auto& mark : marks) ballot.push_back({options[mark.project], mark.points});
  }
  return tally_dots(rule, options, ballots);
}

void expect_the_files_own_figures(const pabulib::Instance& instance, const DotsResult& result) {
  EXPECT_TRUE(result.refused.empty());
  EXPECT_EQ(instance.meta_number("num_votes"), result.valid_ballots);
  ASSERT_EQ(static_cast<std::size_t>(instance.meta_number("num_projects")), result.options.size());
  for (std::size_t k = 0; k < result.options.size(); ++k) {
    EXPECT_EQ(instance.projects[k].score, result.options[k].dots) << instance.projects[k].id;
    EXPECT_EQ(instance.projects[k].votes, result.options[k].supporters) << instance.projects[k].id;
  }
}

TEST(RealBallots, given_180_ballots_from_zurich_when_counted_as_dots_then_each_score_is_met) {
  const std::string name = "pabulib/Switzerland_Zurich_D10.pb";
  const auto file = torg::test::find_shared_file(name);
  if (!file) GTEST_SKIP() << torg::test::absent_reason(name);
  const auto instance = pabulib::read(*file);
  ASSERT_EQ(180u, instance.ballots.size());
  expect_the_files_own_figures(instance,
                               count_dots(instance, {10, std::nullopt, false, std::nullopt}));
}

TEST(RealBallots, given_1494_ballots_from_toulouse_when_counted_as_dots_then_each_score_is_met) {
  const std::string name = "pabulib/France_Toulouse_2019.pb";
  const auto file = torg::test::find_shared_file(name);
  if (!file) GTEST_SKIP() << torg::test::absent_reason(name);
  const auto instance = pabulib::read(*file);
  ASSERT_EQ(1494u, instance.ballots.size());
  expect_the_files_own_figures(instance, count_dots(instance, {7, 3, false, std::nullopt}));
}

TEST(PabulibReader, given_quotes_carriage_returns_and_a_blank_vote_when_read_then_all_is_found) {
  std::istringstream file(
      "\xEF\xBB\xBFMETA\r\nkey;value\r\nnum_votes;2\r\nPROJECTS\r\n"
      "name;project_id;cost;votes;score\r\n"
      "\"Bench; red, \"\"big\"\"\";B/1;10;1;3\r\nLamp;L;20;1;2\r\n"
      "VOTES\r\nvoter_id;vote;points\r\n0;B/1,L;3,2\r\n1;;\r\n");
  const auto instance = pabulib::read(file);
  EXPECT_EQ(2, instance.meta_number("num_votes"));
  ASSERT_EQ(2u, instance.projects.size());
  EXPECT_EQ("Bench; red, \"big\"", instance.projects[0].name);
  EXPECT_EQ(3, instance.projects[0].score);
  ASSERT_EQ(2u, instance.ballots.size());
  ASSERT_EQ(2u, instance.ballots[0].size());
  EXPECT_EQ(1u, instance.ballots[0][1].project);
  EXPECT_EQ(2, instance.ballots[0][1].points);
  EXPECT_TRUE(instance.ballots[1].empty());
}

TEST(PabulibReader, given_points_that_are_no_number_when_read_then_the_line_is_named) {
  std::istringstream file(
      "PROJECTS\nproject_id;votes;score\nA;1;1\nVOTES\nvoter_id;vote;points\n0;A;many\n");
  try {
    pabulib::read(file);
    FAIL() << "the file was accepted";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string::npos, std::string(error.what()).find("line 6")) << error.what();
  }
}

}  // namespace

}  // namespace torg::tally
