#include "archive/pb/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace torg::archive {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char meta[] = "META\nkey;value\nbudget;100\nvote_type;approval\n";
constexpr char projects[] = "PROJECTS\nproject_id;cost\na;60\nb;40\n";
constexpr char votes[] = "VOTES\nvoter_id;vote\nv1;a,b\nv2;b\nv3;\n";

std::string const small = std::string(meta) + projects + votes;

std::string text_of(PbFinding const& finding) {
  std::string out = std::to_string(finding.line) + " " + std::string(name_of(finding.code));
  if (!finding.column.empty()) out += " " + finding.column;
  if (!finding.value.empty()) out += " '" + finding.value + "'";
  if (!finding.against.empty()) out += " / " + finding.against;
  return out;
}

std::vector<std::string> texts_of(std::vector<PbFinding> const& findings) {
  std::vector<std::string> out;
  for (auto const& finding : findings) out.push_back(text_of(finding));
  return out;
}

std::vector<std::string> errors_of(std::string_view text, PbReadLimits const& limits = {}) {
  auto const reading = read_pb(text, limits);
  EXPECT_NE(reading.file.has_value(), !reading.errors.empty());
  return texts_of(reading.errors);
}

PbFile file_of(std::string_view text) {
  auto reading = read_pb(text);
  EXPECT_THAT(texts_of(reading.errors), IsEmpty()) << text;
  return reading.file ? *std::move(reading.file) : PbFile();
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

TEST(PbReader, given_a_small_election_then_all_of_it_is_found) {
  auto const reading = read_pb(small);
  ASSERT_TRUE(reading.file);
  EXPECT_THAT(reading.warnings, IsEmpty());
  auto const& file = *reading.file;
  EXPECT_EQ(file.budget, 100);
  EXPECT_EQ(file.amount_decimals, 0);
  EXPECT_EQ(file.vote_type, PbVoteType::approval);
  ASSERT_EQ(file.projects.size(), 2u);
  EXPECT_EQ(file.projects[1].id, "b");
  EXPECT_EQ(file.projects[1].cost, 40);
  ASSERT_EQ(file.votes.size(), 3u);
  EXPECT_EQ(file.votes[0].voter, "v1");
  EXPECT_THAT(file.votes[0].marks, ElementsAre(PbMark{0, 1}, PbMark{1, 1}));
  EXPECT_THAT(file.votes[2].marks, IsEmpty());
}

TEST(PbReader, given_other_line_ends_a_mark_space_or_blank_lines_then_the_same_is_found) {
  auto const plain = file_of(small);
  for (auto const& text : {replaced(small, "\n", "\r\n"),
                           replaced(small, "\n", "\r"),
                           "\xEF\xBB\xBF" + small,
                           small + "\n\n",
                           small + ";;\n",
                           small.substr(0, small.size() - 1),
                           replaced(small, "\n", "\n\n"),
                           replaced(small, "\n", "\r\n\r\n"),
                           replaced(small, ";", " ;\t"),
                           replaced(small, ",", " , "),
                           replaced(small, "\n", ";;;\n"),
                           replaced(small, "META", " meta "),
                           replaced(small, "VOTES", "Votes"),
                           replaced(small, "PROJECTS", "\"Projects\""),
                           replaced(small, "project_id", "Project_ID"),
                           replaced(small, "approval", "Approval"),
                           replaced(small, "budget", "BUDGET"),
                           replaced(small, "v1;a,b", "\"v1\";\"a,b\""),
                           replaced(small, "a,b", "a,b,"),
                           replaced(small, "v3;", "v3"),
                           replaced(small, "100", "100.00"),
                           replaced(small, "100", "100,0")}) {
    EXPECT_EQ(file_of(text), plain) << text;
  }
}

TEST(PbReader, given_columns_in_another_order_and_more_of_them_then_all_is_found) {
  auto const file = file_of(
      "META\nvalue;key\n100;budget\nordinal;vote_type\nVingåker;unit\n"
      "PROJECTS\ncategory;name;cost;project_id\npark;\"Bänk; röd, "
      "\"\"stor\"\"\";60;a\n;Lampa;40;b\n"
      "VOTES\nage;vote;sex;voter_id\n41;b,a;F;v1\n;;;v2\n");
  EXPECT_THAT(file.meta, ElementsAre(PbMetaEntry{"unit", "Vingåker"}));
  EXPECT_THAT(file.project_columns, ElementsAre("category"));
  EXPECT_EQ(file.projects[0], (PbProject{"a", 60, "Bänk; röd, \"stor\"", {"park"}}));
  EXPECT_EQ(file.projects[1], (PbProject{"b", 40, "Lampa", {""}}));
  EXPECT_THAT(file.vote_columns, ElementsAre("age", "sex"));
  EXPECT_EQ(file.votes[0], (PbVote{"v1", {{1, 1}, {0, 1}}, {"41", "F"}}));
  EXPECT_EQ(file.votes[1], (PbVote{"v2", {}, {"", ""}}));
}

TEST(PbReader, given_quotes_then_separators_line_ends_and_doubled_quotes_are_text) {
  auto const named = [](std::string const& cell) {
    auto text = replaced(small, "project_id;cost\n", "project_id;cost;name\n");
    return file_of(replaced(text, "a;60\n", "a;60;" + cell + "\n")).projects[0].name;
  };
  EXPECT_EQ(named("\"x;y\""), "x;y");
  EXPECT_EQ(named("\"x\ny\""), "x\ny");
  EXPECT_EQ(named("\"x\"\"y\""), "x\"y");
  EXPECT_EQ(named("\"\"\"x\"\"\""), "\"x\"");
  EXPECT_EQ(named("pitch \"Orlik\" and more"), "pitch \"Orlik\" and more");
  EXPECT_EQ(named("\"Orlik\" pitch"), "Orlik pitch");
  EXPECT_EQ(named("\"\""), "");
}

TEST(PbReader, given_a_line_end_in_quotes_then_later_lines_are_counted_with_it) {
  auto const text = replaced(replaced(small, "project_id;cost", "project_id;cost;name"), "a;60",
                             "a;60;\"x\r\ny\"");
  EXPECT_THAT(errors_of(replaced(text, "v2;b", "v2;c")),
              ElementsAre("13 unknown_project vote 'c'"));
}

TEST(PbReader, given_decimals_then_all_amounts_are_scaled_alike_and_exactly) {
  auto const file = file_of(replaced(replaced(small, "100\n", "1000.50\n"), "a;60", "a;333.333"));
  EXPECT_EQ(file.amount_decimals, 3);
  EXPECT_EQ(file.budget, 1'000'500);
  EXPECT_EQ(file.projects[0].cost, 333'333);
  EXPECT_EQ(file.projects[1].cost, 40'000);
}

std::string with_points(std::string const& type, std::string const& rows,
                        std::string const& limits = "") {
  return replaced(meta, "approval", type) + limits + projects + "VOTES\nvoter_id;vote;points\n" +
         rows;
}

TEST(PbReader, given_points_then_each_project_has_its_own_scaled_alike) {
  for (auto const* type : {"cumulative", "scoring"}) {
    auto const file = file_of(with_points(type, "v1;b,a;3,2.5\nv2;;\nv3;a;0\n"));
    EXPECT_EQ(file.points_decimals, 1);
    EXPECT_THAT(file.votes[0].marks, ElementsAre(PbMark{1, 30}, PbMark{0, 25}));
    EXPECT_THAT(file.votes[1].marks, IsEmpty());
    EXPECT_THAT(file.votes[2].marks, ElementsAre(PbMark{0, 0}));
    EXPECT_THAT(pb_scores(file), ElementsAre(25, 30));
    EXPECT_THAT(pb_support(file), ElementsAre(2, 1));
  }
}

TEST(PbReader, given_a_ranking_then_places_are_scored_from_the_longest_allowed) {
  auto const ranked = replaced(small, "approval", "ordinal");
  EXPECT_THAT(pb_scores(file_of(ranked)), ElementsAre(2, 3));
  auto const longer = file_of(replaced(ranked, "PROJECTS", "max_length;3\nPROJECTS"));
  EXPECT_THAT(pb_scores(longer), ElementsAre(3, 5));
}

TEST(PbReader, given_a_column_of_points_without_meaning_then_it_is_kept_as_any_other) {
  auto const file = file_of(
      replaced(replaced(small, "voter_id;vote", "voter_id;vote;points"), "v2;b", "v2;b;many"));
  EXPECT_THAT(file.vote_columns, ElementsAre("points"));
  EXPECT_THAT(file.votes[1].others, ElementsAre("many"));
  EXPECT_THAT(file.votes[1].marks, ElementsAre(PbMark{1, 1}));
}

TEST(PbReader, given_a_file_that_cannot_be_counted_then_line_column_and_reason_are_told) {
  struct Case {
    char const* from;
    char const* to;
    std::vector<std::string> told;
  };
  for (auto const& [from, to, told] : std::vector<Case>{
           {"budget;100\n", "", {"1 missing_key budget"}},
           {"vote_type;approval\n", "", {"1 missing_key vote_type"}},
           {"budget;100", "budget;", {"3 empty_cell budget"}},
           {"budget;100", "budget;lots", {"3 not_a_number budget 'lots'"}},
           {"budget;100", "budget;1e5", {"3 scientific_number budget '1e5'"}},
           {"budget;100", "budget;-5", {"3 negative_number budget '-5'"}},
           {"budget;100", "budget;1,000", {"3 ambiguous_comma budget '1,000'"}},
           {"budget;100", "budget;1\nBudget;2", {"4 key_twice budget '2'"}},
           {"approval", "show of hands", {"4 unknown_vote_type vote_type 'show of hands'"}},
           {"vote_type;approval", "vote_type;", {"4 empty_cell vote_type"}},
           {"vote_type;", "max_length;2.5\nvote_type;", {"4 not_whole max_length '2.5'"}},
           {"budget;100", ";5\nbudget;100", {"3 empty_cell key '5'"}},
           {"budget;100", "Votes;5\nbudget;100", {"3 reserved_id key 'Votes'"}},
           {"META\n", "hello\nMETA\n", {"1 text_before_sections 'hello'"}},
           {"META\nkey;value\nbudget;100\nvote_type;approval\n", "", {"0 missing_section META"}},
           {projects, "", {"0 missing_section PROJECTS"}},
           {votes, "", {"0 missing_section VOTES"}},
           {"VOTES\n", "META\nkey;value\nVOTES\n", {"9 section_twice META"}},
           {"key;value",
            "key,value",
            {"2 missing_column key 'key,value'", "2 missing_column value 'key,value'"}},
           {"project_id;cost", "id;cost", {"6 missing_column project_id 'id'"}},
           {"project_id;cost", "project_id;price", {"6 missing_column cost 'project_id'"}},
           {"project_id;cost", "project_id;cost;Cost", {"6 column_twice cost"}},
           {"voter_id;vote", "voter_id;choice", {"10 missing_column vote 'voter_id'"}},
           {"\na;60\nb;40", "", {"5 no_projects PROJECTS"}},
           {"a;60", "a;", {"7 empty_cell cost 'a'"}},
           {"a;60", "a;-60", {"7 negative_number cost '-60'"}},
           {"a;60", "a;1000000000000001", {"7 number_too_large cost '1000000000000001'"}},
           {"a;60", ";60", {"7 empty_cell project_id", "11 unknown_project vote 'a'"}},
           {"a;60", "a;60;park", {"7 too_many_cells PROJECTS '3' / 2"}},
           {"b;40",
            "a;40",
            {"8 project_twice project_id 'a'", "11 unknown_project vote 'b'",
             "12 unknown_project vote 'b'"}},
           {"b;40", "b;40\nc,d;5", {"9 id_has_comma project_id 'c,d'"}},
           {"b;40", "b;40\nmeta;5", {"9 reserved_id project_id 'meta'"}},
           {"v1;a,b", "v1;a,c", {"11 unknown_project vote 'c'"}},
           {"v1;a,b", "v1;a,A", {"11 unknown_project vote 'A'"}},
           {"v1;a,b", "v1;a,a", {"11 project_twice_on_ballot vote 'a'"}},
           {"v1;a,b", "v1;a,,b", {"11 empty_entry vote 'a,,b'"}},
           {"v1;a,b", "v1;a;b", {"11 too_many_cells VOTES '3' / 2"}},
           {"v1;a,b", ";a,b", {"11 empty_cell voter_id"}},
           {"v2;b", "v1;b", {"12 voter_twice voter_id 'v1'"}},
           {"v2;b", "votes;b", {"12 reserved_id voter_id 'votes'"}},
           {"v2;b", "\"v2;b", {"12 unclosed_quote '\"v2;b?'"}},
           {"v2;b", "v\xE5;b", {"12 not_utf8 '?;b?v3;?'"}},
           {"v2;b", "v\x1B[2J;b", {"12 control_character '?[2J;b?v3;?'"}},
           {"v2;b", "v\xC2\x9B;b", {"12 control_character '?;b?v3;?'"}},
       }) {
    EXPECT_EQ(errors_of(replaced(small, from, to)), told) << from << " → " << to;
  }
}

TEST(PbReader, given_sections_in_another_order_then_it_is_told) {
  EXPECT_THAT(errors_of(std::string(projects) + meta + votes),
              ElementsAre("5 section_out_of_order META"));
  EXPECT_THAT(errors_of(std::string(meta) + votes + projects),
              ElementsAre("10 section_out_of_order PROJECTS"));
}

TEST(PbReader, given_no_text_at_all_then_all_sections_are_missing) {
  for (auto const* text : {"", "\n\n", "\xEF\xBB\xBF", ";;;\n"}) {
    EXPECT_THAT(errors_of(text), ElementsAre("0 missing_section META", "0 missing_section PROJECTS",
                                             "0 missing_section VOTES"));
  }
}

TEST(PbReader, given_sections_without_a_header_then_it_is_told_for_each) {
  EXPECT_THAT(errors_of("META\nPROJECTS\nVOTES\n"),
              ElementsAre("1 missing_column META", "2 missing_column PROJECTS"));
}

TEST(PbReader, given_points_that_do_not_fit_the_vote_then_it_is_told) {
  auto const told = [](std::string const& row) { return errors_of(with_points("scoring", row)); };
  EXPECT_THAT(told("v1;a,b;3\n"), ElementsAre("11 points_count_differs points '1' / 2"));
  EXPECT_THAT(told("v1;a;3,4\n"), ElementsAre("11 points_count_differs points '2' / 1"));
  EXPECT_THAT(told("v1;a\n"), ElementsAre("11 points_count_differs points '0' / 1"));
  EXPECT_THAT(told("v1;;3\n"), ElementsAre("11 points_count_differs points '1' / 0"));
  EXPECT_THAT(told("v1;a,b;3,,\n"), ElementsAre("11 empty_entry points '3,,'"));
  EXPECT_THAT(told("v1;a;-3\n"), ElementsAre("11 negative_number points '-3'"));
  EXPECT_THAT(told("v1;a,b;3,many\n"), ElementsAre("11 not_a_number points 'many'"));
  EXPECT_THAT(told("v1;a;2000000000\n"),
              ElementsAre("11 number_too_large points '2000000000' / 1000000000"));
  EXPECT_THAT(errors_of(replaced(small, "approval", "scoring")),
              ElementsAre("10 missing_column points 'voter_id'"));
}

TEST(PbReader, given_amounts_too_large_for_their_decimals_then_each_is_told) {
  auto const text = replaced(replaced(small, "b;40", "b;0.000000001"), "100", "999999999999");
  EXPECT_THAT(errors_of(text), ElementsAre("3 number_too_large budget '999999999999' / 1000000"));
}

TEST(PbReader, given_many_faults_then_all_are_told_at_once_in_the_order_of_lines) {
  auto text = replaced(small, "a;60", "a;sixty");
  text = replaced(text, "v1;a,b", "v1;a,x");
  text = replaced(text, "v3;", "v1;b;surplus");
  text = replaced(text, "budget;100", "budget;-1");
  EXPECT_THAT(errors_of(text),
              ElementsAre("3 negative_number budget '-1'", "7 not_a_number cost 'sixty'",
                          "11 unknown_project vote 'x'", "13 too_many_cells VOTES '3' / 2",
                          "13 voter_twice voter_id 'v1'"));
}

TEST(PbReader, given_more_faults_than_the_limit_then_reading_stops_and_says_so) {
  std::string text = small;
  for (int k = 0; k < 1'000; ++k) text += "w" + std::to_string(k) + ";nobody\n";
  PbReadLimits limits;
  limits.findings = 7;
  auto const reading = read_pb(text, limits);
  EXPECT_EQ(reading.errors.size(), 7u);
  EXPECT_TRUE(reading.more_errors);
  EXPECT_EQ(reading.errors.back().line, 20u);
  EXPECT_FALSE(read_pb(replaced(small, "v1;a", "v1;c")).more_errors);
}

TEST(PbReader, given_more_than_the_limits_allow_then_it_is_told_and_nothing_more_is_kept) {
  PbReadLimits limits;
  limits.file_bytes = small.size() - 1;
  EXPECT_THAT(errors_of(small, limits),
              ElementsAre("0 file_too_large / " + std::to_string(small.size() - 1)));
  limits = {};
  limits.projects = 1;
  EXPECT_THAT(errors_of(small, limits),
              ElementsAre("8 too_many_rows PROJECTS / 1", "11 unknown_project vote 'b'",
                          "12 unknown_project vote 'b'"));
  limits = {};
  limits.votes = 2;
  EXPECT_THAT(errors_of(small, limits), ElementsAre("13 too_many_rows VOTES / 2"));
  limits = {};
  limits.marks = 2;
  EXPECT_THAT(errors_of(small, limits), ElementsAre("12 too_many_rows vote / 2"));
  limits = {};
  limits.cell_bytes = 10;
  EXPECT_THAT(errors_of(replaced(small, "v1;", "a long voter id;"), limits),
              ElementsAre("11 cell_too_long 'a long voter id;a,b?'"));
  limits = {};
  limits.cells_per_row = 3;
  EXPECT_THAT(errors_of(replaced(small, "v1;a,b", "v1;a;b;;"), limits),
              ElementsAre("11 too_many_cells 'v1;a;b;;?'"));
}

TEST(PbReader, given_a_quoted_cell_of_as_many_bytes_as_may_be_when_read_then_it_is_taken) {
  PbReadLimits limits;
  limits.cell_bytes = 10;
  auto const with_voter = [](std::string const& voter) {
    return replaced(small, "v1;", voter + ";");
  };
  EXPECT_THAT(errors_of(with_voter("\"a;id;of;ten\""), limits),
              ElementsAre("11 cell_too_long '\"a;id;of;ten\";a,b?'"));
  EXPECT_THAT(errors_of(with_voter("\"an;id;of;t\""), limits), IsEmpty());
  EXPECT_THAT(errors_of(with_voter("\"an;id;of;\"\"\""), limits), IsEmpty());
}

TEST(PbReader, given_figures_that_do_not_agree_then_it_warns_and_counts_what_is_there) {
  struct Case {
    std::string text;
    std::vector<std::string> told;
  };
  auto const limited = [](char const* limit) {
    return replaced(small, "vote_type", std::string(limit) + "\nvote_type");
  };
  auto const points = "v1;a,b;3,2\nv2;b;1\n";
  for (auto const& [text, told] : std::vector<Case>{
           {limited("num_projects;3"), {"4 project_number_differs num_projects '3' / 2"}},
           {limited("num_votes;2"), {"4 vote_number_differs num_votes '2' / 3"}},
           {limited("num_votes;3\nnum_projects;2\nmax_length;None"), {}},
           {limited("min_length;2"), {"13 ballot_too_short vote '1' / 2"}},
           {limited("max_length;1"), {"12 ballot_too_long vote '2' / 1"}},
           {limited("max_sum_cost;99.5"), {"12 too_costly vote '100' / 99.5"}},
           {limited("max_sum_cost;100\nmax_sum_points;0\nmax_points;0"), {}},
           {replaced(small, "approval", "choose-1"), {"11 ballot_too_long vote '2' / 1"}},
           {replaced(small, "voter_id;vote\nv1;a,b\nv2;b\nv3;", "vote\na,b\nb\n"),
            {"10 no_voter_ids voter_id"}},
           {replaced(small, "budget;100", "budget;100;kr"), {"3 meta_cells_left_out budget '100'"}},
           {with_points("cumulative", points, "max_points;2\n"),
            {"12 too_many_points_on_one points '3' / 2"}},
           {with_points("cumulative", points, "max_sum_points;4.5\n"),
            {"12 too_many_points points '5' / 4.5"}},
           {with_points("cumulative", points, "max_sum_points;5\nmax_points;3\n"), {}},
       }) {
    auto const reading = read_pb(text);
    EXPECT_TRUE(reading.file) << text;
    EXPECT_EQ(texts_of(reading.warnings), told) << text;
  }
}

TEST(PbReader, given_official_counts_then_those_that_the_ballots_do_not_give_are_told) {
  auto const text = replaced(
      replaced(replaced(small, "project_id;cost", "project_id;cost;votes"), "a;60", "a;60;1"),
      "b;40", "b;40;3");
  auto const reading = read_pb(text);
  EXPECT_THAT(texts_of(reading.warnings), ElementsAre("8 official_votes_differ votes '3' / 2"));
  auto const scored = replaced(
      replaced(with_points("scoring", "v1;a,b;3,2\n"), "project_id;cost", "project_id;cost;score"),
      "a;60", "a;60;4");
  EXPECT_THAT(texts_of(read_pb(scored).warnings),
              ElementsAre("7 official_score_differs score '4' / 3"));
}

TEST(PbReader, given_more_warnings_than_the_limit_then_the_others_are_counted) {
  std::string text = replaced(small, "vote_type", "max_length;1\nvote_type");
  for (int k = 0; k < 30; ++k) text += "w" + std::to_string(k) + ";a,b\n";
  PbReadLimits limits;
  limits.findings = 10;
  auto const reading = read_pb(text, limits);
  ASSERT_TRUE(reading.file);
  EXPECT_EQ(reading.file->votes.size(), 33u);
  EXPECT_EQ(reading.warnings.size(), 10u);
  EXPECT_EQ(reading.warnings_left_out, 21u);
}

}  // namespace
}  // namespace torg::archive
