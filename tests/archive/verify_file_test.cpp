// The archive of a meeting that was held on the real server passes; altered in thousands of ways,
// with nothing or with everything made to fit again, it does not. The short form tries some
// hundreds of each kind, evenly spread; TORG_ALTERATIONS=100000 tries all.

#include "archive/verify_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <map>
#include <memory>
#include <numeric>
#include <set>
#include <string>

#include "archive/alterations.hpp"
#include "archive/archive_forger.hpp"
#include "archive/closed_demo.hpp"
#include "domain/fingerprint.hpp"

namespace torg::archive {
namespace {

using Json = nlohmann::json;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

/// How many to try, and which of `all`.
std::size_t most_tried(std::size_t in_short_form) {
  char const* const asked = std::getenv("TORG_ALTERATIONS");
  return asked ? std::stoul(asked) : in_short_form;
}
template <class One>
std::vector<One> some_of(std::vector<One> const& all, std::size_t in_short_form) {
  auto const most = std::min(all.size(), most_tried(in_short_form));
  std::vector<One> some;
  for (std::size_t i = 0; i < most; ++i) some.push_back(all[i * all.size() / most]);
  return some;
}

std::string fault_of(FileVerification const& found) {
  if (!found.misfit) return "fits";
  return std::string(name_of(found.misfit->kind)) + " " + found.misfit->part;
}

class VerifyFile : public testing::Test {
 protected:
  static void SetUpTestSuite() { demo = std::make_unique<ClosedDemo>(hold_closed_demo()); }
  static void TearDownTestSuite() { demo.reset(); }

  static Anchor head() { return HeadAnchor{demo->fingerprints.front()}; }
  static Anchor key() { return KeyAnchor{*store::digest_from_base64url(demo->public_key)}; }
  static ArchiveForger forger() { return ArchiveForger(read_archive_file(demo->json).value()); }

  /// A forgery that agrees with itself is found out by either anchor, and told apart from others.
  static void expect_caught_with_anchors(ArchiveFile const& file, std::string const& name) {
    auto const bytes = write_archive_file(file);
    EXPECT_TRUE(verify_file(bytes, head()).misfit) << name;
    EXPECT_TRUE(verify_file(bytes, key()).misfit) << name;
  }

  static std::unique_ptr<ClosedDemo> demo;
};

std::unique_ptr<ClosedDemo> VerifyFile::demo;

TEST_F(VerifyFile, given_the_archive_as_it_was_published_then_it_fits_with_every_anchor) {
  for (auto const& anchor : {Anchor(), head(), key()}) {
    // Of the processor, which the tests share with others.
    auto const begin = std::clock();
    auto const found = verify_file(demo->json, anchor);
    EXPECT_LT(std::clock() - begin, CLOCKS_PER_SEC);
    ASSERT_FALSE(found.misfit) << fault_of(found);
    EXPECT_EQ(found.boxes_recounted, 4u);
    EXPECT_EQ(found.ballots_recounted, 3u * 24 + 16);
    EXPECT_EQ(found.boxes_voided, 1u);
    EXPECT_EQ(found.boxes_of_tellers, 0u);
    EXPECT_EQ(found.boxes_not_recounted, 0u);
    // 24 came and chose a group, and one wrote two proposals.
    EXPECT_EQ(found.events_withheld, 24u + 24 + 2);
  }
  EXPECT_EQ(demo->json_after_restart, demo->json);
}

TEST_F(VerifyFile, given_the_closed_meeting_then_all_show_one_fingerprint_that_publishing_keeps) {
  auto const fingerprint = verify_file(demo->json, Anchor()).fingerprint;
  EXPECT_EQ(fingerprint.size(), 29u);
  EXPECT_THAT(demo->fingerprints, Each(fingerprint));
  EXPECT_EQ(demo->fingerprint_after_publishing, fingerprint);
  EXPECT_THAT(demo->page, HasSubstr(fingerprint));
  EXPECT_THAT(demo->page, HasSubstr(demo->public_key));
}

TEST_F(VerifyFile, given_the_archive_then_nothing_in_it_is_of_a_person_and_nothing_hidden_is_told) {
  auto const file = read_archive_file(demo->json).value();
  for (auto const& event : file.events) {
    auto const* const payload = std::get_if<std::string>(&event.payload);
    if (!payload) continue;
    EXPECT_THAT(*payload, Not(HasSubstr("\"participant\""))) << event.type;
  }
  EXPECT_THAT(demo->json, HasSubstr("Fler bänkar vid sjön"));
  EXPECT_THAT(demo->json, Not(HasSubstr("Anna i femman")));
  std::set<std::string> keys_of_rows;
  auto const json = Json::parse(demo->json);
  for (auto const& box : json.at("boxes")) {
    auto const rows = box.value("ballots", Json::array());
    for (auto const& row : rows) {
      for (auto const& [name, value] : row.items()) keys_of_rows.insert(name);
    }
  }
  EXPECT_THAT(keys_of_rows, testing::UnorderedElementsAre("voter_key", "class_hash", "class",
                                                          "class_salt", "ballot"));
}

TEST_F(VerifyFile, given_any_one_alteration_and_nothing_made_to_fit_then_it_is_caught_by_itself) {
  auto const original = Json::parse(demo->json);
  auto const all = alterations_of(original);
  EXPECT_GT(all.size(), 1'000u);
  std::map<std::string, int> caught;
  for (auto const& alteration : some_of(all, 1'000)) {
    auto const found = verify_file(altered(original, alteration).dump(), Anchor());
    EXPECT_TRUE(found.misfit) << alteration.name;
    if (found.misfit) ++caught[std::string(name_of(found.misfit->kind))];
  }
  for (auto const& [kind, times] : caught) RecordProperty(kind, times);
}

struct EventAlteration {
  std::size_t event;
  Alteration alteration;
};

std::vector<EventAlteration> event_alterations(std::vector<PublishedEvent> const& events) {
  std::vector<EventAlteration> all;
  for (std::size_t i = 0; i < events.size(); ++i) {
    auto const* const payload = std::get_if<std::string>(&events[i].payload);
    if (!payload) continue;
    for (auto& alteration : alterations_of(Json::parse(*payload))) {
      all.push_back({i, std::move(alteration)});
    }
  }
  return all;
}

// The journal is altered and chained anew; all words and figures follow from it again.
TEST_F(VerifyFile, given_any_alteration_of_an_event_and_all_made_to_fit_then_anchors_catch_it) {
  auto const original = read_archive_file(demo->json).value();
  auto const all = event_alterations(original.events);
  EXPECT_GT(all.size(), 1'000u);
  auto const tried = some_of(all, 400);
  std::size_t caught_without = 0;
  for (auto const& [event, alteration] : tried) {
    auto const& type = original.events[event].type;
    auto const name = type + alteration.name;
    auto forged = forger();
    auto& payload = std::get<std::string>(forged.file.events[event].payload);
    payload = altered(Json::parse(payload), alteration).dump();
    forged.tell_anew();
    forged.chain_anew();
    expect_caught_with_anchors(forged.file, name);
    bool const alone = verify_file(write_archive_file(forged.file), Anchor()).misfit.has_value();
    // What a count gave does not follow from its ballots any more; which groups are among the
    // withheld is what only the sealed rows could prove.
    auto const begins = [&](char const* part) { return alteration.name.starts_with(part); };
    bool const of_count = (begins("/result") || begins("/digest") || begins("/comparison")) &&
                          !begins("/result/breakdown/withheld ") &&
                          !begins("/result/breakdown/withheld/") &&
                          !begins("/result/breakdown/withheld_ungrouped");
    if (type == "BallotSealed" && of_count) {
      EXPECT_TRUE(alone) << name;
    }
    caught_without += alone ? 1 : 0;
  }
  EXPECT_GT(caught_without, tried.size() / 2);
  RecordProperty("tried", static_cast<int>(tried.size()));
  RecordProperty("caught_without_anchor", static_cast<int>(caught_without));
}

TEST_F(VerifyFile, given_events_dropped_doubled_or_swapped_and_chained_anew_then_anchors_catch_it) {
  auto const original = read_archive_file(demo->json).value();
  for (std::size_t i = 0; i < original.events.size(); ++i) {
    for (int const way : {0, 1, 2}) {
      auto forged = forger();
      auto& events = forged.file.events;
      auto const at = events.begin() + static_cast<std::ptrdiff_t>(i);
      if (way == 0) events.erase(at);
      if (way == 1) events.insert(at, original.events[i]);
      if (way == 2) {
        if (i + 1 == events.size()) continue;
        std::swap(events[i], events[i + 1]);
      }
      forged.tell_anew();
      forged.chain_anew();
      if (forged.file.head == original.head) continue;  // two that were alike
      expect_caught_with_anchors(forged.file, std::to_string(i) + " " + std::to_string(way));
    }
  }
}

using Ballots = std::vector<PublishedBallot>;

// Each ballot of a box changed to another's, dropped, cast twice, and given another's key.
std::vector<Ballots> altered_ballots(Ballots const& original) {
  std::vector<Ballots> all;
  for (std::size_t i = 0; i < original.size(); ++i) {
    auto const place = static_cast<std::ptrdiff_t>(i);
    auto changed = original;
    changed[i].ballot = original[(i + 1) % original.size()].ballot;
    if (changed != original) all.push_back(changed);
    auto dropped = original;
    dropped.erase(dropped.begin() + place);
    all.push_back(dropped);
    auto added = original;
    added.insert(added.begin() + place, original[i]);
    added[i].voter_key.back() ^= 1;
    if (added[i].voter_key > added[i + 1].voter_key) std::swap(added[i], added[i + 1]);
    all.push_back(added);
    auto swapped = original;
    std::swap(swapped[i].ballot, swapped[(i + 1) % original.size()].ballot);
    if (swapped != original) all.push_back(swapped);
    auto moved = original;
    std::swap(moved[i], moved[(i + 1) % original.size()]);
    all.push_back(moved);
  }
  return all;
}

TEST_F(VerifyFile, given_altered_ballots_then_the_box_catches_them_and_rehashed_the_anchors_do) {
  auto const original = read_archive_file(demo->json).value();
  std::size_t tried = 0;
  std::size_t agree_with_themselves = 0;
  for (auto const& [box, ballots] : original.ballots) {
    for (auto const& rows : some_of(altered_ballots(ballots), 40)) {
      auto const name = "box " + std::to_string(box) + " " + std::to_string(++tried);
      auto forged = forger();
      forged.file.ballots[box] = rows;
      forged.sign_anew();
      auto const found = verify_file(write_archive_file(forged.file), Anchor());
      ASSERT_TRUE(found.misfit) << name;
      EXPECT_EQ(found.misfit->box, box) << fault_of(found);

      forged.count_anew(box);
      forged.rewrite<protocol::BallotSealed>([&](protocol::BallotSealed& sealed) {
        if (sealed.box == box) sealed.entitled += 1;
      });
      forged.tell_anew();
      forged.chain_anew();
      expect_caught_with_anchors(forged.file, name);
      agree_with_themselves +=
          verify_file(write_archive_file(forged.file), Anchor()).misfit ? 0 : 1;
    }
  }
  EXPECT_GE(tried, 160u);
  // This is what nothing but an anchor shows: whoever can write all of it can write another.
  EXPECT_GT(agree_with_themselves, 0u);
  RecordProperty("tried", static_cast<int>(tried));
  RecordProperty("agree_with_themselves", static_cast<int>(agree_with_themselves));
}

TEST_F(VerifyFile, given_a_text_said_to_be_erased_then_only_the_key_shows_that_it_was_not) {
  auto const original = read_archive_file(demo->json).value();
  std::vector<std::size_t> places(original.texts.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  for (auto const i : some_of(places, 10)) {
    auto forged = forger();
    forged.file.texts[i].content.reset();
    forged.tell_anew();
    forged.sign_anew();
    auto const bytes = write_archive_file(forged.file);
    EXPECT_TRUE(verify_file(bytes, key()).misfit);
    EXPECT_EQ(verify_file(bytes, head()).texts_erased, 1u);
  }
}

TEST_F(VerifyFile, given_another_meeting_or_server_then_the_anchor_says_so) {
  auto other = domain::fingerprint(domain::Bytes32{1});
  EXPECT_EQ(fault_of(verify_file(demo->json, HeadAnchor{other})),
            "anchor_head_differs journal.fingerprint");
  EXPECT_EQ(fault_of(verify_file(demo->json, KeyAnchor{store::Digest{1}})),
            "anchor_key_differs journal.public_key");
}

TEST_F(VerifyFile, given_what_is_no_archive_then_the_place_where_it_ends_to_be_one_is_named) {
  EXPECT_EQ(fault_of(verify_file("", Anchor())), "file_unreadable ");
  EXPECT_EQ(fault_of(verify_file("{}", Anchor())), "file_unreadable format");
  EXPECT_EQ(fault_of(verify_file(demo->json.substr(0, 10'000), Anchor())), "file_unreadable ");
  auto json = Json::parse(demo->json);
  json["format_version"] = 1;
  EXPECT_EQ(fault_of(verify_file(json.dump(), Anchor())), "file_unreadable format_version");
  auto twice = demo->json;
  twice.insert(1, "\"format\":\"torg-archive\",");
  EXPECT_EQ(fault_of(verify_file(twice, Anchor())), "file_unreadable ");
}

}  // namespace
}  // namespace torg::archive
