// How much of the log a commit takes: every page in it is synced before the voter is told.

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "store/secrets.hpp"
#include "support/sqlite_house.hpp"

namespace torg::test {
namespace {

constexpr std::uintmax_t bytes_per_page = 4096 + 24;  // a page and its head in the log

store::CastBallot ballot(const store::Digest& key, std::uint64_t revision) {
  return {"meeting/a",
          1,
          key,
          "north",
          store::random_digest(),
          revision,
          R"({"tag":")" + store::new_token() + R"(","ballot":{"kind":"choice","options":[1]}})",
          false};
}

void commit(store::Store& store, const store::Unit& unit) {
  const std::vector<store::Unit> batch{unit};
  ASSERT_EQ(store.append(batch).value().front(), store::UnitOutcome::committed);
}

TEST(SqliteLog, given_ballots_that_stand_when_they_are_replaced_then_each_commit_takes_one_page) {
  SqliteHouse house;
  commit(house.store(), {store::AppendEvents{"meeting/a", 0, {{"Happened", "{}"}}, {}}});
  commit(house.store(), {store::OpenBox{"meeting/a", 1, "wrapped"}});
  std::vector<store::Digest> voters;
  for (int i = 0; i < 500; ++i) {
    voters.push_back(store::random_digest());
    commit(house.store(), {ballot(voters.back(), 1)});
  }
  const auto before = std::filesystem::file_size(house.log());
  for (const auto& voter : voters) commit(house.store(), {ballot(voter, 2)});
  const auto taken = std::filesystem::file_size(house.log()) - before;
  EXPECT_LE(taken, voters.size() * bytes_per_page);

  for (const auto& voter : voters) {
    const auto standing = house.store().find_ballot("meeting/a", 1, voter).value();
    ASSERT_TRUE(standing.has_value());
    EXPECT_EQ(standing->revision, 2u);
  }
  EXPECT_EQ(house.store().boxes_of("meeting/a").value().front().turnout, voters.size());
}

}  // namespace
}  // namespace torg::test
