// A meeting goes on while each write, truncation and sync of its disk fails in turn. What phones
// and facilitator were told has to be true after a restart.

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "archive/verify.hpp"
#include "live/hall.hpp"
#include "store/sqlite_store.hpp"
#include "store/sqlite_view.hpp"
#include "support/failing_vfs.hpp"

namespace torg::test {
namespace {

/// What a command's sender learned.
enum class Learned { stored, not_stored, unknown };

class TroubledMeeting {
 public:
  explicit TroubledMeeting(FailingVfs& vfs)
      : vfs_(vfs), hall_(1, limits(), [this] { return open(); }) {
    hall_.lead(facilitator_);
    box_ = hall_.open_poll(facilitator_);
    for (std::size_t i = 0; i < phones_.size(); ++i) {
      hall_.join(phones_[i], Hall::token(static_cast<int>(i)));
    }
    hall_.settle();
  }

  /// Votes and agenda items until the fault is over, then the count.
  void go() {
    for (int round = 1; round <= 4; ++round) {
      for (auto& phone : phones_) {
        send(phone, Hall::vote(box_, 1 + round % 2, round), &sent_ballots_[&phone][round]);
      }
      auto const title = "round " + std::to_string(round);
      send(facilitator_,
           {{"type", "add_items"}, {"items", {{{"kind", "break"}, {"title", {{"sv", title}}}}}}},
           &sent_items_[title]);
      until_answered();
    }
    send(facilitator_, {{"type", "stop_ballot"}, {"box", box_}}, &sent_other_.emplace_back());
    until_answered();
    send(facilitator_, {{"type", "show_result"}, {"box", box_}}, &shown_);
    until_answered();
  }

  /// The disk is well again: a command has to work, on its own, within five seconds of the clock.
  void heal() {
    vfs_.heal();
    for (int waited_ms = 0;; waited_ms += 100) {
      auto const id = hall_.do_command(
          facilitator_,
          {{"type", "add_items"}, {"items", {{{"kind", "break"}, {"title", {{"sv", "after"}}}}}}});
      if (facilitator_.acked(id)) return;
      ASSERT_LE(waited_ms, 5'000) << facilitator_.error(id);
      hall_.hurry(100);
    }
  }

  void expect_that_what_was_learned_is_true() {
    for (auto& phone : phones_) phone.disconnect();
    facilitator_.disconnect();
    hall_.restart();
    auto const view = store::open_sqlite_view({folder_ / "data", FailingVfs::name, 2000});
    ASSERT_TRUE(view) << view.error().detail;
    auto const found = archive::verify(**view);
    ASSERT_TRUE(found) << found.error().detail;
    ASSERT_FALSE(found->misfit) << archive::name_of(found->misfit->kind);
    expect_items(**view);
    expect_ballots(**view);
  }

 private:
  static live::Limits limits() {
    live::Limits limits;
    limits.events_per_snapshot = 5;
    return limits;
  }

  std::unique_ptr<store::Store> open() {
    return std::move(
        store::open_sqlite_store({folder_ / "data", FailingVfs::name, 2000}).value().store);
  }

  struct Sent {
    Client* by = nullptr;
    std::string id;
  };

  void send(Client& by, Json command, Sent* sent) {
    *sent = {&by, by.command(std::move(command))};
    waiting_.push_back(*sent);
  }
  void until_answered() {
    for (auto const& sent : waiting_) {
      hall_.until([&] { return sent.by->answered(sent.id); }, "for an answer");
    }
    waiting_.clear();
  }
  static Learned learned(Sent const& sent) {
    if (sent.by->acked(sent.id)) return Learned::stored;
    return sent.by->error(sent.id) == "outcome_unknown" ? Learned::unknown : Learned::not_stored;
  }

  void expect_items(store::StoreReader& view) {
    std::multiset<std::string> titles;
    for (auto const& content : view.read_contents("meeting/" + hall_.meeting).value()) {
      titles.insert(content.bytes);
    }
    for (auto const& [title, sent] : sent_items_) {
      auto const there = titles.count("{\"sv\":\"" + title + "\"}");
      auto const learnt = learned(sent);
      EXPECT_LE(there, 1u) << title;
      if (learnt != Learned::unknown) {
        EXPECT_EQ(there, learnt == Learned::stored ? 1u : 0u) << title;
      }
    }
  }

  void expect_ballots(store::StoreReader& view) {
    auto const box =
        view.read_box("meeting/" + hall_.meeting, static_cast<std::uint32_t>(box_)).value().value();
    std::size_t must_stand = 0;
    std::size_t may_stand = 0;
    for (auto& [phone, rounds] : sent_ballots_) {
      bool stands = false;
      bool may = false;
      for (auto const& [round, sent] : rounds) {
        stands = stands || learned(sent) == Learned::stored;
        may = may || learned(sent) != Learned::not_stored;
      }
      must_stand += stands ? 1 : 0;
      may_stand += may ? 1 : 0;
    }
    EXPECT_GE(box.turnout, must_stand);
    EXPECT_LE(box.turnout, may_stand);
    if (learned(shown_) == Learned::stored) {
      EXPECT_EQ(box.state, store::BoxState::sealed);
    }
    if (box.state != store::BoxState::sealed) expect_revisions(box);
  }

  /// Voters' keys tell nothing, so the revisions are compared as a whole.
  void expect_revisions(store::BoxRecord const& box) {
    std::multiset<std::uint64_t> least;
    std::multiset<std::uint64_t> most;
    for (auto& [phone, rounds] : sent_ballots_) {
      std::uint64_t acked = 0;
      std::uint64_t tried = 0;
      for (auto const& [round, sent] : rounds) {
        auto const revision = static_cast<std::uint64_t>(round);
        if (learned(sent) == Learned::stored) acked = revision;
        if (learned(sent) != Learned::not_stored) tried = revision;
      }
      least.insert(acked);
      most.insert(std::max(acked, tried));
    }
    std::multiset<std::uint64_t> found;
    for (auto const& row : box.standing) found.insert(row.revision);
    while (found.size() < phones_.size()) found.insert(0);
    auto const between = [&](auto const& low, auto const& high) {
      return std::equal(low.begin(), low.end(), high.begin(), high.end(),
                        [](auto left, auto right) { return left <= right; });
    };
    EXPECT_TRUE(between(least, found)) << "an acknowledged ballot is missing";
    EXPECT_TRUE(between(found, most)) << "a refused ballot came back";
  }

  FailingVfs& vfs_;
  TempFolder folder_{TempFolder::Place::memory};
  Hall hall_;
  Client facilitator_;
  std::array<Client, 4> phones_;
  std::int64_t box_ = 0;
  std::vector<Sent> waiting_;
  std::map<Client*, std::map<int, Sent>> sent_ballots_;
  std::map<std::string, Sent> sent_items_;
  std::vector<Sent> sent_other_;
  Sent shown_;
};

class DiskError : public testing::TestWithParam<std::pair<int, FailingVfs::Duration>> {};

TEST_P(DiskError, given_each_write_and_sync_failing_then_nobody_was_told_what_is_not_so) {
  auto const [code, duration] = GetParam();
  FailingVfs vfs;
  int faults = 0;
  for (int operation = 1; operation < 2'000; ++operation) {
    SCOPED_TRACE("operation " + std::to_string(operation));
    TroubledMeeting meeting(vfs);
    vfs.fail(operation, code, duration);
    meeting.go();
    bool const reached = vfs.failures() > 0;
    meeting.heal();
    meeting.expect_that_what_was_learned_is_true();
    if (HasFailure() || !reached) break;
    ++faults;
  }
  EXPECT_GT(faults, 20);
  RecordProperty("faults", std::to_string(faults));
}

INSTANTIATE_TEST_SUITE_P(Once, DiskError,
                         testing::Values(std::pair(SQLITE_IOERR_WRITE, FailingVfs::Duration::once),
                                         std::pair(SQLITE_FULL, FailingVfs::Duration::once)));
INSTANTIATE_TEST_SUITE_P(
    UntilHealed, DiskError,
    testing::Values(std::pair(SQLITE_IOERR_FSYNC, FailingVfs::Duration::until_healed),
                    std::pair(SQLITE_FULL, FailingVfs::Duration::until_healed)));

}  // namespace
}  // namespace torg::test
