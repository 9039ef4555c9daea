#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "archive/pages.hpp"
#include "archive/told_meeting.hpp"

namespace torg::archive {
namespace {

using protocol::LedgerLineKind;
using testing::HasSubstr;
using testing::Not;

ToldMeeting meeting(std::int64_t committed) {
  ToldMeeting told;
  auto& info = told.item(protocol::ItemKind::info, "Pengarna");
  protocol::StoredLedger ledger;
  ledger.lines = {{LedgerLineKind::operations, told.text("Snöröjning"), 700'000},
                  {LedgerLineKind::development, told.text("Bygdepeng"), 500'000},
                  {LedgerLineKind::left_over, told.text("Från våren"), 100'000},
                  {LedgerLineKind::committed, told.text("Bryggan <i>"), committed}};
  info.definition.ledger = ledger;
  auto& fund = told.item(protocol::ItemKind::fund, "Påsen");
  auto const rule = fund_rule(450'000, protocol::FundMethod::greedy);
  fund.definition.rule = rule;
  fund.definition.left_goes_to = told.text("nästa möte");
  told.box(rule, {{"Bänk", 400'000, ""}}).opened.lot = {1};
  told.cast(approving({1}));
  told.seal();
  return told;
}

std::string page_of(ToldMeeting const& told, char const* language) {
  return meeting_page(told.record, "/archive/k3v9x0a7qd", {}, Catalogue(language));
}

TEST(LedgerPage, given_a_ledger_then_lines_what_is_free_and_the_pots_stand_with_the_item) {
  auto const page = page_of(meeting(150'000), "en");
  EXPECT_THAT(
      page, HasSubstr("Of SEK\u00A0600,000 for development, SEK\u00A0150,000 is already committed. "
                      "SEK\u00A0450,000 is free to decide on."));
  EXPECT_THAT(page, HasSubstr("Snöröjning"));
  EXPECT_THAT(page, HasSubstr("Bryggan &lt;i&gt;"));
  EXPECT_THAT(page, HasSubstr("<a class=\"name\" href=\"#item-2\">Påsen</a>"));
  EXPECT_THAT(
      page, HasSubstr("SEK\u00A0400,000 is used. SEK\u00A050,000 is left and goes to: nästa möte"));
  EXPECT_THAT(page, Not(HasSubstr("Together the pots are")));
  for (auto const* language : {"sv", "en"}) {
    auto const view = page_of(meeting(150'000), language);
    EXPECT_THAT(view, Not(HasSubstr("archive.ledger")));
    EXPECT_THAT(view, Not(HasSubstr("style=")));
  }
}

TEST(LedgerPage, given_more_promised_than_there_is_then_nothing_is_free_and_the_pots_are_beyond) {
  auto const page = page_of(meeting(700'000), "en");
  EXPECT_THAT(page, HasSubstr("Nothing is free."));
  EXPECT_THAT(page, HasSubstr("Together the pots are SEK\u00A0450,000 more than what is free."));
}

}  // namespace
}  // namespace torg::archive
