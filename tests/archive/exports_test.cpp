#include "archive/exports.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "archive/told_meeting.hpp"
#include "store/key_ring.hpp"
#include "support/memory_store.hpp"
#include "support/temp_folder.hpp"

namespace torg::archive {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

Json json_of(ToldMeeting const& told) {
  test::TempFolder const folder{test::TempFolder::Place::memory};
  test::MemoryStore store;
  auto const keys = store::KeyRing::open(folder / "keys", store);
  EXPECT_TRUE(keys);
  return Json::parse(to_json(told.record, *keys));
}

ToldMeeting fund_meeting(std::optional<protocol::GroupWeights> weights, int of_viala) {
  ToldMeeting told;
  auto& item = told.item(protocol::ItemKind::fund, "Påsen");
  item.definition.left_goes_to = told.text("nästa möte", "the next meeting");
  item.lot_by_hand = true;
  auto rule = fund_rule(100, protocol::FundMethod::equal_shares);
  rule.completion = protocol::FundCompletion::add1;
  rule.utilitarian = true;
  rule.weights = std::move(weights);
  auto& box = told.box(rule, {{"=Bänk", 60, "Högsjö"}, {"Gunga", 50, ""}});
  box.opened.lot = {2, 1};
  box.opened.left_goes_to = item.definition.left_goes_to;
  for (int i = 0; i < 6; ++i) told.cast(approving({1}), "vingaker");
  for (int i = 0; i < 5; ++i) told.cast(approving({2}), "hogsjo");
  for (int i = 0; i < of_viala; ++i) told.cast(approving({2}), "viala");
  told.seal();
  return told;
}

protocol::GroupWeights weights(bool visible) {
  return {{{"vingaker", 1}, {"hogsjo", 2}, {"viala", 3}}, 1, visible};
}

std::map<std::string, int> classes_in(Json const& box) {
  std::map<std::string, int> out;
  for (auto const& row : box.at("ballots")) {
    EXPECT_EQ(row.contains("class"), row.contains("class_salt"));
    if (row.contains("class")) ++out[row.at("class")];
  }
  return out;
}

TEST(ExportJson, given_a_fund_vote_then_lot_rule_comparison_and_where_the_rest_goes_are_in_it) {
  auto told = fund_meeting(std::nullopt, 0);
  protocol::TieSettled settled;
  settled.how = protocol::TieSettling::all;
  settled.selected = {1, 2};
  told.record.meeting.boxes.at(1).settled = settled;
  auto const json = json_of(told);
  auto const box = json.at("boxes").at(0);
  EXPECT_EQ(box.at("lot"), Json({2, 1}));
  EXPECT_EQ(box.at("left_goes_to").at("en"), "the next meeting");
  EXPECT_EQ(box.at("rule").at("method"), "equal_shares");
  EXPECT_EQ(box.at("result").at("kind"), "fund");
  EXPECT_EQ(box.at("settlement"), Json({{"how", "all"}, {"selected", {1, 2}}}));
  EXPECT_EQ(box.at("comparison").at("outcomes").at(0).at("chosen"), true);
  EXPECT_EQ(box.at("public_recount"), true);
  auto const item = json.at("agenda").at(0);
  EXPECT_EQ(item.at("left_goes_to").at("sv"), "nästa möte");
  EXPECT_EQ(item.at("lot_by_hand"), true);
  EXPECT_FALSE(json.contains("ledger"));
}

TEST(ExportJson, given_a_ledger_then_it_is_in_it_with_the_pots_that_draw_on_it) {
  auto told = fund_meeting(std::nullopt, 0);
  told.record.meeting.items[0].definition.rule = told.record.meeting.boxes.at(1).opened.rule;
  auto& info = told.item(protocol::ItemKind::info, "Pengarna");
  info.definition.ledger =
      protocol::StoredLedger{{{protocol::LedgerLineKind::development, told.text("Bygdepeng"), 70}}};
  auto const ledger = json_of(told).at("ledger");
  EXPECT_EQ(ledger.at("free"), 70);
  EXPECT_EQ(ledger.at("pots").at(0).at("pot"), 100);
  EXPECT_EQ(ledger.at("beyond"), 30);
}

TEST(ExportJson, given_groups_without_weights_then_classes_are_those_that_the_result_shows) {
  auto const box = json_of(fund_meeting(std::nullopt, 0)).at("boxes").at(0);
  EXPECT_EQ(classes_in(box), (std::map<std::string, int>{{"hogsjo", 5}, {"vingaker", 6}}));
}

TEST(ExportJson, given_weighted_groups_all_large_enough_then_anyone_can_recount_with_the_classes) {
  auto const box = json_of(fund_meeting(weights(false), 5)).at("boxes").at(0);
  EXPECT_EQ(box.at("public_recount"), true);
  EXPECT_EQ(classes_in(box).at("viala"), 5);
  EXPECT_EQ(box.at("rule").at("weights").at("groups").size(), 3u);
}

TEST(ExportJson, given_a_weighted_group_too_small_then_only_totals_and_digest_and_who_may_recount) {
  auto const told = fund_meeting(weights(false), 2);
  auto const box = json_of(told).at("boxes").at(0);
  EXPECT_EQ(box.at("public_recount"), false);
  EXPECT_EQ(box.at("recount_by"), "tellers");
  EXPECT_FALSE(box.contains("ballots"));
  EXPECT_TRUE(box.contains("digest"));
  EXPECT_TRUE(box.contains("result"));
}

TEST(ExportJson, given_ballots_that_agreed_to_show_their_group_then_every_class_is_told) {
  auto const box = json_of(fund_meeting(weights(true), 2)).at("boxes").at(0);
  EXPECT_EQ(box.at("public_recount"), true);
  EXPECT_EQ(classes_in(box).at("viala"), 2);
}

TEST(ExportCsv, given_a_fund_vote_then_a_project_has_what_it_got_and_no_cell_is_run) {
  auto const told = fund_meeting(std::nullopt, 0);
  for (auto const& [language, separator] : {std::pair{"sv", ";"}, std::pair{"en", ","}}) {
    auto const csv = to_csv(told.record, Catalogue(language));
    std::string const s = std::string("\"") + separator + "\"";
    EXPECT_THAT(csv, HasSubstr("\"1" + s + "'=Bänk" + s + "60" + s + "6" + s + "1\""));
    EXPECT_THAT(csv, HasSubstr("\"2" + s + "Gunga" + s + "0" + s + "5" + s + "\""));
  }
}

}  // namespace
}  // namespace torg::archive
