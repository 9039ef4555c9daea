#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "store/key_ring.hpp"
#include "store/secrets.hpp"
#include "support/faulty_store.hpp"
#include "support/memory_store.hpp"
#include "support/sqlite_house.hpp"

namespace torg::test {
namespace {

using store::KeyRing;
using store::KeyState;
using store::StoreErrc;

class KeyFolder : public testing::Test {
 protected:
  KeyRing open() { return KeyRing::open(keys(), store_).value(); }
  std::filesystem::path keys() const { return folder_ / "keys"; }
  std::filesystem::path file() const { return keys() / "torg.key"; }

  TempFolder folder_;
  MemoryStore store_;
};

TEST_F(KeyFolder, given_nothing_when_opened_then_a_key_is_made_for_its_owner_only) {
  EXPECT_EQ(open().state(), KeyState::ready);
  EXPECT_EQ(std::filesystem::file_size(file()), 32U);
  struct stat status;
  ASSERT_EQ(::stat(file().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  ASSERT_EQ(::stat(keys().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700U);
}

TEST_F(KeyFolder, given_a_key_when_opened_again_then_it_opens_what_it_wrapped) {
  std::string wrapped;
  store::Digest public_key{};
  {
    const KeyRing first = open();
    wrapped = first.wrap("box meeting/a 1", "the box secret");
    public_key = first.public_key();
  }
  const KeyRing second = open();
  EXPECT_EQ(second.state(), KeyState::ready);
  EXPECT_EQ(second.unwrap("box meeting/a 1", wrapped).value(), "the box secret");
  EXPECT_EQ(second.public_key(), public_key);
}

TEST_F(KeyFolder, given_the_key_of_another_database_when_opened_then_it_is_refused) {
  open();
  MemoryStore other;
  const TempFolder elsewhere;
  ASSERT_TRUE(KeyRing::open(elsewhere.path(), other).has_value());
  auto refused = KeyRing::open(elsewhere.path(), store_);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, StoreErrc::wrong_key);
  EXPECT_TRUE(KeyRing::open(keys(), store_).has_value());
}

TEST_F(KeyFolder, given_a_new_database_and_a_key_when_opened_then_the_key_is_taken) {
  const auto id = open().id();
  MemoryStore restored;
  auto ring = KeyRing::open(keys(), restored);
  ASSERT_TRUE(ring.has_value());
  EXPECT_EQ(ring->state(), KeyState::ready);
  EXPECT_EQ(ring->id(), id);
}

TEST_F(KeyFolder, given_a_database_without_its_keys_when_opened_then_that_is_told_until_settled) {
  const std::string wrapped = open().wrap("p", "lost");
  std::filesystem::remove_all(keys());
  EXPECT_EQ(open().state(), KeyState::keys_missing);
  KeyRing ring = open();
  EXPECT_EQ(ring.state(), KeyState::keys_missing);
  EXPECT_EQ(ring.unwrap("p", wrapped).error().code, StoreErrc::wrong_key);
  EXPECT_EQ(ring.unwrap("p", ring.wrap("p", "new")).value(), "new");
  ASSERT_TRUE(ring.settle_missing_keys(store_).has_value());
  EXPECT_EQ(ring.state(), KeyState::ready);
  EXPECT_EQ(open().state(), KeyState::ready);
}

TEST_F(KeyFolder, given_a_key_that_was_cut_short_when_opened_then_it_is_corrupt) {
  open();
  std::filesystem::resize_file(file(), 31);
  EXPECT_EQ(KeyRing::open(keys(), store_).error().code, StoreErrc::corrupt);
}

TEST_F(KeyFolder, given_a_file_in_the_folders_place_when_opened_then_it_is_not_writable) {
  std::ofstream(keys()) << "a file";
  EXPECT_EQ(KeyRing::open(keys(), store_).error().code, StoreErrc::not_writable);
  EXPECT_FALSE(store_.get_meta("server/key_id").value().has_value());
}

TEST_F(KeyFolder, given_an_end_between_record_and_rename_when_opened_then_the_key_gets_its_name) {
  const auto id = open().id();
  std::filesystem::rename(file(), keys() / "torg.key.new");
  const KeyRing ring = open();
  EXPECT_EQ(ring.state(), KeyState::ready);
  EXPECT_EQ(ring.id(), id);
  EXPECT_TRUE(std::filesystem::exists(file()));
}

TEST_F(KeyFolder, given_an_end_before_the_record_when_opened_then_nothing_has_gone_wrong) {
  FaultyStore faulty(store_);
  faulty.fail_append(1, FaultyStore::Moment::before_it_happened);
  EXPECT_EQ(KeyRing::open(keys(), faulty).error().code, StoreErrc::io);
  EXPECT_FALSE(std::filesystem::exists(file()));
  EXPECT_EQ(open().state(), KeyState::ready);
}

TEST_F(KeyFolder, given_an_unanswered_record_when_opened_again_then_the_same_key_is_taken) {
  FaultyStore faulty(store_);
  faulty.fail_append(1, FaultyStore::Moment::after_it_happened);
  EXPECT_FALSE(KeyRing::open(keys(), faulty).has_value());
  const KeyRing ring = open();
  EXPECT_EQ(ring.state(), KeyState::ready);
  EXPECT_EQ(store_.get_meta("server/key_id").value(), store::to_base64url(ring.id()));
}

TEST_F(KeyFolder, given_a_wrapped_value_when_anything_differs_then_it_does_not_open) {
  const KeyRing ring = open();
  const std::string wrapped = ring.wrap("join code of meeting/a", "a secret");
  EXPECT_EQ(wrapped.find("a secret"), std::string::npos);
  EXPECT_NE(ring.wrap("join code of meeting/a", "a secret"), wrapped);
  EXPECT_FALSE(ring.unwrap("join code of meeting/b", wrapped).has_value());
  for (std::size_t i = 0; i < wrapped.size(); ++i) {
    std::string flipped = wrapped;
    flipped[i] = static_cast<char>(flipped[i] ^ 1);
    EXPECT_FALSE(ring.unwrap("join code of meeting/a", flipped).has_value()) << i;
    EXPECT_FALSE(ring.unwrap("join code of meeting/a", wrapped.substr(0, i)).has_value()) << i;
  }
  EXPECT_EQ(ring.unwrap("empty", ring.wrap("empty", "")).value(), "");
}

TEST_F(KeyFolder, given_a_signature_when_message_or_key_differ_then_it_is_not_valid) {
  const KeyRing ring = open();
  auto signature = ring.sign("chain head");
  EXPECT_TRUE(KeyRing::verify(ring.public_key(), "chain head", signature));
  EXPECT_FALSE(KeyRing::verify(ring.public_key(), "chain hEad", signature));
  EXPECT_FALSE(KeyRing::verify(digest_of(1), "chain head", signature));
  signature[0] ^= 1;
  EXPECT_FALSE(KeyRing::verify(ring.public_key(), "chain head", signature));
}

TEST_F(KeyFolder, given_a_short_code_when_hashed_then_key_purpose_and_code_all_count) {
  const KeyRing ring = open();
  MemoryStore other;
  const TempFolder elsewhere;
  const KeyRing foreign = KeyRing::open(elsewhere.path(), other).value();
  const auto hash = ring.short_code_hash("join meeting/a", "K7M2");
  EXPECT_EQ(hash, ring.short_code_hash("join meeting/a", "K7M2"));
  EXPECT_NE(hash, ring.short_code_hash("join meeting/a", "K7M3"));
  EXPECT_NE(hash, ring.short_code_hash("join meeting/b", "K7M2"));
  EXPECT_NE(hash, foreign.short_code_hash("join meeting/a", "K7M2"));
}

TEST_F(KeyFolder, given_a_ring_when_moved_then_the_new_one_works) {
  KeyRing first = open();
  const std::string wrapped = first.wrap("p", "s");
  KeyRing second = std::move(first);
  EXPECT_EQ(second.unwrap("p", wrapped).value(), "s");
  const TempFolder elsewhere;
  MemoryStore other;
  KeyRing third = KeyRing::open(elsewhere.path(), other).value();
  third = std::move(second);
  EXPECT_EQ(third.unwrap("p", wrapped).value(), "s");
}

TEST(KeyFiles, given_a_database_when_searched_then_the_key_is_not_in_it) {
  const TempFolder folder;
  SqliteHouse house;
  ASSERT_TRUE(KeyRing::open(folder / "keys", house.store()).has_value());
  const std::string key = bytes_of_file(folder / "keys" / "torg.key");
  ASSERT_EQ(key.size(), 32U);
  EXPECT_EQ(occurrences_in_folder(house.data_dir(), key), 0U);
}

}  // namespace
}  // namespace torg::test
