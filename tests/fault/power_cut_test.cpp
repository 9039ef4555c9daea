// The power is cut at any write, sync, truncation or deletion of a busy store, also while it is
// recovering from the last cut. What was acknowledged has to be there, whole, and nothing that was
// never asked for. TORG_CUTS takes another number of cuts; 1 000 are the full form.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "early_store.hpp"
#include "random_steps.hpp"
#include "store/sqlite_store.hpp"
#include "store/sqlite_view.hpp"
#include "support/memory_store.hpp"
#include "support/power_cut_vfs.hpp"
#include "support/sqlite_house.hpp"

namespace torg::test {
namespace {

std::uint64_t cut_count() {
  char const* const asked = std::getenv("TORG_CUTS");
  return asked ? std::stoull(asked) : 200;
}

/// All that a reader can see of one stream and the meta table.
struct Picture {
  std::vector<store::StoredEvent> events;
  store::StreamHead head;
  std::vector<store::StoredContent> contents;
  std::vector<store::BoxRecord> boxes;
  std::vector<store::Credential> credentials;
  std::vector<store::RememberedCommand> remembered;
  std::optional<store::Snapshot> snapshot;

  bool operator==(const Picture&) const = default;
};

store::Result<Picture> picture_of(store::StoreReader& reader) {
  constexpr const char* stream = "meeting/a";
  Picture picture;
  auto events = reader.read_stream(stream, 0, 1'000'000);
  if (!events) return events.error();
  picture.events = std::move(*events);
  auto head = reader.stream_head(stream);
  if (!head) return head.error();
  picture.head = *head;
  auto contents = reader.read_contents(stream);
  if (!contents) return contents.error();
  picture.contents = std::move(*contents);
  auto boxes = reader.boxes_of(stream);
  if (!boxes) return boxes.error();
  for (const auto& summary : *boxes) {
    auto box = reader.read_box(stream, summary.box);
    if (!box) return box.error();
    picture.boxes.push_back(std::move(**box));
  }
  auto credentials = reader.credentials_of(stream);
  if (!credentials) return credentials.error();
  picture.credentials = std::move(*credentials);
  auto remembered = reader.remembered_commands(stream);
  if (!remembered) return remembered.error();
  picture.remembered = std::move(*remembered);
  auto snapshot = reader.load_snapshot(stream);
  if (!snapshot) return snapshot.error();
  picture.snapshot = std::move(*snapshot);
  return picture;
}

enum class Found {
  what_was_acknowledged,
  and_the_last_step,  ///< which was under way, so it may have happened
  something_else,     ///< an acknowledged step was lost, or half of one is there
  damage,             ///< it does not open, or is not sound
};

/// One data folder, written to and cut off again and again. A store in memory takes every step that
/// was acknowledged and so says what has to be there.
class CutOff {
 public:
  enum class Acknowledging { in_time, too_early };

  CutOff(std::uint32_t seed, Acknowledging acknowledging)
      : vfs_(seed), steps_(seed), acknowledging_(acknowledging) {
    EXPECT_TRUE(open());
  }

  PowerCutVfs& disk() { return vfs_; }

  /// Works until the power goes, waits for it to come back, and looks.
  Found cut_once() {
    vfs_.cut_after(1 + steps_.pick(steps_.pick(3) == 0 ? 300 : 25));
    std::optional<Step> under_way;
    while (!under_way) {
      auto step = steps_.next(model_);
      const auto answer = take(*store_, step);
      if (!answer) {
        under_way = std::move(step);
      } else {
        note(step, *answer);
      }
    }
    lose_power();
    // Starting writes too, and can be cut off as well.
    while (steps_.pick(3) == 0) {
      vfs_.cut_after(1 + steps_.pick(12));
      if (open()) break;
      lose_power();
    }
    if (!store_ && !open()) return Found::damage;
    vfs_.cut_after(0);
    return look(*under_way);
  }

 private:
  void note(const Step& step, const std::vector<store::UnitOutcome>& answered) {
    const auto expected = take(model_, step).value();
    if (acknowledging_ == Acknowledging::in_time) {
      EXPECT_EQ(answered, expected);
    }
    if (std::holds_alternative<Scrub>(step) && !store_->scrub_pending().value()) note_gone();
  }

  /// Secrets that scrubbing has removed from all files have to stay away.
  void note_gone() {
    for (const auto& box : model_.boxes_of("meeting/a").value()) {
      const bool live = box.state == store::BoxState::open || box.state == store::BoxState::stopped;
      if (!live) gone_.insert(RandomSteps::secret_of(box.box));
    }
  }

  bool open() {
    auto opened = store::open_sqlite_store({data_dir(), PowerCutVfs::name, 2000});
    if (!opened) return false;
    store_ = std::move(opened->store);
    if (acknowledging_ == Acknowledging::too_early) {
      store_ = std::make_unique<EarlyStore>(std::move(store_));
    }
    return true;
  }

  void lose_power() {
    vfs_.cut_power();
    store_.reset();
    vfs_.restore_power();
  }

  Found look(const Step& under_way) {
    {
      const auto view = store::open_sqlite_view({data_dir(), PowerCutVfs::name, 2000});
      if (!view || (*view)->verify_stream("meeting/a").value().fault) return Found::damage;
    }
    const std::string files = gone_.empty() ? std::string() : bytes_of_folder(data_dir());
    for (const auto& secret : gone_) {
      if (files.find(secret) != std::string::npos) return Found::damage;
    }
    const auto found = picture_of(*store_);
    if (!found) return Found::damage;
    if (*found == picture_of(model_).value()) return Found::what_was_acknowledged;
    const auto happened = take(model_, under_way);
    EXPECT_TRUE(happened);
    return *found == picture_of(model_).value() ? Found::and_the_last_step : Found::something_else;
  }

  std::filesystem::path data_dir() const { return folder_ / "data"; }

  TempFolder folder_{TempFolder::Place::memory};
  PowerCutVfs vfs_;
  RandomSteps steps_;
  Acknowledging acknowledging_;
  MemoryStore model_;
  std::set<std::string> gone_;
  std::unique_ptr<store::Store> store_;
};

constexpr int cuts_of_one_folder = 20;

TEST(PowerCut, given_a_busy_store_when_the_power_is_cut_then_nothing_acknowledged_is_lost) {
  std::uint64_t cuts = 0;
  std::uint64_t spoilt = 0;
  int last_step_there = 0;
  for (std::uint32_t seed = 1; cuts < cut_count() && !HasFailure(); ++seed) {
    CutOff store(seed, CutOff::Acknowledging::in_time);
    for (int i = 0; i < cuts_of_one_folder && !HasFailure(); ++i) {
      const auto found = store.cut_once();
      EXPECT_NE(found, Found::something_else) << "seed " << seed << ", cut " << i;
      EXPECT_NE(found, Found::damage) << "seed " << seed << ", cut " << i;
      last_step_there += found == Found::and_the_last_step ? 1 : 0;
    }
    cuts += store.disk().cuts();
    spoilt += store.disk().spoilt_writes();
  }
  // Otherwise the disk was never cruel enough, or only ever so.
  EXPECT_GT(spoilt, cuts);
  EXPECT_GT(last_step_there, 0);
  RecordProperty("cuts", std::to_string(cuts));
  RecordProperty("spoilt_writes", std::to_string(spoilt));
}

/// How many of 60 cuts show that something is wrong.
int cuts_that_tell(CutOff::Acknowledging acknowledging, PowerCutVfs::Syncing syncing) {
  int told = 0;
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    CutOff store(seed, acknowledging);
    store.disk().set_syncing(syncing);
    const auto found = store.cut_once();
    told += found == Found::something_else || found == Found::damage ? 1 : 0;
  }
  return told;
}

TEST(PowerCut, given_a_store_that_acknowledges_too_early_when_the_power_is_cut_then_it_is_caught) {
  EXPECT_GT(cuts_that_tell(CutOff::Acknowledging::too_early, PowerCutVfs::Syncing::honest), 0);
}

TEST(PowerCut, given_a_disk_that_only_says_it_synced_when_the_power_is_cut_then_it_is_caught) {
  EXPECT_GT(cuts_that_tell(CutOff::Acknowledging::in_time, PowerCutVfs::Syncing::lying), 0);
}

TEST(PowerCut, given_the_same_store_and_disk_when_honest_then_the_same_cuts_tell_nothing) {
  EXPECT_EQ(cuts_that_tell(CutOff::Acknowledging::in_time, PowerCutVfs::Syncing::honest), 0);
}

}  // namespace
}  // namespace torg::test
