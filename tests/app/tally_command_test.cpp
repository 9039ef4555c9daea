#include "app/tally_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "support/shared_data.hpp"
#include "support/temp_folder.hpp"

namespace torg::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

struct Told {
  int exit = 0;
  std::string out;
  std::string err;
};

Told tell(TallyRequest request) {
  if (request.language.empty()) request.language = "en";
  std::ostringstream out;
  std::ostringstream err;
  int const exit = tally_command(request, out, err);
  return {exit, out.str(), err.str()};
}

TallyRequest request_for(fs::path const& file) {
  TallyRequest request;
  request.file = file;
  return request;
}

fs::path data_file(std::string const& name) {
  return fs::path(TORG_SOURCE_DIR) / "tests" / "data" / name;
}

// The reference has one outcome for all tie rules that lead to it.
void expect_reference(fs::path const& file, json const& outcome) {
  for (auto const& ties : outcome.at("tie_breaking")) {
    auto request = request_for(file);
    request.rule = outcome.at("rule");
    auto const& satisfaction = outcome.at("satisfaction");
    if (satisfaction != "-") request.satisfaction = satisfaction;
    request.completion = outcome.at("completion");
    request.ties = ties;
    request.json = true;
    auto const told = tell(request);
    ASSERT_EQ(told.exit, 0) << told.err;
    auto const counted = json::parse(told.out);
    for (char const* const key : {"rule", "satisfaction", "completion", "selected", "total_cost",
                                  "exhaustive", "selection_order"}) {
      if (!outcome.contains(key)) continue;
      // A set has no order to compare.
      if (outcome.at("rule") == "phragmen" && std::string(key) == "selection_order") continue;
      EXPECT_EQ(counted.at(key), outcome.at(key)) << file << ' ' << key << ' ' << ties;
    }
    EXPECT_EQ(counted.at("ties"), ties);
  }
}

int expect_references(fs::path const& folder) {
  int outcomes = 0;
  for (auto const& entry : fs::directory_iterator(folder / "expected")) {
    auto const expected = json::parse(std::ifstream(entry.path()));
    auto const file = folder / (entry.path().stem().string() + ".pb");
    for (auto const& outcome : expected.at("outcomes")) {
      expect_reference(file, outcome);
      ++outcomes;
    }
  }
  return outcomes;
}

TEST(TallyCommand, given_the_edge_cases_when_counted_then_all_is_as_the_reference_programs_say) {
  EXPECT_GT(expect_references(data_file("pabulib")), 100);
}

TEST(TallyCommand, given_real_elections_when_counted_then_all_is_as_the_reference_programs_say) {
  auto const folder = test::pabulib_folder();
  if (!fs::is_directory(folder)) GTEST_SKIP() << "no folder " << folder;
  EXPECT_GT(expect_references(folder), 200);
}

TEST(TallyCommand, given_the_demo_when_explained_then_it_says_who_paid_and_why_others_lost) {
  auto request = request_for(data_file("demo/vingaker.pb"));
  request.explain = true;
  request.compare = true;
  request.language = "sv";
  auto const told = tell(request);
  EXPECT_EQ(told.exit, 0);
  EXPECT_THAT(told.out, HasSubstr("Summa 443500. Kvar: 6500."));
  EXPECT_THAT(told.out, HasSubstr("85000: 20 betalade, ingen mer än 4250."));
  EXPECT_THAT(told.out, HasSubstr("De som valde det hade inte råd tillsammans."));
  EXPECT_THAT(told.out, HasSubstr("röster till hade räckt."));
  EXPECT_THAT(told.out, HasSubstr("Det hade gått med om det kostat högst"));
  EXPECT_THAT(told.out, HasSubstr("  greedy cost none: 406000"));
  EXPECT_THAT(told.out, Not(HasSubstr("cli.")));
}

TEST(TallyCommand, given_every_rule_and_language_when_explained_then_no_words_are_missing) {
  for (char const* const language : {"sv", "en"}) {
    for (char const* const rule : {"greedy", "mes", "phragmen", "knapsack"}) {
      auto request = request_for(data_file("demo/vingaker.pb"));
      request.rule = rule;
      request.explain = true;
      request.language = language;
      auto const told = tell(request);
      EXPECT_EQ(told.exit, 0);
      EXPECT_THAT(told.out, Not(HasSubstr("cli.")));
    }
    std::ostringstream out;
    EXPECT_EQ(rules_command(language, out), 0);
    EXPECT_THAT(out.str(), Not(HasSubstr("rule.")));
    EXPECT_THAT(out.str(), Not(HasSubstr("cli.")));
  }
}

TEST(TallyCommand, given_a_bad_file_then_every_fault_has_its_line_and_column_and_the_exit_is_1) {
  test::TempFolder const folder;
  auto const file = folder.path() / "bad.pb";
  std::ofstream(file)
      << "META\nkey;value\nbudget;x\nvote_type;approval\nPROJECTS\nproject_id;cost\n"
         "a;-3\nVOTES\nvoter_id;vote\n1;b\n";
  auto const told = tell(request_for(file));
  EXPECT_EQ(told.exit, exit_bad_file);
  EXPECT_THAT(told.err, HasSubstr("bad.pb:3: budget: x is not a number."));
  EXPECT_THAT(told.err, HasSubstr("bad.pb:7: cost: -3 is below zero."));
  EXPECT_THAT(told.err, HasSubstr("bad.pb:10: vote: There is no project b."));
  EXPECT_TRUE(told.out.empty());
}

TEST(TallyCommand, given_a_file_that_is_not_there_then_it_says_so_and_the_exit_is_1) {
  auto const told = tell(request_for("/nowhere/vote.pb"));
  EXPECT_EQ(told.exit, exit_bad_file);
  EXPECT_THAT(told.err, HasSubstr("/nowhere/vote.pb cannot be read."));
}

TEST(TallyCommand, given_words_that_are_unknown_or_do_not_fit_then_the_exit_is_2) {
  auto unknown = request_for(data_file("demo/vingaker.pb"));
  unknown.rule = "mess";
  EXPECT_EQ(tell(unknown).exit, exit_bad_usage);
  auto points = request_for(data_file("demo/vingaker.pb"));
  points.satisfaction = "points";
  EXPECT_EQ(tell(points).exit, exit_bad_usage);
  auto completion = request_for(data_file("demo/vingaker.pb"));
  completion.completion = "add1utilitarian";
  EXPECT_EQ(tell(completion).exit, exit_bad_usage);
}

TEST(TallyCommand, given_the_worked_splits_then_every_amount_is_that_of_the_reference) {
  auto const cases = json::parse(std::ifstream(data_file("divisible/cases.json"))).at("cases");
  test::TempFolder const folder;
  int compared = 0;
  for (auto const& one : cases) {
    if (one.at("kind") != "split") continue;
    auto const file = folder.path() / "case.json";
    std::ofstream(file) << one.dump();
    for (auto const& [rule, expected] : one.at("expected").items()) {
      auto request = request_for(file);
      request.is_split = true;
      request.rule = rule;
      request.json = true;
      auto const told = tell(request);
      ASSERT_EQ(told.exit, 0) << told.err << one.at("id");
      auto const counted = json::parse(told.out);
      EXPECT_EQ(counted.at("counted_ballots"), expected.at("counted_ballots")) << one.at("id");
      if (!expected.contains("amounts")) continue;
      if (expected.at("amounts").is_null() || expected.at("amounts").empty()) continue;
      EXPECT_EQ(counted.at("amounts"), expected.at("amounts")) << one.at("id") << ' ' << rule;
      ++compared;
    }
  }
  EXPECT_GT(compared, 60);
}

TEST(TallyCommand, given_a_split_that_cannot_be_read_then_it_says_where_and_the_exit_is_1) {
  test::TempFolder const folder;
  auto const file = folder.path() / "case.json";
  auto request = request_for(file);
  request.is_split = true;
  std::ofstream(file) << "[[[[[[[[[[[[[[[[[[[[[[[[";
  EXPECT_EQ(tell(request).exit, exit_bad_file);
  std::ofstream(file) << R"({"options": ["A"], "total": -5, "ballots": []})";
  auto const told = tell(request);
  EXPECT_EQ(told.exit, exit_bad_file);
  EXPECT_THAT(told.err, HasSubstr("case.json: total: "));
}

}  // namespace
}  // namespace torg::app
