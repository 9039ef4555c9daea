#include "archive/export_pb.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "archive/pb/reader.hpp"
#include "archive/told_meeting.hpp"

namespace torg::archive {
namespace {

using protocol::FundMethod;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

domain::Box const& newest(ToldMeeting const& told) {
  return told.record.meeting.boxes.rbegin()->second;
}

PbFile file_of(ToldMeeting const& told) {
  auto const reading = read_pb(to_pb(told.record, newest(told), "sv"));
  EXPECT_TRUE(reading.file);
  EXPECT_THAT(reading.warnings, IsEmpty());
  return reading.file.value_or(PbFile());
}

std::string meta_of(PbFile const& file, std::string const& key) {
  for (auto const& entry : file.meta) {
    if (entry.key == key) return entry.value;
  }
  return {};
}

std::vector<std::string> voters_of(PbFile const& file) {
  std::vector<std::string> out;
  for (auto const& vote : file.votes) out.push_back(vote.voter);
  return out;
}

ToldMeeting approvals() {
  ToldMeeting told;
  told.item(protocol::ItemKind::fund, "Påsen; \"nu\"");
  auto rule = fund_rule(100, FundMethod::equal_shares);
  rule.completion = protocol::FundCompletion::add1;
  rule.utilitarian = true;
  rule.max_choices = 2;
  told.box(rule, {{" Bänk;\n\"röd\" ", 60, ""}, {"Gunga", 30, ""}, {"Båt", 90, ""}}).opened.lot = {
      1, 2, 3};
  return told;
}

TEST(ExportPb, given_approvals_then_the_file_says_the_same_and_leaves_out_who_chose_nothing) {
  auto told = approvals();
  told.cast(approving({1, 2}));
  told.cast(approving({}));
  told.cast(protocol::AbstainBallot{});
  told.cast(approving({3}));
  told.seal();
  auto const file = file_of(told);
  EXPECT_EQ(file.vote_type, PbVoteType::approval);
  EXPECT_EQ(file.budget, 100);
  EXPECT_EQ(file.limits.max_length, 2);
  EXPECT_EQ(meta_of(file, "description"), "Påsen; \"nu\"");
  EXPECT_EQ(meta_of(file, "rule"),
            "fund-equal-shares version 1, satisfaction cost, completion add1+utilitarian");
  EXPECT_THAT(voters_of(file), ElementsAre("1", "4")) << "numbered in the order of the keys";
  EXPECT_THAT(file.votes[0].marks, ElementsAre(PbMark{0, 1}, PbMark{1, 1}));
  EXPECT_THAT(file.votes[1].marks, ElementsAre(PbMark{2, 1}));
  ASSERT_EQ(file.projects.size(), 3u);
  EXPECT_EQ(file.projects[0].id, "1");
  EXPECT_EQ(file.projects[0].cost, 60);
  EXPECT_EQ(file.projects[0].name, "Bänk; \"röd\"");
  ASSERT_THAT(file.project_columns, ElementsAre("selected"));
  auto const& result = std::get<protocol::FundResult>(newest(told).sealed->result);
  for (std::size_t i = 0; i < file.projects.size(); ++i) {
    EXPECT_EQ(file.projects[i].others[0], result.rows[i].funded ? "1" : "0") << i;
  }
}

TEST(ExportPb, given_points_and_rankings_then_they_keep_their_figures_and_their_order) {
  ToldMeeting points;
  points.item(protocol::ItemKind::fund, "Påsen");
  auto rule = fund_rule(100, FundMethod::greedy);
  rule.form = protocol::FundForm::points;
  rule.points = 10;
  rule.max_per_option = 7;
  points.box(rule, {{"Bänk", 60, ""}, {"Gunga", 30, ""}}).opened.lot = {1, 2};
  points.cast(marking({{1, 3}, {2, 7}}));
  points.seal();
  auto const cumulative = file_of(points);
  EXPECT_EQ(cumulative.vote_type, PbVoteType::cumulative);
  EXPECT_EQ(cumulative.limits.max_sum_points, 10);
  EXPECT_EQ(cumulative.limits.max_points, 7);
  EXPECT_THAT(cumulative.votes[0].marks, ElementsAre(PbMark{0, 3}, PbMark{1, 7}));

  ToldMeeting ranks;
  ranks.item(protocol::ItemKind::fund, "Påsen");
  rule = fund_rule(100, FundMethod::greedy);
  rule.form = protocol::FundForm::rank;
  ranks.box(rule, {{"A", 60, ""}, {"B", 30, ""}, {"C", 20, ""}}).opened.lot = {1, 2, 3};
  ranks.cast(protocol::RankingBallot{{3, 1}});
  ranks.seal();
  auto const ordinal = file_of(ranks);
  EXPECT_EQ(ordinal.vote_type, PbVoteType::ordinal);
  EXPECT_THAT(ordinal.votes[0].marks, ElementsAre(PbMark{2, 1}, PbMark{0, 1}));
  auto const& rows = std::get<protocol::FundResult>(newest(ranks).sealed->result).rows;
  EXPECT_THAT(pb_scores(ordinal), ElementsAre(rows[0].score, rows[1].score, rows[2].score))
      << "a reader counts the same rank points";
}

TEST(ExportPb, given_dots_then_they_are_points_with_costs_if_all_have_one) {
  for (bool const priced : {true, false}) {
    ToldMeeting told;
    told.item(protocol::ItemKind::dots, "Prickar");
    protocol::DotsRule rule;
    rule.dots = 3;
    rule.max_per_option = 2;
    rule.top = 1;
    auto const cost = [&](std::int64_t kronor) {
      return priced ? std::optional(kronor) : std::nullopt;
    };
    told.box(rule, {{"Bänk", 500, ""}, {"Gunga", cost(300), ""}});
    told.cast(marking({{1, 1}, {2, 2}}));
    told.seal();
    auto const file = file_of(told);
    EXPECT_EQ(file.vote_type, PbVoteType::cumulative);
    EXPECT_EQ(file.budget, priced ? 800 : 1);
    EXPECT_EQ(file.projects[0].cost, priced ? 500 : 1);
    EXPECT_EQ(file.projects[0].others[0], "0");
    EXPECT_EQ(file.projects[1].others[0], "1");
    EXPECT_THAT(file.votes[0].marks, ElementsAre(PbMark{0, 1}, PbMark{1, 2}));
  }
}

void cast_groups(ToldMeeting& told, int of_viala) {
  for (int i = 0; i < 6; ++i) told.cast(approving({1}), "vingaker");
  for (int i = 0; i < 5; ++i) told.cast(approving({2}), "hogsjo");
  for (int i = 0; i < of_viala; ++i) told.cast(approving({3}), "viala");
}

TEST(ExportPb, given_groups_then_only_those_that_the_result_shows_stand_beside_a_ballot) {
  auto told = approvals();
  cast_groups(told, 6);
  for (int i = 0; i < 2; ++i) told.cast(approving({3}), "laappe");
  told.seal();
  auto const file = file_of(told);
  ASSERT_THAT(file.vote_columns, ElementsAre("group"));
  EXPECT_EQ(file.votes[0].others[0], "vingaker");
  EXPECT_EQ(file.votes.back().others[0], "");
  EXPECT_THAT(to_pb(told.record, newest(told), "sv"), Not(HasSubstr("laappe")));
}

TEST(ExportPb, given_weighted_groups_too_small_to_be_told_then_there_is_no_file_unless_all_agreed) {
  for (bool const visible : {false, true}) {
    auto told = approvals();
    std::get<protocol::FundRule>(told.record.meeting.boxes.at(1).opened.rule).weights =
        protocol::GroupWeights{{{"vingaker", 1}, {"hogsjo", 1}, {"viala", 1}}, 1, visible};
    cast_groups(told, 2);
    told.seal();
    EXPECT_EQ(can_write_pb(told.record, newest(told)), visible);
    if (!visible) continue;
    EXPECT_EQ(file_of(told).votes.back().others[0], "viala");
  }
}

TEST(ExportPb, given_a_void_or_uncounted_box_or_another_kind_of_vote_then_there_is_no_file) {
  auto told = approvals();
  EXPECT_FALSE(can_write_pb(told.record, newest(told)));
  told.cast(approving({1}));
  told.seal();
  EXPECT_TRUE(can_write_pb(told.record, newest(told)));
  told.record.meeting.boxes.at(1).voided = protocol::BallotVoided();
  EXPECT_FALSE(can_write_pb(told.record, newest(told)));

  ToldMeeting poll;
  poll.item(protocol::ItemKind::poll, "Fråga");
  poll.box(protocol::PollRule{}, {{"Ja", {}, ""}, {"Nej", {}, ""}});
  poll.cast(approving({1}));
  poll.seal();
  EXPECT_FALSE(can_write_pb(poll.record, newest(poll)));
}

}  // namespace
}  // namespace torg::archive
