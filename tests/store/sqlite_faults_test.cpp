#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "store/sqlite_store.hpp"
#include "support/failing_vfs.hpp"
#include "support/faulty_store.hpp"
#include "support/sqlite_house.hpp"

namespace torg::test {
namespace {

using store::StoreErrc;
using store::Unit;

std::string answer_to_integrity_check(const std::filesystem::path& database) {
  sqlite3* db = nullptr;
  std::string answer = "not opened";
  if (sqlite3_open(database.c_str(), &db) == SQLITE_OK) {
    sqlite3_exec(
        db, "PRAGMA integrity_check",
        [](void* to, int, char** columns, char**) {
          *static_cast<std::string*>(to) = columns[0];
          return 0;
        },
        &answer, nullptr);
  }
  sqlite3_close(db);
  return answer;
}

store::AppendEvents event_number(std::uint64_t version, const std::string& said = "counted") {
  return {"meeting/a", version - 1, {{"Counted", said}}, {}};
}

// A batch, and what its sender learned of each unit.
enum class Learned { nothing, done, unknown };

/// Sends batches of events and ballots through a store whose disk fails somewhere, behaves as a
/// writer should when that happens, and compares in the end what it was told with what is there.
class Voting {
 public:
  explicit Voting(FailingVfs& vfs) : vfs_(vfs), house_(FailingVfs::name) {
    EXPECT_TRUE(house_.store().put_meta("before", "the fault").has_value());
    EXPECT_TRUE(send({{store::OpenBox{"meeting/a", 1, "wrapped secret of the box"}}}));
  }

  void go() {
    for (std::uint8_t i = 1; i <= 4; ++i) {
      const auto head = house_.store().stream_head("meeting/a");
      ASSERT_TRUE(head.has_value());
      auto large = ballot_of(i, 1, std::string(9000, static_cast<char>('a' + i)));
      send({{event_number(head->version + 1, "batch " + std::to_string(i))},
            {ballot_of(100, i, "again")},
            {large}});
    }
    send({{store::StopBox{"meeting/a", 1}}});
    seal();
  }

  void expect_that_what_was_learned_is_true() {
    house_.restart();
    store::Store& store = house_.store();
    EXPECT_EQ(store.get_meta("before").value(), "the fault");
    for (const auto& [unit, learned] : sent_) {
      const bool there = store.is_durable(unit).value();
      const auto* ballot = std::get_if<store::CastBallot>(&unit[0]);
      const bool replaced = ballot != nullptr && ballot->voter_key == digest_of(100);
      if (std::holds_alternative<store::OpenBox>(unit[0]) ||
          std::holds_alternative<store::StopBox>(unit[0]) || replaced) {
        continue;  // what follows them is what shows that they were done
      }
      EXPECT_EQ(there, learned == Learned::done) << "unit " << unit[0].index();
    }
    EXPECT_FALSE(store.verify_stream("meeting/a").value().fault.has_value());
    const auto box = store.read_box("meeting/a", 1).value();
    ASSERT_TRUE(box.has_value());
    EXPECT_EQ(box->turnout, acknowledged_voters());
    EXPECT_EQ(answer_to_integrity_check(house_.database()), "ok");
  }

  bool met_a_fault() const { return met_a_fault_; }

 private:
  bool send(const std::vector<Unit>& batch) {
    auto outcomes = house_.store().append(batch);
    if (outcomes) {
      for (std::size_t i = 0; i < batch.size(); ++i) {
        EXPECT_EQ((*outcomes)[i], UnitOutcome::committed) << name_of((*outcomes)[i]);
        sent_.emplace_back(batch[i], Learned::done);
      }
      return true;
    }
    recover();
    for (const Unit& unit : batch) {
      auto durable = house_.store().is_durable(unit);
      EXPECT_TRUE(durable.has_value());
      sent_.emplace_back(unit, durable.value() ? Learned::done : Learned::unknown);
    }
    // Steps that later ones need are sent again.
    if (sent_.back().second == Learned::unknown && batch.size() == 1) {
      sent_.pop_back();
      return send(batch);
    }
    return false;
  }

  void recover() {
    met_a_fault_ = true;
    EXPECT_EQ(house_.store().stream_head("meeting/a").error().code, StoreErrc::must_reopen);
    auto reopened = house_.store().reopen();  // the disk may still be failing
    vfs_.heal();
    if (!reopened) reopened = house_.store().reopen();
    ASSERT_TRUE(reopened.has_value()) << reopened.error().detail;
  }

  void seal() {
    const auto record = house_.store().read_box("meeting/a", 1).value();
    store::SealBox seal{"meeting/a", 1, {}, "result", digest_of(99)};
    for (const auto& row : record->standing) {
      seal.ballots.push_back({row.voter_key, row.ballot_class, row.class_salt, row.ballot});
    }
    send({{seal}});
    auto scrubbed = house_.store().scrub();
    if (!scrubbed) {
      recover();
      scrubbed = house_.store().scrub();
    }
    ASSERT_TRUE(scrubbed.has_value());
    EXPECT_EQ(*scrubbed, store::ScrubOutcome::clean);
    EXPECT_EQ(occurrences_in_folder(house_.data_dir(), "wrapped secret of the box"), 0U);
  }

  std::uint64_t acknowledged_voters() const {
    std::map<store::Digest, bool> voters;
    for (const auto& [unit, learned] : sent_) {
      const auto* ballot = std::get_if<store::CastBallot>(&unit[0]);
      if (ballot != nullptr && learned == Learned::done) voters[ballot->voter_key] = true;
    }
    return voters.size();
  }

  FailingVfs& vfs_;
  SqliteHouse house_;
  std::vector<std::pair<Unit, Learned>> sent_;
  bool met_a_fault_ = false;
};

class EachWriteAndSync : public testing::TestWithParam<std::pair<int, FailingVfs::Duration>> {};

TEST_P(EachWriteAndSync, given_that_it_fails_when_reopened_then_what_was_answered_is_true) {
  const auto [code, duration] = GetParam();
  FailingVfs vfs;
  int faults_met = 0;
  for (int operation = 1;; ++operation) {
    SCOPED_TRACE("operation " + std::to_string(operation));
    Voting run(vfs);
    vfs.fail(operation, code, duration);
    run.go();
    const bool reached = vfs.failures() > 0;
    vfs.heal();
    run.expect_that_what_was_learned_is_true();
    if (HasFailure() || !reached) break;
    faults_met += run.met_a_fault() ? 1 : 0;
  }
  EXPECT_GT(faults_met, 20);
}

INSTANTIATE_TEST_SUITE_P(
    Disk, EachWriteAndSync,
    testing::Values(std::pair(SQLITE_IOERR_WRITE, FailingVfs::Duration::once),
                    std::pair(SQLITE_IOERR_FSYNC, FailingVfs::Duration::until_healed),
                    std::pair(SQLITE_FULL, FailingVfs::Duration::until_healed)));

TEST(SqliteFaults, given_a_disk_error_when_appending_then_the_answer_tells_which) {
  FailingVfs vfs;
  const std::vector<std::pair<int, StoreErrc>> cases = {{SQLITE_FULL, StoreErrc::full},
                                                        {SQLITE_IOERR_WRITE, StoreErrc::io}};
  for (const auto& [code, expected] : cases) {
    SqliteHouse house(FailingVfs::name);
    vfs.fail(1, code, FailingVfs::Duration::once);
    auto put = house.store().put_meta("k", "v");
    ASSERT_FALSE(put.has_value());
    EXPECT_EQ(put.error().code, expected) << put.error().detail;
    EXPECT_EQ(put.error().system_code, code);
    EXPECT_FALSE(put.error().detail.empty());
  }
}

// The disk is a tmpfs of one megabyte, which only root can mount.
class FullDisk : public testing::Test {
 protected:
  void SetUp() override {
    if (::mount("torg-test", folder_.path().c_str(), "tmpfs", 0, "size=1m") != 0) {
      GTEST_SKIP() << "cannot mount a small tmpfs here: " << std::strerror(errno);
    }
    mounted_ = true;
  }
  void TearDown() override {
    if (mounted_) ::umount2(folder_.path().c_str(), MNT_DETACH);
  }

  TempFolder folder_;
  bool mounted_ = false;
};

TEST_F(FullDisk, given_no_space_left_when_appending_then_it_is_said_and_works_again_with_space) {
  auto opened = store::open_sqlite_store({folder_ / "data", "", 2000});
  ASSERT_TRUE(opened.has_value());
  store::Store& store = *opened->store;
  std::uint64_t version = 1;
  ASSERT_TRUE(store.append(std::vector<Unit>{{event_number(version)}}).has_value());
  {
    std::ofstream filler(folder_ / "filler", std::ios::binary);
    for (int i = 0; i < 2048 && filler; ++i) filler << std::string(1024, 'x') << std::flush;
  }
  store::StoreError error;
  for (int i = 0; i < 400; ++i) {
    const std::vector<Unit> batch{{event_number(version + 1)}};
    auto outcomes = store.append(batch);
    if (outcomes) {
      ++version;
      continue;
    }
    error = outcomes.error();
    break;
  }
  ASSERT_EQ(error.code, StoreErrc::full) << error.detail;
  std::filesystem::remove(folder_ / "filler");
  ASSERT_TRUE(store.reopen().has_value());
  if (store.is_durable({event_number(version + 1)}).value()) ++version;
  EXPECT_EQ(store.stream_head("meeting/a").value().version, version);
  const std::vector<Unit> next{{event_number(version + 1)}};
  ASSERT_TRUE(store.append(next).has_value());
  EXPECT_TRUE(store.is_durable(next[0]).value());
}

TEST(FaultyStore, given_a_commit_that_failed_after_it_happened_when_reopened_then_it_is_found) {
  SqliteHouse house;
  FaultyStore store(house.store());
  const std::vector<Unit> batch{{event_number(1)}, {event_number(7)}};
  store.fail_append(1, FaultyStore::Moment::after_it_happened);
  EXPECT_EQ(store.append(batch).error().code, StoreErrc::io);
  EXPECT_EQ(store.append(batch).error().code, StoreErrc::must_reopen);
  EXPECT_EQ(store.is_durable(batch[0]).error().code, StoreErrc::must_reopen);
  store.fail_reopens(1);
  EXPECT_FALSE(store.reopen().has_value());
  ASSERT_TRUE(store.reopen().has_value());
  EXPECT_TRUE(store.is_durable(batch[0]).value());
  EXPECT_FALSE(store.is_durable(batch[1]).value());
}

TEST(FaultyStore, given_a_commit_that_never_happened_when_reopened_then_it_can_be_done_again) {
  SqliteHouse house;
  FaultyStore store(house.store());
  const std::vector<Unit> batch{{event_number(1)}};
  const std::vector<Unit> next{{event_number(2)}};
  store.fail_append(2, FaultyStore::Moment::before_it_happened, StoreErrc::full);
  ASSERT_TRUE(store.append(batch).has_value());
  EXPECT_EQ(store.append(next).error().code, StoreErrc::full);
  ASSERT_TRUE(store.reopen().has_value());
  EXPECT_FALSE(store.is_durable(next[0]).value());
  EXPECT_EQ(store.append(next).value()[0], UnitOutcome::committed);
}

/// Casts ballots for ever and writes the number of each that was acknowledged to a pipe.
[[noreturn]] void vote_until_killed(const std::filesystem::path& data_dir, int acknowledged) {
  auto opened = store::open_sqlite_store({data_dir, "", 2000});
  if (!opened) ::_exit(1);
  const auto begun =
      opened->store->append(std::vector<Unit>{{store::OpenBox{"meeting/a", 1, "s"}}});
  if (!begun) ::_exit(1);
  for (std::uint32_t number = 0;; number += 3) {
    std::vector<Unit> batch;
    for (std::uint32_t i = number; i < number + 3; ++i) {
      auto ballot = ballot_of(0, 1, std::to_string(i));
      std::memcpy(ballot.voter_key.data(), &i, sizeof(i));
      batch.push_back({ballot});
    }
    if (!opened->store->append(batch)) ::_exit(1);
    const std::uint32_t last = number + 2;
    if (::write(acknowledged, &last, sizeof(last)) != sizeof(last)) ::_exit(1);
  }
}

TEST(Killed, given_ballots_pouring_in_when_killed_then_all_that_were_acknowledged_are_there) {
  for (int round = 0; round < 5; ++round) {
    const TempFolder folder;
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) vote_until_killed(folder / "data", pipe[1]);
    ::close(pipe[1]);
    std::uint32_t last = 0;
    for (int batches = 0; batches < 20 + round; ++batches) {
      ASSERT_EQ(::read(pipe[0], &last, sizeof(last)), static_cast<ssize_t>(sizeof(last)));
    }
    ::kill(child, SIGKILL);
    while (::read(pipe[0], &last, sizeof(last)) == static_cast<ssize_t>(sizeof(last))) {
    }
    ::close(pipe[0]);
    ::waitpid(child, nullptr, 0);

    auto opened = store::open_sqlite_store({folder / "data", "", 2000});
    ASSERT_TRUE(opened.has_value()) << opened.error().detail;
    EXPECT_FALSE(opened->created);
    const auto box = opened->store->read_box("meeting/a", 1).value();
    ASSERT_TRUE(box.has_value());
    std::vector<bool> found(last + 4, false);
    for (const auto& row : box->standing) found.at(std::stoul(row.ballot)) = true;
    EXPECT_EQ(std::count(found.begin(), found.begin() + last + 1, true), last + 1);
    EXPECT_LE(box->turnout, last + 4);
    EXPECT_EQ(answer_to_integrity_check(folder / "data" / "torg.db"), "ok");
  }
}

}  // namespace
}  // namespace torg::test
