// A meeting is held on the real server; its folder is verified, and found out when it was forged.

#include "archive/verify.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "archive/forger.hpp"
#include "archive/verify_box.hpp"
#include "bench/hall.hpp"
#include "domain/snapshot.hpp"
#include "store/sqlite_view.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_process.hpp"

namespace torg::archive {
namespace {

using bench::Json;

store::Result<Verification> verify_folder(std::filesystem::path const& data_dir) {
  store::SqliteOptions options;
  options.data_dir = data_dir;
  auto reader = store::open_sqlite_view(options);
  if (!reader) return reader.error();
  return verify(**reader);
}

// Twelve people vote with dots, split money, fund projects, have a vote voided, and leave one open.
class HeldMeeting : public testing::Test {
 protected:
  static constexpr std::size_t voters = 12;

  static void SetUpTestSuite() {
    folder = std::make_unique<test::TempFolder>();
    test::TorgProcess server(TORG_EXECUTABLE, folder->path());
    server.start();
    bench::Hall hall(server);
    hall.join(voters);
    for (std::size_t i = 0; i < voters; ++i) {
      hall.phones()[i]->command(
          {{"type", "choose_group"}, {"group", i < 6 ? "vingaker" : "hogsjo"}});
    }
    ASSERT_TRUE(hall.settled());
    ASSERT_EQ(hall.command({{"type", "start_meeting"}}).at("type"), "ack");

    auto const dots = vote(hall, "dots", [](std::size_t i) {
      return Json{
          {"kind", "dots"},
          {"marks", {{{"option", 1 + i % 4}, {"value", 3}}, {{"option", 9}, {"value", 1}}}}};
    });
    finish(hall, dots);
    auto const split = vote(hall, "split", [](std::size_t i) {
      return Json{
          {"kind", "split"},
          {"marks",
           {{{"option", 2 + i % 3}, {"value", 95'000}}, {{"option", 5}, {"value", 5'000}}}}};
    });
    finish(hall, split);
    auto const fund = vote(hall, "fund", [](std::size_t i) {
      return Json{{"kind", "choice"}, {"options", {1 + i % 5, 7 + i % 2}}};
    });
    finish(hall, fund);
    auto const poll = vote(hall, "poll", &choice);
    hall.command({{"type", "stop_ballot"}, {"box", poll}});
    ASSERT_EQ(hall.command({{"type", "void_ballot"}, {"box", poll}, {"reason", "Fel"}}).at("type"),
              "ack");
    open_box = vote_again(hall, hall.item_of("poll"), &choice);
    // The folder is read while the server goes on, as well.
    while_serving = verify_folder(folder->path() / "data");
    meeting = "meeting/" + server.meeting();
    ASSERT_EQ(server.stop(), 0);
  }
  static void TearDownTestSuite() { folder.reset(); }

  static Json choice(std::size_t i) { return {{"kind", "choice"}, {"options", {1 + i % 3}}}; }

  static std::int64_t vote(bench::Hall& hall, std::string const& kind,
                           std::function<Json(std::size_t)> const& ballot) {
    return cast(hall, hall.open(hall.item_of(kind)), ballot);
  }
  static std::int64_t vote_again(bench::Hall& hall, std::int64_t item,
                                 std::function<Json(std::size_t)> const& ballot) {
    auto const opened = hall.command({{"type", "open_ballot"}, {"item", item}});
    return cast(hall, opened.at("answer").at("box"), ballot);
  }
  static std::int64_t cast(bench::Hall& hall, std::int64_t box,
                           std::function<Json(std::size_t)> const& ballot) {
    for (std::size_t i = 0; i < voters; ++i) hall.phones()[i]->cast(box, ballot(i));
    EXPECT_TRUE(hall.settled());
    return box;
  }
  static void finish(bench::Hall& hall, std::int64_t box) {
    hall.command({{"type", "stop_ballot"}, {"box", box}});
    auto const shown = hall.command({{"type", "show_result"}, {"box", box}});
    EXPECT_EQ(shown.at("type"), "ack") << shown.dump();
  }

  // A copy that may be spoilt.
  static std::filesystem::path copy(test::TempFolder const& into) {
    std::filesystem::copy(folder->path() / "data", into / "data");
    return into / "data";
  }

  static std::unique_ptr<test::TempFolder> folder;
  static store::Result<Verification> while_serving;
  static std::string meeting;
  static std::int64_t open_box;
};
std::unique_ptr<test::TempFolder> HeldMeeting::folder;
store::Result<Verification> HeldMeeting::while_serving = store::StoreError{};
std::string HeldMeeting::meeting;
std::int64_t HeldMeeting::open_box = 0;

TEST_F(HeldMeeting, given_a_folder_as_the_server_left_it_then_everything_fits_and_is_recounted) {
  auto const found = verify_folder(folder->path() / "data");
  ASSERT_TRUE(found) << found.error().detail;
  ASSERT_FALSE(found->misfit) << name_of(found->misfit->kind) << ' ' << found->misfit->stream;
  EXPECT_EQ(found->meetings, 1u);
  EXPECT_EQ(found->boxes_recounted, 3u);
  EXPECT_EQ(found->ballots_recounted, 3 * voters);
  EXPECT_EQ(found->boxes_voided, 1u);
  EXPECT_EQ(found->boxes_unsealed, 1u);
  EXPECT_EQ(found->ballots_unsealed, voters);
  EXPECT_EQ(found->boxes_not_recounted, 0u);
  EXPECT_TRUE(found->closed.empty());
}

TEST_F(HeldMeeting, given_a_server_on_the_folder_then_it_is_verified_all_the_same) {
  ASSERT_TRUE(while_serving) << while_serving.error().detail;
  EXPECT_FALSE(while_serving->misfit);
  EXPECT_EQ(while_serving->ballots_unsealed, voters);
}

TEST_F(HeldMeeting, given_a_closed_meeting_then_its_fingerprint_is_told) {
  test::TempFolder other;
  std::filesystem::copy(folder->path(), other / "all", std::filesystem::copy_options::recursive);
  test::TorgProcess server(TORG_EXECUTABLE, other / "all");
  server.start();
  bench::Hall hall(server);
  ASSERT_EQ(hall.command({{"type", "close_meeting"}}).at("type"), "ack");
  Json const* facts = nullptr;
  ASSERT_TRUE(hall.wait([&] {
    facts = hall.facilitator().section("meeting");
    return facts != nullptr && facts->contains("fingerprint");
  }));
  std::string const shown = facts->at("fingerprint");
  ASSERT_EQ(server.stop(), 0);
  auto const found = verify_folder(other / "all" / "data");
  ASSERT_TRUE(found) << found.error().detail;
  ASSERT_FALSE(found->misfit) << name_of(found->misfit->kind);
  ASSERT_EQ(found->closed.size(), 1u);
  EXPECT_EQ("meeting/" + found->closed.front().id, meeting);
  EXPECT_EQ(found->closed.front().fingerprint, shown);
  EXPECT_EQ(found->boxes_recounted, 4u);
}

struct Forgery {
  MisfitKind expected;
  std::function<void(Forger&)> forge;
};

// The one row of the meeting's stream.
std::string const of_meeting = "stream = (SELECT id FROM stream WHERE name LIKE 'meeting/%')";
std::string const of_forum = "stream = (SELECT id FROM stream WHERE name = 'forum')";

std::string live_table(Forger& forger) {
  return forger.column("SELECT name FROM sqlite_schema WHERE name LIKE 'live_ballot_%'").front();
}

std::vector<Forgery> forgeries() {
  using Kind = MisfitKind;
  auto const sql = [](std::string statement) {
    return [statement = std::move(statement)](Forger& forger) { forger.run(statement); };
  };
  auto const then_chain = [](std::string statement) {
    return [statement = std::move(statement)](Forger& forger) {
      forger.run(statement);
      forger.chain_anew();
    };
  };
  return {
      {Kind::version_missing, sql("DELETE FROM event WHERE version = 3 AND " + of_meeting)},
      {Kind::chain_broken, sql("UPDATE event SET payload = CAST(replace(CAST(payload AS TEXT),"
                               " '\"participant\":2', '\"participant\":3') AS BLOB) WHERE"
                               " type = 'GroupChosen'")},
      {Kind::head_differs,
       sql("DELETE FROM event WHERE " + of_meeting +
           " AND version = (SELECT max(version) FROM event WHERE " + of_meeting + ")")},
      {Kind::content_altered,
       sql("UPDATE content SET bytes = CAST('{\"sv\":\"Annat\"}' AS BLOB) WHERE " + of_meeting +
           " AND ref = (SELECT max(ref) FROM content WHERE " + of_meeting + ")")},
      {Kind::content_missing,
       sql("DELETE FROM content WHERE " + of_meeting +
           " AND ref = (SELECT max(ref) FROM content WHERE " + of_meeting + ")")},
      {Kind::erasure_untold, sql("UPDATE content SET salt = NULL, bytes = NULL WHERE " + of_forum)},
      {Kind::event_unreadable,
       then_chain("UPDATE event SET type = 'MeetingOpened' WHERE type = 'MeetingStarted'")},
      {Kind::event_misplaced,
       then_chain(
           "UPDATE event SET type = 'MeetingStarted', payload = "
           "CAST('{\"type\":\"MeetingStarted\",\"at_ms\":1}' AS BLOB) WHERE version = 1 AND " +
           of_forum)},
      {Kind::snapshot_differs,
       [](Forger& forger) {
         domain::Meeting other;
         other.version = 7;
         forger.run("INSERT OR REPLACE INTO snapshot SELECT id, 7, " +
                    std::to_string(domain::snapshot_codec_version) + ", " +
                    Forger::blob(domain::encode_snapshot(other)) +
                    " FROM stream WHERE name LIKE 'meeting/%'");
       }},
      {Kind::meeting_missing, sql("DELETE FROM event WHERE " + of_meeting +
                                  "; UPDATE stream SET version = 0 WHERE name LIKE 'meeting/%'")},
      {Kind::meeting_unregistered,
       then_chain("DELETE FROM event WHERE type = 'MeetingRegistered'")},
      {Kind::meeting_end_differs,
       [](Forger& forger) {
         auto const id = forger
                             .column(
                                 "SELECT substr(name, 9) FROM stream WHERE name LIKE"
                                 " 'meeting/%'")
                             .front();
         forger.run(
             "INSERT INTO event SELECT stream, max(version) + 1, 'MeetingFinished',"
             " CAST('{\"type\":\"MeetingFinished\",\"at_ms\":1,\"deferred_items\":[],\"meeting\":"
             "\"" +
             id + "\"}' AS BLOB), x'00' FROM event WHERE " + of_forum);
         forger.chain_anew();
       }},
      {Kind::box_missing, sql("DELETE FROM box WHERE number = 1")},
      {Kind::box_untold, sql("INSERT INTO box (stream, number, state, turnout) SELECT id, 99, 4, 0"
                             " FROM stream WHERE name LIKE 'meeting/%'")},
      {Kind::box_state_differs, sql("UPDATE box SET state = 2 WHERE state = 1")},
      {Kind::ballots_too_many,
       sql("INSERT INTO sealed_ballot SELECT box, randomblob(32), class, class_salt, ballot FROM"
           " sealed_ballot; UPDATE box SET turnout = 2 * turnout WHERE state = 3")},
      {Kind::ballot_unreadable,
       [](Forger& forger) {
         forger.run("UPDATE " + live_table(forger) + " SET ballot = CAST('{}' AS BLOB)");
       }},
      {Kind::ballot_refused,
       [](Forger& forger) {
         forger.run("UPDATE " + live_table(forger) +
                    " SET ballot = CAST(replace(CAST(ballot AS TEXT), '[1]', '[99]') AS BLOB)");
       }},
      {Kind::turnout_differs, sql("UPDATE box SET turnout = turnout + 1 WHERE state = 3")},
      {Kind::digest_differs,
       sql("UPDATE sealed_ballot SET ballot = CAST(replace(CAST(ballot AS TEXT), '\"value\":3',"
           " '\"value\":2') AS BLOB)")},
      {Kind::digest_differs, sql("UPDATE sealed_ballot SET class = 'hogsjo'")},
      {Kind::digest_differs,
       [](Forger& forger) {
         forger.rewrite<protocol::BallotSealed>([](protocol::BallotSealed& sealed) {
           sealed.digest.front() = sealed.digest.front() == 'A' ? 'B' : 'A';
         });
       }},
      {Kind::result_differs,
       [](Forger& forger) {
         forger.rewrite<protocol::BallotSealed>([](protocol::BallotSealed& sealed) {
           std::visit([](auto& result) { result.abstained += 1; }, sealed.result);
         });
       }},
      {Kind::result_differs, sql("UPDATE box SET result = CAST('{}' AS BLOB) WHERE state = 3")},
      {Kind::comparison_differs,
       [](Forger& forger) {
         forger.rewrite<protocol::BallotSealed>(
             [](protocol::BallotSealed& sealed) { sealed.comparison.reset(); });
       }},
  };
}

TEST_F(HeldMeeting, given_any_forgery_then_it_is_the_first_thing_that_is_named) {
  std::set<MisfitKind> met;
  for (auto const& forgery : forgeries()) {
    SCOPED_TRACE(name_of(forgery.expected));
    test::TempFolder other{test::TempFolder::Place::memory};
    auto const data = copy(other);
    {
      Forger forger(data);
      forgery.forge(forger);
    }
    auto const found = verify_folder(data);
    ASSERT_TRUE(found) << found.error().detail;
    ASSERT_TRUE(found->misfit);
    EXPECT_EQ(name_of(found->misfit->kind), name_of(forgery.expected));
    met.insert(forgery.expected);
  }
  // Two of one key cannot be in the table; see VerifyBox for that one.
  for (int kind = 0; name_of(static_cast<MisfitKind>(kind)) != "unknown"; ++kind) {
    auto const which = static_cast<MisfitKind>(kind);
    if (!is_of_folder(which)) continue;
    EXPECT_TRUE(met.contains(which) || which == MisfitKind::ballots_unordered) << name_of(which);
  }
}

TEST_F(HeldMeeting, given_a_forged_vote_or_event_then_the_place_is_named) {
  test::TempFolder other{test::TempFolder::Place::memory};
  auto const data = copy(other);
  {
    Forger forger(data);
    forger.run("UPDATE box SET state = 2 WHERE state = 1");
  }
  auto found = verify_folder(data);
  ASSERT_TRUE(found && found->misfit);
  EXPECT_EQ(
      *found->misfit,
      (Misfit{
          MisfitKind::box_state_differs, meeting, 0, static_cast<std::uint32_t>(open_box), {}}));
  {
    Forger forger(data);
    forger.run("UPDATE event SET payload = CAST('{}' AS BLOB) WHERE version = 5 AND " + of_meeting);
  }
  found = verify_folder(data);
  ASSERT_TRUE(found && found->misfit);
  EXPECT_EQ(*found->misfit, (Misfit{MisfitKind::chain_broken, meeting, 5, 0, {}}));
}

TEST_F(HeldMeeting, given_a_rule_of_a_newer_version_then_the_vote_is_said_not_to_be_recounted) {
  test::TempFolder other{test::TempFolder::Place::memory};
  auto const data = copy(other);
  {
    Forger forger(data);
    forger.run(
        "UPDATE event SET payload = CAST(replace(CAST(payload AS TEXT), '\"rule_version\":1',"
        " '\"rule_version\":99') AS BLOB) WHERE type = 'BallotOpened' AND"
        " CAST(payload AS TEXT) LIKE '%\"box\":1,%'");
    forger.chain_anew();
  }
  auto const found = verify_folder(data);
  ASSERT_TRUE(found) << found.error().detail;
  EXPECT_FALSE(found->misfit);
  EXPECT_EQ(found->boxes_not_recounted, 1u);
  EXPECT_EQ(found->boxes_recounted, 2u);
}

TEST(VerifyFolder, given_a_damaged_page_then_the_database_is_said_to_be_corrupt) {
  test::TempFolder folder{test::TempFolder::Place::memory};
  store::SqliteOptions options;
  options.data_dir = folder / "data";
  {
    ASSERT_TRUE(store::open_sqlite_store(options));
  }
  ASSERT_TRUE(verify_folder(options.data_dir));
  auto const file = options.data_dir / "torg.db";
  auto const size = std::filesystem::file_size(file);
  std::filesystem::resize_file(file, size / 2);
  auto const found = verify_folder(options.data_dir);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, store::StoreErrc::corrupt) << found.error().detail;
}

TEST(VerifyFolder, given_no_database_then_that_is_said_and_none_is_made) {
  test::TempFolder folder;
  auto const found = verify_folder(folder / "nothing");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().system_code, ENOENT);
  EXPECT_FALSE(std::filesystem::exists(folder / "nothing"));
}

TEST(VerifyBox, given_two_ballots_under_one_key_then_the_box_does_not_fit) {
  domain::Box told;
  told.state = protocol::BoxState::sealed;
  told.sealed = protocol::BallotSealed{};
  told.sealed->entitled = 2;
  store::BoxRecord stored;
  stored.state = store::BoxState::sealed;
  stored.turnout = 2;
  stored.sealed.resize(2);
  EXPECT_EQ(verify_box(told, stored, 2).misfit, MisfitKind::ballots_unordered);
}

}  // namespace
}  // namespace torg::archive
