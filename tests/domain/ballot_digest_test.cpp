#include "domain/ballot_digest.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "domain/sample_meeting.hpp"

namespace torg::domain {
namespace {

nlohmann::json const& vectors() {
  static nlohmann::json const read = nlohmann::json::parse(
      std::ifstream(TORG_SOURCE_DIR "/tests/data/ballot_digest/vectors.json"));
  return read;
}

Bytes32 bytes_of(std::string const& hex) {
  EXPECT_EQ(hex.size(), 64u);
  Bytes32 bytes{};
  for (std::size_t place = 0; place < bytes.size(); ++place) {
    bytes[place] = static_cast<unsigned char>(std::stoi(hex.substr(2 * place, 2), nullptr, 16));
  }
  return bytes;
}

Bytes32 bytes_of(nlohmann::json const& hex) { return bytes_of(hex.get<std::string>()); }

std::vector<SealedRow> rows_of(nlohmann::json const& box) {
  std::vector<SealedRow> rows;
  for (auto const& row : box.at("rows")) {
    rows.push_back({bytes_of(row.at("voter_key")), row.at("class"), bytes_of(row.at("class_salt")),
                    row.at("ballot")});
  }
  return rows;
}

TEST(BallotDigest, given_boxes_of_many_sizes_when_hashed_then_all_is_as_python_says) {
  ASSERT_GE(vectors().at("boxes").size(), 10u);
  for (auto const& box : vectors().at("boxes")) {
    std::vector<SealedRow> const rows = rows_of(box);
    std::vector<Bytes32> leaves;
    for (std::size_t k = 0; k < rows.size(); ++k) {
      auto const& expected = box.at("rows").at(k);
      Bytes32 const hash = class_hash(rows[k].class_salt, rows[k].ballot_class);
      EXPECT_EQ(hash, bytes_of(expected.at("class_hash")));
      leaves.push_back(leaf_hash(rows[k].voter_key, hash, rows[k].ballot));
      EXPECT_EQ(leaves.back(), bytes_of(expected.at("leaf")));
    }
    EXPECT_EQ(tree_hash(leaves), bytes_of(box.at("digest"))) << rows.size() << " rows";
    EXPECT_EQ(box_digest(rows), bytes_of(box.at("digest"))) << rows.size() << " rows";
  }
}

TEST(BallotDigest, given_a_box_when_one_byte_of_any_row_changes_then_the_digest_changes) {
  std::vector<SealedRow> const rows = rows_of(vectors().at("boxes").at(6));
  Bytes32 const digest = box_digest(rows);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    auto changed = rows;
    changed[k].voter_key[31] ^= 1;
    EXPECT_NE(box_digest(changed), digest);
    changed = rows;
    changed[k].class_salt[0] ^= 1;
    EXPECT_NE(box_digest(changed), digest);
    changed = rows;
    changed[k].ballot_class += 'x';
    EXPECT_NE(box_digest(changed), digest);
    changed = rows;
    changed[k].ballot.back() = ' ';
    EXPECT_NE(box_digest(changed), digest);
    changed = rows;
    changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(k));
    EXPECT_NE(box_digest(changed), digest);
  }
}

TEST(SealedRows, given_a_box_with_a_tombstone_when_sealed_then_ballots_remain_in_key_order) {
  BallotBox box;
  box.put(key_of(3), {4, "c", "lanna", key_of(33), false});
  box.put(key_of(1), {1, "a", "", key_of(11), false});
  box.put(key_of(2), {9, "", "", {}, true});

  std::vector<SealedRow> const rows = sealed_rows(box);

  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].voter_key, key_of(1));
  EXPECT_EQ(rows[0].ballot, "a");
  EXPECT_EQ(rows[0].ballot_class, "");
  EXPECT_EQ(rows[1].voter_key, key_of(3));
  EXPECT_EQ(rows[1].ballot, "c");
  EXPECT_EQ(rows[1].ballot_class, "lanna");
  EXPECT_EQ(rows[1].class_salt, key_of(33));
}

TEST(VoterKey, given_secrets_and_voters_when_keyed_then_all_is_as_python_says) {
  for (auto const& vector : vectors().at("voter_keys")) {
    auto const phone = Voter::phone(vector.at("voter").get<ParticipantId>());
    EXPECT_EQ(BoxSecret(bytes_of(vector.at("secret"))).key_of(phone), bytes_of(vector.at("key")));
  }
}

TEST(VoterKey, given_a_phone_and_a_seat_of_one_number_then_they_are_two_voters) {
  BoxSecret const secret(Bytes32{7});
  EXPECT_NE(secret.key_of(Voter::phone(3)), secret.key_of(Voter::seat(3)));
  EXPECT_NE(secret.key_of(Voter::seat(3)), secret.key_of(Voter::seat(4)));
}

TEST(VoterKey, given_a_seat_that_was_handed_over_then_each_time_gives_another_name) {
  BoxSecret const secret(Bytes32{7});
  auto const seat = Voter::seat(3);
  EXPECT_EQ(secret.sealed_key_of(seat, 0), secret.key_of(seat));
  EXPECT_NE(secret.sealed_key_of(seat, 1), secret.key_of(seat));
  EXPECT_NE(secret.sealed_key_of(seat, 1), secret.sealed_key_of(seat, 2));
}

TEST(ContentRef, given_salts_and_texts_when_referred_to_then_all_is_as_python_says) {
  for (auto const& vector : vectors().at("contents")) {
    EXPECT_EQ(content_ref(bytes_of(vector.at("salt")), vector.at("text").get<std::string>()),
              vector.at("reference").get<std::string>());
  }
}

}  // namespace
}  // namespace torg::domain
