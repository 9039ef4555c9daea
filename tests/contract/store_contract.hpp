#pragma once

// What every store must do, whatever it is made of. Include in one source file per executable and
// instantiate StoreContract with a factory of a StoreHouse:
//
//   INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, testing::Values(&make_sqlite_house));

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "store/journal_chain.hpp"
#include "store/store.hpp"
#include "support/store_house.hpp"

namespace torg::test {

using StoreHouseFactory = std::unique_ptr<StoreHouse> (*)();

class StoreContract : public testing::TestWithParam<StoreHouseFactory> {
 protected:
  void SetUp() override { house_ = GetParam()(); }

  store::Store& store() { return house_->store(); }
  void restart() { house_->restart(); }

  std::vector<UnitOutcome> append_all(const std::vector<store::Unit>& units) {
    auto outcomes = store().append(units);
    if (outcomes) return *outcomes;
    ADD_FAILURE() << outcomes.error().detail;
    return {};
  }

  /// One unit in a batch of its own.
  UnitOutcome append(store::Unit unit) {
    const auto outcomes = append_all({std::move(unit)});
    return outcomes.size() == 1 ? outcomes[0] : UnitOutcome::version_conflict;
  }

  static store::AppendEvents events(store::StreamName stream, std::uint64_t after,
                                    const std::vector<std::string>& payloads) {
    store::AppendEvents write{std::move(stream), after, {}, {}};
    for (const std::string& payload : payloads) write.events.push_back({"ItemStarted", payload});
    return write;
  }

  std::vector<std::string> payloads_of(const store::StreamName& stream) {
    std::vector<std::string> payloads;
    for (const auto& event : store().read_stream(stream, 0, 1000).value()) {
      payloads.push_back(event.payload);
    }
    return payloads;
  }

  store::BoxRecord box(std::uint32_t number = 1) {
    auto found = store().read_box("meeting/a", number).value();
    if (found) return *found;
    ADD_FAILURE() << "no box " << number;
    return {};
  }

  void given_an_open_box() {
    ASSERT_EQ(append({store::OpenBox{"meeting/a", 1, "the wrapped secret"}}),
              UnitOutcome::committed);
  }

  void given_a_stopped_box_with(const std::vector<store::CastBallot>& ballots) {
    given_an_open_box();
    for (const auto& ballot : ballots) ASSERT_EQ(append({ballot}), UnitOutcome::committed);
    ASSERT_EQ(append({store::StopBox{"meeting/a", 1}}), UnitOutcome::committed);
  }

  store::SealBox seal_of_what_stands() {
    store::SealBox seal{"meeting/a", 1, {}, R"({"winner":3})", digest_of(99)};
    for (const auto& row : box().standing) {
      if (row.withdrawn) continue;
      seal.ballots.push_back({row.voter_key, row.ballot_class, row.class_salt, row.ballot});
    }
    return seal;
  }

 private:
  std::unique_ptr<StoreHouse> house_;
};

using testing::ElementsAre;

// Journal

TEST_P(StoreContract, given_nothing_when_read_then_everything_is_empty) {
  EXPECT_TRUE(store().read_stream("forum", 0, 10).value().empty());
  EXPECT_EQ(store().stream_head("forum").value(),
            (store::StreamHead{0, store::chain_start("forum")}));
  EXPECT_TRUE(store().read_contents("forum").value().empty());
  EXPECT_TRUE(store().list_streams("").value().empty());
  EXPECT_FALSE(store().read_box("forum", 1).value().has_value());
  EXPECT_FALSE(store().find_ballot("forum", 1, digest_of(1)).value().has_value());
  EXPECT_TRUE(store().boxes_of("forum").value().empty());
  EXPECT_FALSE(store().find_credential(digest_of(1)).value().has_value());
  EXPECT_TRUE(store().credentials_of("forum").value().empty());
  EXPECT_TRUE(store().remembered_commands("forum").value().empty());
  EXPECT_FALSE(store().load_snapshot("forum").value().has_value());
  EXPECT_FALSE(store().get_meta("epoch").value().has_value());
  EXPECT_FALSE(store().scrub_pending().value());
  EXPECT_FALSE(store().verify_stream("forum").value().fault.has_value());
}

TEST_P(StoreContract, given_events_when_restarted_then_they_are_read_byte_for_byte) {
  const std::string odd("{\"a\" : 1}\0\n\xc3\xa5", 13);
  ASSERT_EQ(append({events("meeting/a", 0, {"{}", odd})}), UnitOutcome::committed);
  ASSERT_EQ(append({events("meeting/a", 2, {""})}), UnitOutcome::committed);
  restart();
  EXPECT_THAT(payloads_of("meeting/a"), ElementsAre("{}", odd, ""));
  const auto after_first = store().read_stream("meeting/a", 1, 1).value();
  ASSERT_EQ(after_first.size(), 1U);
  EXPECT_EQ(after_first[0].version, 2U);
  EXPECT_EQ(after_first[0].type, "ItemStarted");
}

TEST_P(StoreContract, given_events_when_the_head_is_read_then_it_is_the_chain_over_all_of_them) {
  ASSERT_EQ(append({events("forum", 0, {"one", "two"})}), UnitOutcome::committed);
  store::Digest chain = store::chain_start("forum");
  chain = store::chain_next(chain, 1, "ItemStarted", "one");
  EXPECT_EQ(store().read_stream("forum", 0, 1).value()[0].chain, chain);
  chain = store::chain_next(chain, 2, "ItemStarted", "two");
  EXPECT_EQ(store().stream_head("forum").value(), (store::StreamHead{2, chain}));
}

TEST_P(StoreContract, given_a_head_when_another_version_is_expected_then_it_is_a_conflict) {
  ASSERT_EQ(append({events("forum", 0, {"one"})}), UnitOutcome::committed);
  EXPECT_EQ(append({events("forum", 0, {"late"})}), UnitOutcome::version_conflict);
  EXPECT_EQ(append({events("forum", 2, {"early"})}), UnitOutcome::version_conflict);
  EXPECT_THAT(payloads_of("forum"), ElementsAre("one"));
}

TEST_P(StoreContract, given_a_batch_when_one_unit_fails_then_only_those_built_on_it_fail_too) {
  const auto outcomes = append_all({
      {events("meeting/a", 0, {"a1"})},
      {events("meeting/b", 5, {"b6"})},
      {events("meeting/b", 6, {"b7"})},
      {events("meeting/a", 1, {"a2"}), store::RevokeCredential{digest_of(1)}},
      {events("meeting/a", 1, {"a2 again"})},
  });
  EXPECT_THAT(outcomes, ElementsAre(UnitOutcome::committed, UnitOutcome::version_conflict,
                                    UnitOutcome::version_conflict, UnitOutcome::credential_unknown,
                                    UnitOutcome::committed));
  restart();
  EXPECT_THAT(payloads_of("meeting/a"), ElementsAre("a1", "a2 again"));
  EXPECT_TRUE(payloads_of("meeting/b").empty());
}

TEST_P(StoreContract, given_one_unit_on_two_streams_when_one_conflicts_then_neither_is_written) {
  ASSERT_EQ(append({events("forum", 0, {"f1"})}), UnitOutcome::committed);
  EXPECT_EQ(append({events("meeting/a", 0, {"a1"}), events("forum", 0, {"f2"})}),
            UnitOutcome::version_conflict);
  EXPECT_TRUE(payloads_of("meeting/a").empty());
  EXPECT_EQ(append({events("meeting/a", 0, {"a1"}), events("forum", 1, {"f2"})}),
            UnitOutcome::committed);
  EXPECT_THAT(payloads_of("forum"), ElementsAre("f1", "f2"));
}

TEST_P(StoreContract, given_an_empty_batch_when_appended_then_nothing_happens) {
  EXPECT_TRUE(append_all({}).empty());
  EXPECT_EQ(append({}), UnitOutcome::committed);
}

TEST_P(StoreContract, given_streams_when_listed_then_those_with_events_and_the_prefix_come_sorted) {
  ASSERT_EQ(append({events("meeting/b", 0, {"1"}), events("meeting/a", 0, {"1"}),
                    events("forum", 0, {"1"}), events("meeting_x", 0, {"1"}),
                    store::OpenBox{"meeting/without-events", 1, "s"}}),
            UnitOutcome::committed);
  EXPECT_THAT(store().list_streams("meeting/").value(), ElementsAre("meeting/a", "meeting/b"));
  EXPECT_THAT(store().list_streams("").value(),
              ElementsAre("forum", "meeting/a", "meeting/b", "meeting_x"));
  EXPECT_TRUE(store().list_streams("%").value().empty());
}

// Contents

TEST_P(StoreContract, given_contents_when_read_then_each_comes_with_its_salt) {
  store::AppendEvents write = events("forum", 0, {"IdeaWritten"});
  write.contents = {content_of("a bench by the lake"), content_of("Karin", true)};
  ASSERT_EQ(append({write}), UnitOutcome::committed);
  restart();
  auto stored = store().read_contents("forum").value();
  ASSERT_EQ(stored.size(), 2U);
  EXPECT_TRUE(std::is_sorted(stored.begin(), stored.end(),
                             [](const auto& a, const auto& b) { return a.ref < b.ref; }));
  for (const auto& wanted : write.contents) {
    const auto row = std::find_if(stored.begin(), stored.end(),
                                  [&](const auto& found) { return found.ref == wanted.ref; });
    ASSERT_NE(row, stored.end());
    EXPECT_EQ(*row, (store::StoredContent{wanted.ref, wanted.is_private, false, wanted.salt,
                                          wanted.bytes}));
  }
}

TEST_P(StoreContract, given_a_content_when_its_ref_is_not_its_hash_then_nothing_is_stored) {
  store::AppendEvents write = events("forum", 0, {"IdeaWritten"});
  write.contents = {content_of("a bench")};
  write.contents[0].bytes = "a bank";
  EXPECT_EQ(append({write}), UnitOutcome::content_mismatch);
  EXPECT_TRUE(payloads_of("forum").empty());
  EXPECT_TRUE(store().read_contents("forum").value().empty());
}

TEST_P(StoreContract, given_a_content_when_erased_then_only_its_ref_is_left_and_the_chain_holds) {
  const auto content = content_of("Karin", true);
  store::AppendEvents write = events("forum", 0, {"joined"});
  write.contents = {content, content_of("a bench")};
  ASSERT_EQ(append({write}), UnitOutcome::committed);
  ASSERT_EQ(append({events("forum", 1, {"erased"}), store::EraseContent{"forum", content.ref}}),
            UnitOutcome::committed);
  EXPECT_TRUE(store().scrub_pending().value());
  EXPECT_EQ(store().scrub().value(), store::ScrubOutcome::clean);
  restart();
  const auto stored = store().read_contents("forum").value();
  EXPECT_EQ(std::count(stored.begin(), stored.end(),
                       store::StoredContent{content.ref, true, true, {}, {}}),
            1);
  const auto check = store().verify_stream("forum").value();
  EXPECT_FALSE(check.fault.has_value());
  EXPECT_EQ(check.head.version, 2U);
  EXPECT_EQ(check.contents_present, 1U);
  EXPECT_EQ(check.contents_erased, 1U);
}

TEST_P(StoreContract, given_no_such_content_when_erased_then_it_is_unknown) {
  EXPECT_EQ(append({store::EraseContent{"forum", content_of("x").ref}}),
            UnitOutcome::content_unknown);
}

// Remembered commands

TEST_P(StoreContract,
       given_more_answers_than_kept_when_read_then_the_oldest_of_a_subject_are_gone) {
  for (int i = 0; i < 5; ++i) {
    const std::string id = std::to_string(i);
    ASSERT_EQ(append({store::RememberCommand{"forum", "p1", "c" + id, "answer " + id, 3}}),
              UnitOutcome::committed);
    ASSERT_EQ(append({store::RememberCommand{"meeting/a", "p1", "c" + id, "elsewhere", 100}}),
              UnitOutcome::committed);
  }
  ASSERT_EQ(append({store::RememberCommand{"forum", "p2", "c0", "other", 3}}),
            UnitOutcome::committed);
  restart();
  EXPECT_THAT(store().remembered_commands("forum").value(),
              ElementsAre(store::RememberedCommand{"p1", "c2", "answer 2"},
                          store::RememberedCommand{"p1", "c3", "answer 3"},
                          store::RememberedCommand{"p1", "c4", "answer 4"},
                          store::RememberedCommand{"p2", "c0", "other"}));
  EXPECT_EQ(store().remembered_commands("meeting/a").value().size(), 5U);
}

TEST_P(StoreContract,
       given_a_remembered_command_when_it_comes_again_then_its_events_are_not_added) {
  const store::RememberCommand remember{"forum", "p1", "c1", "done", 8};
  ASSERT_EQ(append({events("forum", 0, {"one"}), remember}), UnitOutcome::committed);
  EXPECT_EQ(append({events("forum", 1, {"one"}), remember}), UnitOutcome::command_repeated);
  EXPECT_THAT(payloads_of("forum"), ElementsAre("one"));
}

// Credentials

TEST_P(StoreContract, given_a_credential_when_revoked_then_it_is_still_known_without_its_secret) {
  const store::PutCredential put{digest_of(1), "meeting/a", "facilitator", "p1", "wrapped"};
  ASSERT_EQ(append({put}), UnitOutcome::committed);
  ASSERT_EQ(append({store::PutCredential{digest_of(2), "forum", "organiser", "", ""}}),
            UnitOutcome::committed);
  EXPECT_EQ(append({put}), UnitOutcome::credential_exists);
  EXPECT_EQ(store().find_credential(digest_of(1)).value(),
            (store::Credential{digest_of(1), "meeting/a", "facilitator", "p1", "wrapped", false}));
  ASSERT_EQ(append({store::RevokeCredential{digest_of(1)}}), UnitOutcome::committed);
  EXPECT_EQ(append({store::RevokeCredential{digest_of(1)}}), UnitOutcome::committed);
  restart();
  const store::Credential revoked{digest_of(1), "meeting/a", "facilitator", "p1", "", true};
  EXPECT_EQ(store().find_credential(digest_of(1)).value(), revoked);
  EXPECT_THAT(store().credentials_of("meeting/a").value(), ElementsAre(revoked));
}

// Ballot boxes

TEST_P(StoreContract, given_an_open_box_when_ballots_are_cast_then_the_highest_revision_stands) {
  given_an_open_box();
  EXPECT_EQ(append({ballot_of(2, 1, "first")}), UnitOutcome::committed);
  EXPECT_EQ(append({ballot_of(2, 5, "second")}), UnitOutcome::committed);
  EXPECT_EQ(append({ballot_of(2, 4, "late")}), UnitOutcome::ballot_superseded);
  EXPECT_EQ(append({ballot_of(1, 1, "other voter")}), UnitOutcome::committed);
  restart();
  const auto record = box();
  EXPECT_EQ(record.state, store::BoxState::open);
  EXPECT_EQ(record.turnout, 2U);
  EXPECT_EQ(record.wrapped_secret, "the wrapped secret");
  EXPECT_FALSE(record.digest.has_value());
  EXPECT_THAT(
      record.standing,
      ElementsAre(
          store::StandingBallot{digest_of(1), "north", digest_of(1, 9), 1, "other voter", false},
          store::StandingBallot{digest_of(2), "north", digest_of(2, 9), 5, "second", false}));
  EXPECT_EQ(store().find_ballot("meeting/a", 1, digest_of(2)).value()->ballot, "second");
  EXPECT_FALSE(store().find_ballot("meeting/a", 1, digest_of(3)).value().has_value());
}

TEST_P(StoreContract, given_a_ballot_when_the_same_comes_again_then_it_is_committed_unchanged) {
  given_an_open_box();
  ASSERT_EQ(append({ballot_of(1, 3, "mine")}), UnitOutcome::committed);
  auto resent = ballot_of(1, 3, "mine");
  resent.ballot_class = "south";
  resent.class_salt = digest_of(50);
  EXPECT_EQ(append({resent}), UnitOutcome::committed);
  EXPECT_EQ(append({ballot_of(1, 3, "another")}), UnitOutcome::ballot_superseded);
  auto withdrawn = ballot_of(1, 3, "mine");
  withdrawn.withdrawn = true;
  EXPECT_EQ(append({withdrawn}), UnitOutcome::ballot_superseded);
  EXPECT_EQ(box().standing[0].ballot_class, "north");
  EXPECT_EQ(box().standing[0].class_salt, digest_of(1, 9));
}

TEST_P(StoreContract, given_a_ballot_when_withdrawn_then_a_tombstone_keeps_older_ones_out) {
  given_an_open_box();
  ASSERT_EQ(append({ballot_of(1, 3, "mine")}), UnitOutcome::committed);
  auto withdrawn = ballot_of(1, 4, "");
  withdrawn.withdrawn = true;
  ASSERT_EQ(append({withdrawn}), UnitOutcome::committed);
  EXPECT_EQ(box().turnout, 0U);
  EXPECT_EQ(append({ballot_of(1, 3, "mine")}), UnitOutcome::ballot_superseded);
  ASSERT_TRUE(store().find_ballot("meeting/a", 1, digest_of(1)).value().has_value());
  EXPECT_TRUE(store().find_ballot("meeting/a", 1, digest_of(1)).value()->withdrawn);
  EXPECT_EQ(append({ballot_of(1, 5, "after all")}), UnitOutcome::committed);
  EXPECT_EQ(box().turnout, 1U);
}

TEST_P(StoreContract, given_a_stopped_box_when_a_ballot_comes_then_it_is_refused_until_reopened) {
  given_a_stopped_box_with({ballot_of(1, 1, "kept")});
  EXPECT_EQ(append({ballot_of(1, 2, "late")}), UnitOutcome::box_not_open);
  EXPECT_EQ(append({ballot_of(1, 1, "kept")}), UnitOutcome::box_not_open);
  EXPECT_EQ(append({store::StopBox{"meeting/a", 1}}), UnitOutcome::box_state_conflict);
  restart();
  EXPECT_EQ(box().state, store::BoxState::stopped);
  EXPECT_EQ(append({store::ReopenBox{"meeting/a", 1}}), UnitOutcome::committed);
  EXPECT_EQ(append({store::ReopenBox{"meeting/a", 1}}), UnitOutcome::box_state_conflict);
  EXPECT_EQ(append({ballot_of(1, 2, "in time")}), UnitOutcome::committed);
  EXPECT_EQ(box().standing[0].ballot, "in time");
}

TEST_P(StoreContract, given_one_batch_when_a_stop_lies_between_ballots_then_order_decides) {
  given_an_open_box();
  EXPECT_THAT(
      append_all({{ballot_of(1, 1, "before")},
                  {store::StopBox{"meeting/a", 1}},
                  {ballot_of(2, 1, "after")}}),
      ElementsAre(UnitOutcome::committed, UnitOutcome::committed, UnitOutcome::box_not_open));
  EXPECT_EQ(box().turnout, 1U);
}

TEST_P(StoreContract, given_no_box_when_written_to_then_each_write_is_refused) {
  EXPECT_EQ(append({ballot_of(1, 1, "x")}), UnitOutcome::box_not_open);
  EXPECT_EQ(append({store::StopBox{"meeting/a", 1}}), UnitOutcome::box_state_conflict);
  EXPECT_EQ(append({store::ReopenBox{"meeting/a", 1}}), UnitOutcome::box_state_conflict);
  EXPECT_EQ(append({store::SealBox{"meeting/a", 1, {}, "", {}}}), UnitOutcome::box_state_conflict);
  EXPECT_EQ(append({store::VoidBox{"meeting/a", 1}}), UnitOutcome::box_state_conflict);
  given_an_open_box();
  EXPECT_EQ(append({store::OpenBox{"meeting/a", 1, "another"}}), UnitOutcome::box_exists);
  EXPECT_EQ(box().wrapped_secret, "the wrapped secret");
}

TEST_P(StoreContract, given_a_unit_that_opens_a_box_when_it_fails_then_the_number_is_free_again) {
  EXPECT_EQ(append({store::OpenBox{"meeting/a", 1, "s"}, ballot_of(1, 1, "x"),
                    store::RevokeCredential{digest_of(1)}}),
            UnitOutcome::credential_unknown);
  EXPECT_FALSE(store().read_box("meeting/a", 1).value().has_value());
  given_an_open_box();
  EXPECT_EQ(append({ballot_of(1, 1, "x")}), UnitOutcome::committed);
  EXPECT_EQ(box().turnout, 1U);
}

TEST_P(StoreContract,
       given_a_stopped_box_when_sealed_then_only_sorted_ballots_and_result_are_left) {
  auto withdrawn = ballot_of(5, 2, "");
  withdrawn.withdrawn = true;
  given_a_stopped_box_with(
      {ballot_of(9, 4, "nine"), ballot_of(5, 1, "five"), withdrawn, ballot_of(1, 7, "one")});
  ASSERT_EQ(append({events("meeting/a", 0, {"sealed"}), seal_of_what_stands()}),
            UnitOutcome::committed);
  EXPECT_TRUE(store().scrub_pending().value());
  restart();
  EXPECT_EQ(store().scrub().value(), store::ScrubOutcome::clean);
  EXPECT_FALSE(store().scrub_pending().value());
  const auto record = box();
  EXPECT_EQ(record.state, store::BoxState::sealed);
  EXPECT_EQ(record.turnout, 2U);
  EXPECT_EQ(record.wrapped_secret, "");
  EXPECT_TRUE(record.standing.empty());
  EXPECT_THAT(record.sealed,
              ElementsAre(store::SealedBallot{digest_of(1), "north", digest_of(1, 9), "one"},
                          store::SealedBallot{digest_of(9), "north", digest_of(9, 9), "nine"}));
  EXPECT_EQ(record.result, R"({"winner":3})");
  EXPECT_EQ(record.digest, digest_of(99));
  EXPECT_FALSE(store().find_ballot("meeting/a", 1, digest_of(1)).value().has_value());
  EXPECT_THAT(store().boxes_of("meeting/a").value(),
              ElementsAre(store::BoxSummary{1, store::BoxState::sealed, 2}));
}

TEST_P(StoreContract, given_a_sealed_box_when_anything_but_voiding_is_tried_then_it_is_refused) {
  given_a_stopped_box_with({ballot_of(1, 1, "one")});
  const auto seal = seal_of_what_stands();
  ASSERT_EQ(append({seal}), UnitOutcome::committed);
  EXPECT_EQ(append({seal}), UnitOutcome::box_state_conflict);
  EXPECT_EQ(append({store::ReopenBox{"meeting/a", 1}}), UnitOutcome::box_state_conflict);
  EXPECT_EQ(append({store::StopBox{"meeting/a", 1}}), UnitOutcome::box_state_conflict);
  EXPECT_EQ(append({ballot_of(1, 2, "late")}), UnitOutcome::box_not_open);
  EXPECT_EQ(box().sealed.size(), 1U);
}

TEST_P(StoreContract, given_a_seal_when_it_is_not_what_stands_then_the_box_stays_stopped) {
  given_a_stopped_box_with({ballot_of(1, 1, "one"), ballot_of(2, 1, "two")});
  const auto right = seal_of_what_stands();
  std::vector<store::SealBox> wrong(5, right);
  wrong[0].ballots.pop_back();
  wrong[1].ballots[0].ballot = "forged";
  wrong[2].ballots.push_back({digest_of(3), "north", digest_of(3, 9), "stuffed"});
  std::swap(wrong[3].ballots[0], wrong[3].ballots[1]);
  wrong[4].ballots[1].ballot_class = "south";
  for (const auto& seal : wrong) EXPECT_EQ(append({seal}), UnitOutcome::ballots_differ);
  EXPECT_EQ(box().state, store::BoxState::stopped);
  EXPECT_EQ(box().standing.size(), 2U);
  EXPECT_EQ(append({right}), UnitOutcome::committed);
}

TEST_P(StoreContract, given_a_seal_that_renames_a_ballot_then_it_is_kept_under_the_new_name_alone) {
  given_a_stopped_box_with({ballot_of(1, 1, "one"), ballot_of(2, 1, "two")});
  auto seal = seal_of_what_stands();
  std::swap(seal.ballots[0], seal.ballots[1]);
  seal.ballots[1].voter_key = digest_of(8);
  EXPECT_EQ(append({seal}), UnitOutcome::ballots_differ);
  seal.renamed = {{digest_of(2), digest_of(8)}};
  EXPECT_EQ(append({seal}), UnitOutcome::ballots_differ);
  seal.renamed = {{digest_of(1), digest_of(8)}};
  EXPECT_EQ(append({seal}), UnitOutcome::committed);
  EXPECT_EQ(box().sealed, seal.ballots);
}

TEST_P(StoreContract, given_an_open_box_when_sealed_then_it_must_be_stopped_first) {
  given_an_open_box();
  EXPECT_EQ(append({seal_of_what_stands()}), UnitOutcome::box_state_conflict);
  EXPECT_EQ(append({store::StopBox{"meeting/a", 1}, store::SealBox{"meeting/a", 1, {}, "r", {}}}),
            UnitOutcome::committed);
}

TEST_P(StoreContract, given_a_sealed_box_when_voided_then_digest_turnout_and_result_stay) {
  given_a_stopped_box_with({ballot_of(1, 1, "one"), ballot_of(2, 1, "two")});
  ASSERT_EQ(append({seal_of_what_stands()}), UnitOutcome::committed);
  ASSERT_EQ(append({store::VoidBox{"meeting/a", 1}}), UnitOutcome::committed);
  EXPECT_EQ(store().scrub().value(), store::ScrubOutcome::clean);
  restart();
  store::BoxRecord expected;
  expected.box = 1;
  expected.state = store::BoxState::voided;
  expected.turnout = 2;
  expected.result = R"({"winner":3})";
  expected.digest = digest_of(99);
  EXPECT_EQ(box(), expected);
  EXPECT_EQ(append({store::VoidBox{"meeting/a", 1}}), UnitOutcome::box_state_conflict);
}

TEST_P(StoreContract, given_an_open_box_when_voided_then_only_its_turnout_stays) {
  given_an_open_box();
  ASSERT_EQ(append({ballot_of(1, 1, "one")}), UnitOutcome::committed);
  ASSERT_EQ(append({store::VoidBox{"meeting/a", 1}}), UnitOutcome::committed);
  restart();
  store::BoxRecord expected;
  expected.box = 1;
  expected.state = store::BoxState::voided;
  expected.turnout = 1;
  EXPECT_EQ(box(), expected);
  EXPECT_EQ(append({ballot_of(1, 2, "late")}), UnitOutcome::box_not_open);
}

TEST_P(StoreContract, given_boxes_of_two_meetings_when_one_is_sealed_then_the_other_goes_on) {
  given_an_open_box();
  ASSERT_EQ(append({store::OpenBox{"meeting/b", 1, "sb"}, store::OpenBox{"meeting/a", 2, "s2"}}),
            UnitOutcome::committed);
  auto elsewhere = ballot_of(1, 1, "elsewhere");
  elsewhere.stream = "meeting/b";
  ASSERT_EQ(append({elsewhere}), UnitOutcome::committed);
  ASSERT_EQ(append({ballot_of(1, 1, "here")}), UnitOutcome::committed);
  ASSERT_EQ(append({store::StopBox{"meeting/a", 1}}), UnitOutcome::committed);
  ASSERT_EQ(append({seal_of_what_stands()}), UnitOutcome::committed);
  elsewhere.revision = 2;
  elsewhere.ballot = "changed";
  EXPECT_EQ(append({elsewhere}), UnitOutcome::committed);
  EXPECT_EQ(store().find_ballot("meeting/b", 1, digest_of(1)).value()->ballot, "changed");
  EXPECT_EQ(store().read_box("meeting/b", 1).value()->wrapped_secret, "sb");
  EXPECT_THAT(store().boxes_of("meeting/a").value(),
              ElementsAre(store::BoxSummary{1, store::BoxState::sealed, 1},
                          store::BoxSummary{2, store::BoxState::open, 0}));
}

TEST_P(StoreContract, given_boxes_in_every_state_then_only_streams_with_an_open_one_are_told) {
  EXPECT_TRUE(store().streams_with_open_boxes().value().empty());
  given_a_stopped_box_with({ballot_of(1, 1, "one")});
  ASSERT_EQ(append({store::OpenBox{"meeting/c", 1, "sc"}, store::OpenBox{"meeting/c", 2, "sd"},
                    store::OpenBox{"meeting/b", 1, "sb"}, store::OpenBox{"meeting/d", 1, "sd"}}),
            UnitOutcome::committed);
  ASSERT_EQ(append({store::VoidBox{"meeting/d", 1}}), UnitOutcome::committed);
  EXPECT_THAT(store().streams_with_open_boxes().value(), ElementsAre("meeting/b", "meeting/c"));
  ASSERT_EQ(append({seal_of_what_stands(), store::StopBox{"meeting/b", 1}}),
            UnitOutcome::committed);
  restart();
  EXPECT_THAT(store().streams_with_open_boxes().value(), ElementsAre("meeting/c"));
}

// Snapshots, meta, readers

TEST_P(StoreContract, given_a_snapshot_when_another_is_saved_then_it_is_replaced) {
  ASSERT_EQ(append({events("meeting/a", 0, {"1"})}), UnitOutcome::committed);
  ASSERT_TRUE(store().save_snapshot("meeting/a", {1, 4, "old"}).has_value());
  ASSERT_TRUE(store().save_snapshot("meeting/a", {9, 5, "new"}).has_value());
  restart();
  EXPECT_EQ(store().load_snapshot("meeting/a").value(), (store::Snapshot{9, 5, "new"}));
  EXPECT_FALSE(store().load_snapshot("forum").value().has_value());
}

TEST_P(StoreContract, given_meta_when_put_again_then_the_last_value_is_read) {
  ASSERT_TRUE(store().put_meta("address", "192.0.2.1").has_value());
  ASSERT_TRUE(store().put_meta("address", "192.0.2.2").has_value());
  ASSERT_TRUE(store().put_meta("empty", "").has_value());
  restart();
  EXPECT_EQ(store().get_meta("address").value(), "192.0.2.2");
  EXPECT_EQ(store().get_meta("empty").value(), "");
}

TEST_P(StoreContract, given_a_reader_when_the_store_goes_on_then_it_reads_what_is_committed) {
  given_an_open_box();
  auto reader = store().open_reader().value();
  EXPECT_TRUE(reader->read_stream("meeting/a", 0, 10).value().empty());
  ASSERT_EQ(append({events("meeting/a", 0, {"1"}), ballot_of(1, 1, "x")}), UnitOutcome::committed);
  EXPECT_EQ(reader->read_stream("meeting/a", 0, 10).value().size(), 1U);
  EXPECT_EQ(reader->read_box("meeting/a", 1).value()->turnout, 1U);
  ASSERT_EQ(append({store::VoidBox{"meeting/a", 1}}), UnitOutcome::committed);
  EXPECT_EQ(reader->read_box("meeting/a", 1).value()->state, store::BoxState::voided);
}

// What is known after a failed commit

TEST_P(StoreContract, given_units_that_took_effect_when_asked_then_each_is_durable) {
  const auto content = content_of("text");
  store::AppendEvents with_content = events("forum", 0, {"f1", "f2"});
  with_content.contents = {content};
  store::AppendEvents only_content{"forum", 2, {}, {content_of("more text")}};
  const std::vector<store::Unit> units = {
      {with_content, store::RememberCommand{"forum", "p", "c", "a", 2}},
      {only_content},
      {store::RememberCommand{"forum", "p", "c2", "a", 2}},
      {store::PutCredential{digest_of(1), "forum", "r", "s", "w"}},
      {store::OpenBox{"meeting/a", 1, "secret"}},
      {ballot_of(1, 1, "x")},
      {store::PutMeta{"k", "v"}},
  };
  for (const auto& unit : units) EXPECT_FALSE(store().is_durable(unit).value());
  const auto outcomes = append_all(units);
  EXPECT_EQ(outcomes, std::vector<UnitOutcome>(units.size(), UnitOutcome::committed));
  ASSERT_TRUE(store().reopen().has_value());
  for (std::size_t i = 0; i < units.size(); ++i) {
    EXPECT_TRUE(store().is_durable(units[i]).value()) << i;
  }
}

TEST_P(StoreContract, given_a_box_that_moves_on_when_asked_then_the_last_step_is_durable) {
  given_an_open_box();
  ASSERT_EQ(append({ballot_of(1, 1, "x")}), UnitOutcome::committed);
  const store::Unit stop{store::StopBox{"meeting/a", 1}};
  const store::Unit reopened{store::ReopenBox{"meeting/a", 1}};
  EXPECT_FALSE(store().is_durable(stop).value());
  ASSERT_EQ(append(stop), UnitOutcome::committed);
  EXPECT_TRUE(store().is_durable(stop).value());
  EXPECT_FALSE(store().is_durable(reopened).value());
  const store::Unit seal{seal_of_what_stands()};
  EXPECT_FALSE(store().is_durable(seal).value());
  ASSERT_EQ(append(seal), UnitOutcome::committed);
  EXPECT_TRUE(store().is_durable(seal).value());
  EXPECT_TRUE(store().is_durable({ballot_of(1, 1, "x")}).value());
  const store::Unit voiding{store::VoidBox{"meeting/a", 1}};
  EXPECT_FALSE(store().is_durable(voiding).value());
  ASSERT_EQ(append(voiding), UnitOutcome::committed);
  EXPECT_TRUE(store().is_durable(voiding).value());
  EXPECT_FALSE(store().is_durable({ballot_of(1, 1, "x")}).value());
}

TEST_P(StoreContract, given_other_data_in_the_same_place_when_asked_then_a_unit_is_not_durable) {
  given_an_open_box();
  ASSERT_EQ(append({events("forum", 0, {"theirs"}), ballot_of(1, 2, "theirs")}),
            UnitOutcome::committed);
  EXPECT_FALSE(store().is_durable({events("forum", 0, {"ours"})}).value());
  EXPECT_FALSE(store().is_durable({events("forum", 0, {"theirs", "ours"})}).value());
  EXPECT_FALSE(store().is_durable({ballot_of(1, 1, "ours")}).value());
  EXPECT_FALSE(store().is_durable({ballot_of(1, 2, "ours")}).value());
  EXPECT_TRUE(
      store().is_durable({events("forum", 0, {"theirs"}), ballot_of(1, 1, "replaced")}).value());
}

}  // namespace torg::test
