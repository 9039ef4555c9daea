#include "archive/pb/writer.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "archive/pb/reader.hpp"

namespace torg::archive {
namespace {

TEST(PbWriter, given_an_election_with_points_then_its_text_is_what_other_programs_expect) {
  PbFile file;
  file.amount_decimals = 2;
  file.points_decimals = 1;
  file.budget = 100'050;
  file.vote_type = PbVoteType::cumulative;
  file.limits = {1, 3, std::nullopt, 100, 90'000};
  file.meta = {{"description", "Pott 2; \"byarna\""}, {"currency", "SEK"}};
  file.project_columns = {"category"};
  file.projects = {{"a", 33'333, "Bänk", {"park"}}, {"BO.2/24", 5'000, "", {""}}};
  file.vote_columns = {"age"};
  file.votes = {{"v1", {{1, 30}, {0, 25}}, {"41"}}, {"v2", {}, {""}}};
  EXPECT_EQ(write_pb(file),
            "META\nkey;value\ndescription;\"Pott 2; \"\"byarna\"\"\"\ncurrency;SEK\n"
            "num_projects;2\nnum_votes;2\nbudget;1000.5\nvote_type;cumulative\n"
            "min_length;1\nmax_length;3\nmax_sum_points;10\nmax_sum_cost;900\n"
            "PROJECTS\nproject_id;cost;name;category\na;333.33;Bänk;park\nBO.2/24;50;;\n"
            "VOTES\nvoter_id;vote;points;age\nv1;BO.2/24,a;3,2.5;41\nv2;;;\n");
}

// Letters that mean something to the format, so that they are met.
rc::Gen<std::string> any_text() {
  auto const piece =
      rc::gen::element<std::string>("a", "B", "7", ";", "\"", "\"\"", ",", "\n", "\r\n", "\r", " ",
                                    "\t", "å", "–", "\u2028", "META", "None", "1e5", "=");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                      [](std::vector<std::string> const& pieces) {
                        std::string text;
                        for (auto const& each : pieces) text += each;
                        auto const first = text.find_first_not_of(" \t\r\n");
                        if (first == text.npos) return std::string();
                        return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
                      });
}

// Its number keeps ids apart and away from the names of sections.
std::string numbered(std::string text, std::size_t number, bool with_commas) {
  text = std::to_string(number) + text;
  if (!with_commas) std::ranges::replace(text, ',', '.');
  return text;
}

std::vector<std::string> some_texts(std::size_t count) {
  return *rc::gen::container<std::vector<std::string>>(count, any_text());
}

std::vector<std::string> column_names() {
  auto names = some_texts(*rc::gen::inRange(0, 3));
  for (std::size_t k = 0; k < names.size(); ++k) names[k] = numbered(names[k], k, true);
  return names;
}

// As few decimals as the numbers need.
int least_decimals(std::vector<std::int64_t*> const& numbers, int decimals) {
  auto const divides = [](std::int64_t const* number) { return *number % 10 == 0; };
  for (; decimals > 0 && std::ranges::all_of(numbers, divides); --decimals) {
    for (auto* number : numbers) *number /= 10;
  }
  return decimals;
}

PbFile any_file() {
  auto const amount = rc::gen::inRange<std::int64_t>(0, 2'000'000);
  auto const limit = [&]() -> std::optional<std::int64_t> {
    if (*rc::gen::arbitrary<bool>()) return std::nullopt;
    return *rc::gen::inRange<std::int64_t>(0, 5'000);
  };
  PbFile file;
  file.vote_type =
      *rc::gen::element(PbVoteType::approval, PbVoteType::choose_one, PbVoteType::cumulative,
                        PbVoteType::scoring, PbVoteType::ordinal);
  file.budget = *amount;
  file.limits = {limit(), limit(), limit(), limit(), limit()};
  for (auto const& key : column_names()) file.meta.push_back({key, *any_text()});
  file.project_columns = column_names();
  file.vote_columns = column_names();
  auto const project_count = *rc::gen::inRange<std::size_t>(1, 6);
  for (std::size_t k = 0; k < project_count; ++k) {
    file.projects.push_back({numbered(*any_text(), k, false), *amount, *any_text(),
                             some_texts(file.project_columns.size())});
  }
  auto const vote_count = *rc::gen::inRange<std::size_t>(0, 6);
  for (std::size_t k = 0; k < vote_count; ++k) {
    PbVote vote{numbered(*any_text(), k, true), {}, some_texts(file.vote_columns.size())};
    auto const chosen = *rc::gen::unique<std::vector<std::size_t>>(
        *rc::gen::inRange<std::size_t>(0, project_count + 1),
        rc::gen::inRange<std::size_t>(0, project_count));
    for (auto const project : chosen) {
      auto const points = has_points(file.vote_type) ? *rc::gen::inRange<std::int64_t>(0, 500) : 1;
      vote.marks.push_back({project, points});
    }
    file.votes.push_back(std::move(vote));
  }

  std::vector<std::int64_t*> amounts{&file.budget};
  if (file.limits.max_sum_cost) amounts.push_back(&*file.limits.max_sum_cost);
  for (auto& project : file.projects) amounts.push_back(&project.cost);
  file.amount_decimals = least_decimals(amounts, *rc::gen::inRange(0, 4));
  std::vector<std::int64_t*> points;
  if (file.limits.max_points) points.push_back(&*file.limits.max_points);
  if (file.limits.max_sum_points) points.push_back(&*file.limits.max_sum_points);
  if (has_points(file.vote_type)) {
    for (auto& vote : file.votes) {
      for (auto& mark : vote.marks) points.push_back(&mark.points);
    }
  }
  file.points_decimals = least_decimals(points, *rc::gen::inRange(0, 3));
  return file;
}

RC_GTEST_PROP(PbWriter, given_any_election_when_written_and_read_then_it_is_the_same, ()) {
  auto const file = any_file();
  auto const text = write_pb(file);
  auto const reading = read_pb(text);
  RC_LOG() << text;
  for (auto const& error : reading.errors) {
    RC_LOG() << error.line << ' ' << name_of(error.code) << ' ' << error.value << '\n';
  }
  RC_ASSERT(reading.file.has_value());
  RC_ASSERT(*reading.file == file);
}

}  // namespace
}  // namespace torg::archive
