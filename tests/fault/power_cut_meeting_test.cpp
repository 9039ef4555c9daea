// The power is cut while a whole meeting runs: actors, writer and store. What a phone or the
// facilitator was told is stored has to be there when they come back. TORG_MEETING_CUTS takes
// another number of cuts; 200 are the full form.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

#include "archive/verify.hpp"
#include "full_form.hpp"
#include "live/hall.hpp"
#include "store/sqlite_store.hpp"
#include "store/sqlite_view.hpp"
#include "support/power_cut_vfs.hpp"

namespace torg::test {
namespace {

class CutOffMeeting {
 public:
  explicit CutOffMeeting(std::uint32_t seed)
      : vfs_(seed), random_(seed), hall_(1, {}, [this] { return open(); }) {
    hall_.lead(facilitator_);
    token_ = hall_.links.facilitator_token;
    box_ = hall_.open_poll(facilitator_);
    for (std::size_t i = 0; i < phones_.size(); ++i) {
      hall_.join(phones_[i], Hall::token(static_cast<int>(i)));
    }
    hall_.settle();
  }

  PowerCutVfs& disk() { return vfs_; }

  /// Votes and items until the power goes; then everybody comes back. How many things that somebody
  /// was told to be stored are not there.
  int cut_once() {
    vfs_.cut_after(1 + random_() % 40);
    while (!vfs_.is_cut()) round();
    for (auto& phone : phones_) phone.disconnect();
    facilitator_.disconnect();
    hall_.restart();
    return lost();
  }

 private:
  std::unique_ptr<store::Store> open() {
    if (vfs_.is_cut()) vfs_.restore_power();
    return std::move(
        store::open_sqlite_store({folder_ / "data", PowerCutVfs::name, 2000}).value().store);
  }

  void round() {
    ++turn_;
    std::map<Client*, std::string> sent;
    for (auto& phone : phones_) {
      if (random_() % 3 == 0) continue;
      sent[&phone] = phone.command(Hall::vote(box_, 1 + turn_ % 2, turn_));
    }
    auto const title = "item " + std::to_string(turn_);
    if (items_.size() < 150) {
      sent[&facilitator_] = facilitator_.command(
          {{"type", "add_items"}, {"items", {{{"kind", "break"}, {"title", {{"sv", title}}}}}}});
    }
    for (auto const& [by, id] : sent) {
      hall_.until([&, who = by, what = id] { return who->answered(what); }, "for an answer");
      if (!by->acked(id)) continue;
      if (by == &facilitator_) {
        items_.insert(title);
      } else {
        acked_[by] = turn_;
      }
    }
  }

  int lost() {
    int missing = 0;
    facilitator_.scopes.clear();
    facilitator_.connect(*hall_.directory);
    facilitator_.hello({{"kind", "token"}, {"token", token_}}, hall_.meeting);
    hall_.until(
        [&] {
          return facilitator_.closed || !facilitator_.section("facilitator", "agenda").is_null();
        },
        "for a view");
    if (facilitator_.closed) return 1 + static_cast<int>(items_.size());
    std::set<std::string> titles;
    auto const agenda = facilitator_.section("facilitator", "agenda");
    for (auto const& entry : agenda.at("entries")) {
      titles.insert(entry["title"]["sv"]);
    }
    std::erase_if(items_, [&](auto const& title) {
      missing += titles.contains(title) ? 0 : 1;
      return !titles.contains(title);
    });
    auto const own = "own_ballot/" + std::to_string(box_);
    for (std::size_t i = 0; i < phones_.size(); ++i) {
      auto& phone = phones_[i];
      phone.scopes.clear();
      hall_.join(phone, Hall::token(static_cast<int>(i)));
      hall_.settle();
      std::int64_t revision = 0;
      for (auto const& [name, scope] : phone.scopes) {
        auto const section = scope.sections.find(own);
        if (section != scope.sections.end()) revision = section->second["revision"];
      }
      auto const acked = acked_.find(&phone);
      if (acked != acked_.end() && revision < acked->second) ++missing;
      acked_[&phone] = revision;
    }
    auto const view = store::open_sqlite_view({folder_ / "data", PowerCutVfs::name, 2000});
    if (!view || archive::verify(**view).value().misfit) ++missing;
    return missing;
  }

  TempFolder folder_{TempFolder::Place::memory};
  PowerCutVfs vfs_;
  std::mt19937 random_;
  Hall hall_;
  Client facilitator_;
  std::array<Client, 5> phones_;
  std::string token_;
  std::int64_t box_ = 0;
  std::int64_t turn_ = 0;
  std::set<std::string> items_;
  std::map<Client*, std::int64_t> acked_;
};

constexpr int cuts_of_one_meeting = 10;

TEST(PowerCutMeeting, given_a_running_meeting_when_the_power_is_cut_then_what_was_told_is_there) {
  int cuts = 0;
  auto const wanted = number_from("TORG_MEETING_CUTS", 20);
  for (std::uint32_t seed = 1; cuts < wanted && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    CutOffMeeting meeting(seed);
    for (int i = 0; i < cuts_of_one_meeting; ++i, ++cuts) EXPECT_EQ(meeting.cut_once(), 0) << i;
  }
}

// On such a disk every acknowledgement is too early.
TEST(PowerCutMeeting, given_a_disk_that_only_says_it_synced_then_phones_are_seen_to_lose) {
  int lost = 0;
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    CutOffMeeting meeting(seed);
    meeting.disk().set_syncing(PowerCutVfs::Syncing::lying);
    try {
      lost += meeting.cut_once();
    } catch (std::logic_error const&) {
      ++lost;  // what is left does not even open
    }
  }
  EXPECT_GT(lost, 0);
}

}  // namespace
}  // namespace torg::test
