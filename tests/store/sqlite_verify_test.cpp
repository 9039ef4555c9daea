#include <gtest/gtest.h>
#include <sqlite3.h>

#include <optional>
#include <string>
#include <vector>

#include "store/sqlite_store.hpp"
#include "support/sqlite_house.hpp"

namespace torg::test {
namespace {

using store::StreamFault;

/// Alters a closed database behind the store's back and tells what verify_stream() then finds.
class VerifyStream : public testing::Test {
 protected:
  void SetUp() override {
    store::AppendEvents write{"forum", 0, {}, {content_of("a bench"), content_of("Karin", true)}};
    for (int i = 1; i <= 5; ++i)
      write.events.push_back({"Counted", "payload " + std::to_string(i)});
    const std::vector<store::Unit> batch{{write}};
    ASSERT_TRUE(house_.store().append(batch).has_value());
    ASSERT_FALSE(house_.store().verify_stream("forum").value().fault.has_value());
    house_.close();
  }

  store::StreamCheck after(const std::string& sql) {
    sqlite3* db = nullptr;
    EXPECT_EQ(sqlite3_open(house_.database().c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(db);
    EXPECT_GE(sqlite3_changes(db), 1) << sql;
    sqlite3_close(db);
    house_.open();
    return house_.store().verify_stream("forum").value();
  }

  SqliteHouse house_;
};

TEST_F(VerifyStream, given_one_flipped_byte_of_a_payload_when_verified_then_its_version_is_named) {
  const auto check =
      after("UPDATE event SET payload = CAST('qayload 3' AS BLOB) WHERE version = 3");
  EXPECT_EQ(check.fault, StreamFault::chain_broken);
  EXPECT_EQ(check.version, 3U);
}

TEST_F(VerifyStream, given_another_type_when_verified_then_its_version_is_named) {
  const auto check = after("UPDATE event SET type = 'counted' WHERE version = 2");
  EXPECT_EQ(check.fault, StreamFault::chain_broken);
  EXPECT_EQ(check.version, 2U);
}

TEST_F(VerifyStream, given_two_events_swapped_when_verified_then_the_first_is_named) {
  const auto check = after(
      "UPDATE event SET version = 99 WHERE version = 2;"
      "UPDATE event SET version = 2 WHERE version = 4;"
      "UPDATE event SET version = 4 WHERE version = 99");
  EXPECT_EQ(check.fault, StreamFault::chain_broken);
  EXPECT_EQ(check.version, 2U);
}

TEST_F(VerifyStream, given_a_missing_event_when_verified_then_it_is_named) {
  const auto check = after("DELETE FROM event WHERE version = 4");
  EXPECT_EQ(check.fault, StreamFault::version_missing);
  EXPECT_EQ(check.version, 4U);
}

TEST_F(VerifyStream, given_the_last_event_cut_off_when_verified_then_the_head_differs) {
  const auto check = after("DELETE FROM event WHERE version = 5");
  EXPECT_EQ(check.fault, StreamFault::head_differs);
  EXPECT_EQ(check.head.version, 4U);
}

TEST_F(VerifyStream, given_events_under_another_name_when_verified_then_the_first_is_named) {
  after("UPDATE stream SET name = 'meeting/a'");
  const auto check = house_.store().verify_stream("meeting/a").value();
  EXPECT_EQ(check.fault, StreamFault::chain_broken);
  EXPECT_EQ(check.version, 1U);
}

TEST_F(VerifyStream, given_an_altered_text_when_verified_then_its_ref_is_named) {
  const auto check =
      after("UPDATE content SET bytes = CAST('a bank!' AS BLOB) WHERE is_private = 0");
  EXPECT_EQ(check.fault, StreamFault::content_altered);
  EXPECT_EQ(check.ref, content_of("a bench").ref);
  EXPECT_EQ(check.contents_present, 2U);
}

TEST_F(VerifyStream, given_a_text_without_its_salt_when_verified_then_it_does_not_pass_as_erased) {
  const auto check = after("UPDATE content SET salt = NULL WHERE is_private = 1");
  EXPECT_EQ(check.fault, StreamFault::content_altered);
  EXPECT_EQ(check.contents_erased, 0U);
}

}  // namespace
}  // namespace torg::test
