// The downloads of a closed meeting: the table for spreadsheets and the boxes as .pb files.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "archive/pb/reader.hpp"
#include "archive/published_meeting.hpp"
#include "support/raw_socket.hpp"

namespace torg::archive {
namespace {

using test::body_of;
using test::field_of;
using testing::HasSubstr;
using testing::Not;

using PublishedFiles = PublishedMeeting;

std::vector<std::vector<std::string>> cells_of(std::string const& csv, char separator) {
  std::vector<std::vector<std::string>> rows(1);
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 3; i < csv.size(); ++i) {
    char const c = csv[i];
    if (quoted) {
      if (c != '"') {
        cell += c;
      } else if (i + 1 < csv.size() && csv[i + 1] == '"') {
        cell += csv[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == separator || c == '\n') {
      rows.back().push_back(std::exchange(cell, {}));
      if (c == '\n') rows.emplace_back();
    } else if (c != '\r') {
      cell += c;
    }
  }
  rows.pop_back();
  return rows;
}

TEST_F(PublishedFiles, given_text_that_a_spreadsheet_would_run_then_no_cell_begins_with_it) {
  publish("public");
  for (auto const& [language, separator] : {std::pair{"sv", ';'}, std::pair{"en", ','}}) {
    auto const response = get("/archive/" + meeting() + ".csv?lang=" + language);
    auto const csv = body_of(response);
    EXPECT_TRUE(csv.starts_with("\xEF\xBB\xBF"));
    auto const rows = cells_of(csv, separator);
    std::set<std::string> options;
    for (auto const& row : rows) {
      ASSERT_EQ(row.size(), 8u) << csv;
      options.insert(row[4]);
      for (auto const& cell : row) {
        EXPECT_THAT(cell, Not(testing::MatchesRegex("^[-=+@\t\r\n].*")));
        EXPECT_FALSE(cell.starts_with("\uFF1D")) << cell;
      }
    }
    for (auto const* title :
         {"'+46 70 123", "'-1+1", "'@SUM(A1)", "'\uFF1D1+1", "Badplats; \"Sjön\", norra"}) {
      EXPECT_TRUE(options.contains(title)) << title;
    }
  }
}

TEST_F(PublishedFiles, given_the_table_then_its_figures_are_those_of_the_result) {
  auto const box = box_of(archive(), dots);
  std::map<std::string, std::string> expected;
  for (auto const& row : box.at("result").at("rows")) {
    expected[row.at("option").dump()] = row.at("dots").dump();
  }
  std::map<std::string, std::string> told;
  for (auto const& row : cells_of(body_of(get("/archive/" + meeting() + ".csv?lang=sv")), ';')) {
    if (row[0] == "'" + formula) told[row[3]] = row[5];
  }
  EXPECT_EQ(told, expected);
}

TEST_F(PublishedFiles, given_the_downloads_then_they_are_saved_under_a_name_of_their_own) {
  publish("public");
  auto const json = get("/archive/" + meeting() + ".json");
  EXPECT_EQ(field_of(json, "Content-Disposition"),
            "attachment; filename=\"torg-" + meeting() + ".json\"");
  EXPECT_EQ(field_of(json, "Content-Type"), "application/json");
  auto const csv = get("/archive/" + meeting() + ".csv");
  EXPECT_EQ(field_of(csv, "Content-Disposition"),
            "attachment; filename=\"torg-" + meeting() + ".csv\"");
  EXPECT_EQ(field_of(csv, "Content-Type"), "text/csv; charset=utf-8");
}

TEST_F(PublishedFiles, given_the_box_as_a_file_then_it_holds_the_votes_that_the_archive_holds) {
  publish("public");
  std::string const path = "/archive/" + meeting() + "/box/" + std::to_string(dots) + ".pb";
  auto const response = get(path);
  EXPECT_EQ(field_of(response, "Content-Disposition"),
            "attachment; filename=\"torg-" + meeting() + "-" + std::to_string(dots) + ".pb\"");
  auto const reading = read_pb(body_of(response));
  ASSERT_TRUE(reading.file);
  auto const rows = box_of(archive(), dots).at("ballots");
  ASSERT_EQ(reading.file->votes.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto const& vote = reading.file->votes[i];
    EXPECT_EQ(vote.voter, std::to_string(i + 1));
    auto const marks =
        Json::parse(rows[i].at("ballot").get<std::string>()).at("ballot").at("marks");
    ASSERT_EQ(vote.marks.size(), marks.size());
    for (std::size_t k = 0; k < marks.size(); ++k) {
      EXPECT_EQ(reading.file->projects[vote.marks[k].project].id, marks[k].at("option").dump());
      EXPECT_EQ(vote.marks[k].points, marks[k].at("value"));
    }
    EXPECT_EQ(vote.others.at(0), rows[i].value("class", "")) << "groups as the archive tells them";
  }
  EXPECT_THAT(body_of(get("/archive/" + meeting())), HasSubstr("href=\"" + path + "?lang=sv\""));
}

TEST_F(PublishedFiles, given_a_box_that_has_no_file_then_it_is_missing_like_any_other_page) {
  publish("public");
  std::string const folder = "/archive/" + meeting() + "/box/";
  for (std::string const& name :
       {std::to_string(second) + ".pb", std::to_string(voided) + ".pb", std::string("999.pb"),
        std::string("0.pb"), "0" + std::to_string(dots) + ".pb", std::string(".pb"),
        std::string("-1.pb"), std::string("99999999999.pb"), std::to_string(voided),
        std::string("999"), std::to_string(dots) + ".json", std::to_string(dots) + ".pb.pb"}) {
    EXPECT_EQ(status(folder + name), 404) << name;
  }
}

}  // namespace
}  // namespace torg::archive
