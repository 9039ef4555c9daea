#include "domain/view_ledger.hpp"

#include <gtest/gtest.h>

#include "domain/sample_meeting.hpp"
#include "domain/view.hpp"

namespace torg::domain {
namespace {

using protocol::LedgerLineKind;

protocol::FundRule fund_rule(protocol::Kronor pot) {
  protocol::FundRule rule;
  rule.pot = pot;
  return rule;
}

// Free are 550 + 25 - 75 = 500 kronor; a fund of 450 and a split of 100 draw on them.
struct LedgerMeeting : ::testing::Test {
  SampleMeeting sample;
  ItemId money = 0;
  ItemId fund = 0;
  ItemId split = 0;

  LedgerMeeting() {
    money = sample.item(protocol::ItemKind::info, "Pengarna").id;
    add_ledger(money, {{LedgerLineKind::operations, 9'000},
                       {LedgerLineKind::development, 550},
                       {LedgerLineKind::left_over, 25},
                       {LedgerLineKind::committed, 75}});
    fund = sample.item(protocol::ItemKind::fund, "Förslagen").id;
    sample.meeting.find_item(fund)->definition.rule = fund_rule(450);
    sample.meeting.find_item(fund)->definition.left_goes_to = sample.title("Nästa år");
    split = sample.item(protocol::ItemKind::split, "Verksamheten").id;
    protocol::SplitRule rule;
    rule.pot = 100;
    sample.meeting.find_item(split)->definition.rule = rule;
  }

  void add_ledger(ItemId item,
                  std::vector<std::pair<LedgerLineKind, protocol::Kronor>> const& lines) {
    protocol::StoredLedger& ledger = sample.meeting.find_item(item)->definition.ledger.emplace();
    for (auto const& [kind, amount] : lines) {
      ledger.lines.push_back({kind, sample.title("Rad"), amount});
    }
  }

  protocol::LedgerSection ledger() const {
    return ledger_section(sample.meeting, sample.texts).value();
  }

  // Of 450 kronor 400 went, 150 of them to one of two that the lot decided between.
  BoxId shown_fund() {
    BoxId const box = sample.box(fund, fund_rule(450), {1, 2, 3}).id();
    protocol::FundResult result;
    result.pot = 450;
    result.spent = 400;
    result.rows.resize(3);
    for (std::size_t place = 0; place < 3; ++place) {
      result.rows[place].option = static_cast<protocol::OptionNumber>(place + 1);
      result.rows[place].cost = place == 0 ? 250 : 150;
    }
    result.rows[0].funded = protocol::FundedBy::rule;
    result.rows[1].funded = protocol::FundedBy::rule;
    result.ties = {{{2, 3}, true, true}};
    sample.seal(box, result, true);
    return box;
  }
};

TEST_F(LedgerMeeting, given_lines_then_what_is_free_is_development_and_left_over_less_committed) {
  EXPECT_EQ(ledger().lines.size(), 4u);
  EXPECT_EQ(ledger().lines[0].kind, LedgerLineKind::operations);
  EXPECT_EQ(ledger().lines[0].amount, 9'000);
  EXPECT_EQ(ledger().free, 500);
}

TEST_F(LedgerMeeting, given_pots_beyond_what_is_free_then_it_is_told_by_how_much) {
  EXPECT_EQ(ledger().beyond, 50);
  sample.meeting.find_item(split)->state = protocol::ItemState::skipped;
  EXPECT_FALSE(ledger().beyond);
  EXPECT_EQ(ledger().pots.size(), 1u);
}

TEST_F(LedgerMeeting, given_more_is_committed_than_there_is_then_nothing_is_free) {
  add_ledger(money, {{LedgerLineKind::development, 100}, {LedgerLineKind::committed, 300}});
  EXPECT_EQ(ledger().free, 0);
}

TEST_F(LedgerMeeting, given_a_vote_then_its_pot_is_there_and_what_was_spent_once_it_is_shown) {
  EXPECT_EQ(ledger().pots[0].item, fund);
  EXPECT_EQ(ledger().pots[0].pot, 450);
  EXPECT_FALSE(ledger().pots[0].spent);
  EXPECT_EQ(ledger().pots[0].left_goes_to, (protocol::Title{{"sv", "Nästa år"}}));
  BoxId const box = shown_fund();
  EXPECT_EQ(ledger().pots[0].spent, 400);
  sample.meeting.boxes.at(box).state = protocol::BoxState::sealed;
  EXPECT_FALSE(ledger().pots[0].spent);
}

TEST_F(LedgerMeeting, given_a_split_is_shown_then_all_its_amounts_are_spent) {
  BoxId const box = sample.box(split, *sample.meeting.find_item(split)->definition.rule, {1}).id();
  protocol::SplitResult result;
  result.rows.resize(2);
  result.rows[0].amount = 60;
  result.rows[1].amount = 40;
  sample.seal(box, result, true);
  EXPECT_EQ(ledger().pots[1].spent, 100);
}

TEST_F(LedgerMeeting, given_a_run_off_then_no_krona_stands_in_two_pots) {
  BoxId const box = shown_fund();
  ItemId const run_off = sample.item(protocol::ItemKind::fund, "Omgång två").id;
  sample.meeting.find_item(run_off)->definition.rule = fund_rule(200);
  sample.meeting.boxes.at(box).settled =
      protocol::TieSettled{0, box, protocol::TieSettling::run_off, {}, run_off};
  ASSERT_EQ(ledger().pots.size(), 3u);
  EXPECT_EQ(ledger().pots[0].pot, 250);
  EXPECT_EQ(ledger().pots[0].spent, 250);
  EXPECT_EQ(ledger().pots[2].pot, 200);
  EXPECT_EQ(ledger().beyond, 50);
  // A run-off that is not held leaves the result as it was.
  sample.meeting.find_item(run_off)->state = protocol::ItemState::skipped;
  EXPECT_EQ(ledger().pots[0].pot, 450);
  EXPECT_EQ(ledger().pots[0].spent, 400);
}

TEST_F(LedgerMeeting, given_no_ledger_on_the_agenda_then_there_is_no_section) {
  sample.meeting.find_item(money)->state = protocol::ItemState::deferred;
  EXPECT_FALSE(ledger_section(sample.meeting, sample.texts));
}

TEST_F(LedgerMeeting, given_any_phase_but_the_draft_then_everyone_sees_it) {
  auto const sees = [&](auto const& view) {
    return view(sample.meeting, sample.texts, sample.facts).contains("ledger");
  };
  for (auto const phase : {protocol::MeetingPhase::open, protocol::MeetingPhase::live,
                           protocol::MeetingPhase::closed}) {
    sample.meeting.phase = phase;
    EXPECT_TRUE(sees(participant_view));
    EXPECT_TRUE(sees(screen_view));
    EXPECT_TRUE(sees(facilitator_view));
  }
  sample.meeting.phase = protocol::MeetingPhase::draft;
  EXPECT_FALSE(sees(participant_view));
  EXPECT_FALSE(sees(screen_view));
  EXPECT_TRUE(sees(facilitator_view));
}

}  // namespace
}  // namespace torg::domain
