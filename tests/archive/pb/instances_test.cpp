#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "archive/pb/reader.hpp"
#include "archive/pb/writer.hpp"
#include "support/shared_data.hpp"

namespace torg::archive {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string content(fs::path const& file) {
  std::ostringstream out;
  out << std::ifstream(file, std::ios::binary).rdbuf();
  return out.str();
}

// What the reference programs found in a file, against what is in it.
void expect_facts(PbFile const& file, json const& facts) {
  auto const amount = [&](std::int64_t scaled) {
    return json::parse(pb_number_text(scaled, file.amount_decimals));
  };
  EXPECT_EQ(facts.at("vote_type"), std::string(name_of(file.vote_type)));
  EXPECT_EQ(facts.at("num_projects"), file.projects.size());
  EXPECT_EQ(facts.at("num_ballots"), file.votes.size());
  EXPECT_EQ(facts.at("budget"), amount(file.budget));
  if (facts.contains("max_length_used")) {
    EXPECT_EQ(facts.at("max_length_used"), pb_ranking_length(file));
  }
  std::size_t blank = 0;
  for (auto const& vote : file.votes) blank += vote.marks.empty();
  EXPECT_EQ(facts.at("empty_ballots"), blank);

  auto const support = pb_support(file);
  auto const scores = pb_scores(file);
  std::int64_t total = 0;
  json found{{"support", json::object()}, {"score", json::object()}, {"cost", json::object()}};
  json without_support = json::array();
  json free = json::array();
  json too_expensive = json::array();
  for (std::size_t k = 0; k < file.projects.size(); ++k) {
    auto const& [id, cost, name, others] = file.projects[k];
    total += cost;
    found["support"][id] = support[k];
    found["score"][id] = json::parse(pb_number_text(scores[k], file.points_decimals));
    found["cost"][id] = amount(cost);
    if (support[k] == 0) without_support.push_back(id);
    if (cost == 0) free.push_back(id);
    if (cost > file.budget) too_expensive.push_back(id);
  }
  EXPECT_EQ(facts.at("total_cost_all_projects"), amount(total));
  for (auto const* figure : {"support", "score", "cost"}) {
    EXPECT_EQ(facts.at(figure), found.at(figure)) << figure;
  }
  auto const sorted = [](json ids) {
    std::sort(ids.begin(), ids.end());
    return ids;
  };
  EXPECT_EQ(facts.at("zero_support_projects"), sorted(without_support));
  EXPECT_EQ(facts.at("zero_cost_projects"), sorted(free));
  EXPECT_EQ(facts.at("too_expensive_projects"), sorted(too_expensive));
}

void expect_read(fs::path const& folder, std::string const& name) {
  SCOPED_TRACE(name);
  auto const reading = read_pb(content(folder / (name + ".pb")));
  ASSERT_TRUE(reading.file) << name_of(reading.errors.front().code) << " in line "
                            << reading.errors.front().line;
  EXPECT_TRUE(reading.warnings.empty())
      << name_of(reading.warnings.front().code) << " in line " << reading.warnings.front().line;
  auto const expected = json::parse(content(folder / "expected" / (name + ".json")));
  expect_facts(*reading.file, expected.at("facts"));
  EXPECT_EQ(read_pb(write_pb(*reading.file)).file, reading.file);
}

TEST(PbInstances, given_each_edge_case_when_read_then_the_facts_are_those_of_the_reference) {
  for (auto const* name : {"edge_blank_ballots", "edge_decimals", "edge_everything_fits",
                           "edge_one_voter", "edge_points_uneven", "edge_rank_truncated",
                           "edge_ties_mes", "edge_ties_text_ids", "edge_zero_support_and_cost"}) {
    expect_read(fs::path(TORG_SOURCE_DIR) / "tests/data/pabulib", name);
  }
}

class RealElection : public testing::TestWithParam<std::string> {};

TEST_P(RealElection, when_read_then_the_facts_are_those_of_the_reference) {
  auto const folder = test::pabulib_folder();
  if (!fs::is_regular_file(folder / (GetParam() + ".pb"))) {
    GTEST_SKIP() << test::absent_reason("pabulib/" + GetParam() + ".pb");
  }
  expect_read(folder, GetParam());
}

INSTANTIATE_TEST_SUITE_P(PbInstances, RealElection,
                         testing::Values("France_Toulouse_2019", "Netherlands_Assen_2024",
                                         "Poland_Gdynia_2020_Babie_Doly__small",
                                         "Poland_Krakow_2019_Bienczyce", "Poland_Swiecie_2023",
                                         "Poland_Warszawa_2020_Praga-Poludnie",
                                         "Switzerland_Zurich_D10"),
                         [](auto const& test) {
                           auto name = test.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST(PbInstances, given_the_demos_file_when_read_then_its_figures_are_found) {
  auto const reading = read_pb(content(fs::path(TORG_SOURCE_DIR) / "tests/data/demo/vingaker.pb"));
  ASSERT_TRUE(reading.file);
  EXPECT_TRUE(reading.warnings.empty());
  EXPECT_EQ(reading.file->budget, 450'000);
  EXPECT_EQ(reading.file->projects.size(), 14u);
  EXPECT_EQ(reading.file->projects[2].name, "Utescen av trä");
  EXPECT_EQ(reading.file->votes.size(), 44u);
  EXPECT_EQ(reading.file->limits.max_length, 5);
}

}  // namespace
}  // namespace torg::archive
