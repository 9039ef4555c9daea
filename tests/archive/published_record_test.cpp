// What the record of a closed meeting tells of its ballots, counted and hashed anew.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sodium.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "archive/published_meeting.hpp"
#include "store/key_ring.hpp"
#include "store/secrets.hpp"
#include "support/raw_socket.hpp"

namespace torg::archive {
namespace {

using test::body_of;
using testing::HasSubstr;

using PublishedRecord = PublishedMeeting;

using Digest = store::Digest;

Digest hash(std::initializer_list<std::string> parts) {
  std::string all;
  for (auto const& part : parts) all += part;
  Digest out{};
  crypto_generichash(out.data(), out.size(), reinterpret_cast<unsigned char const*>(all.data()),
                     all.size(), nullptr, 0);
  return out;
}

std::string bytes(Digest const& digest) { return {digest.begin(), digest.end()}; }

std::string bytes(Json const& base64) {
  std::string const text = base64;
  std::string out(text.size(), '\0');
  std::size_t size = 0;
  EXPECT_EQ(sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(),
                              text.size(), nullptr, &size, nullptr,
                              sodium_base64_VARIANT_URLSAFE_NO_PADDING),
            0);
  out.resize(size);
  return out;
}

// RFC 6962, section 2.1, written anew from the text.
Digest tree(std::vector<Digest> const& leaves) {
  if (leaves.empty()) return hash({});
  if (leaves.size() == 1) return leaves.front();
  std::size_t left = 1;
  while (left * 2 < leaves.size()) left *= 2;
  auto const middle = leaves.begin() + static_cast<std::ptrdiff_t>(left);
  return hash({std::string(1, '\1'), bytes(tree({leaves.begin(), middle})),
               bytes(tree({middle, leaves.end()}))});
}

std::string digest_of(Json const& box) {
  std::vector<Digest> leaves;
  for (auto const& row : box.at("ballots")) {
    leaves.push_back(hash({std::string(1, '\0'), "torg ballot", bytes(row.at("voter_key")),
                           bytes(row.at("class_hash")), row.at("ballot").get<std::string>()}));
  }
  return store::to_base64url(tree(leaves));
}

TEST_F(PublishedRecord, given_the_published_rows_then_the_digest_follows_from_them_and_only_them) {
  auto const all = archive();
  for (auto const number : {dots, second}) {
    auto box = box_of(all, number);
    EXPECT_EQ(box.at("ballots").size(), 24u);
    EXPECT_EQ(digest_of(box), box.at("digest").get<std::string>());

    std::string ballot = box.at("ballots").at(3).at("ballot");
    auto const digit = ballot.find_first_of("123456789");
    ballot[digit] = ballot[digit] == '9' ? '1' : static_cast<char>(ballot[digit] + 1);
    box["ballots"][3]["ballot"] = ballot;
    EXPECT_NE(digest_of(box), box.at("digest").get<std::string>())
        << "a changed ballot went unnoticed";
  }
}

TEST_F(PublishedRecord, given_the_published_rows_then_they_count_to_the_published_result) {
  auto const all = archive();
  auto const box = box_of(all, dots);
  auto const totals = bench::recount(box);
  for (auto const& row : box.at("result").at("rows")) {
    auto const option = row.at("option").get<std::int64_t>();
    EXPECT_EQ(row.at("dots"), totals.at(option)) << option;
  }
  EXPECT_EQ(box.at("result").at("cast"), 24);
  auto const choice = box_of(all, second);
  EXPECT_EQ(bench::recount(choice).at(1), 9);
  EXPECT_EQ(bench::recount(choice).at(2), 14);
  EXPECT_EQ(choice.at("result").at("abstained"), 1);
}

TEST_F(PublishedRecord, given_small_groups_then_no_row_of_theirs_says_which_group_it_is_of) {
  auto const all = archive();
  for (auto const number : {dots, second}) {
    auto const box = box_of(all, number);
    ASSERT_TRUE(box.at("result").contains("breakdown"));
    std::map<std::string, std::int64_t> shown;
    for (auto const& group : box.at("result").at("breakdown").at("shown")) {
      shown[group.value("group", "")] = group.at("ballots");
    }
    EXPECT_FALSE(shown.contains("viala"));
    EXPECT_FALSE(shown.contains("marmorbyn"));
    std::map<std::string, std::int64_t> told;
    for (auto const& row : box.at("ballots")) {
      EXPECT_EQ(row.contains("class"), row.contains("class_salt"));
      if (!row.contains("class")) continue;
      ++told[row.at("class")];
      EXPECT_EQ(bytes(hash({bytes(row.at("class_salt")), row.at("class").get<std::string>()})),
                bytes(row.at("class_hash")));
    }
    EXPECT_EQ(told, shown);
    EXPECT_EQ(told.at("vingaker"), 8);
  }
}

TEST_F(PublishedRecord, given_rows_then_their_order_is_that_of_the_keys_and_tells_nothing) {
  auto const all = archive();
  for (auto const number : {dots, second}) {
    auto const box = box_of(all, number);
    std::vector<std::string> keys;
    for (auto const& row : box.at("ballots")) keys.push_back(bytes(row.at("voter_key")));
    EXPECT_TRUE(std::ranges::is_sorted(keys, [](auto const& left, auto const& right) {
      return std::ranges::lexicographical_compare(
          left, right, {}, [](char c) { return static_cast<unsigned char>(c); },
          [](char c) { return static_cast<unsigned char>(c); });
    }));
    EXPECT_EQ(std::set<std::string>(keys.begin(), keys.end()).size(), keys.size());
  }
}

TEST_F(PublishedRecord, given_a_void_round_then_digest_turnout_and_reason_stand_and_no_ballot) {
  auto const box = box_of(archive(), voided);
  EXPECT_EQ(box.at("turnout"), 24);
  EXPECT_THAT(box.at("void_reason").get<std::string>(), HasSubstr("Fel fråga"));
  EXPECT_FALSE(box.contains("ballots"));
  EXPECT_FALSE(box.contains("result"));
}

TEST_F(PublishedRecord, given_the_journals_head_then_its_signature_holds_under_the_servers_key) {
  auto const journal = archive().at("journal");
  store::Digest key{};
  std::ranges::copy(bytes(journal.at("public_key")), key.begin());
  store::KeyRing::Signature signature{};
  auto const signed_bytes = bytes(journal.at("signature"));
  ASSERT_EQ(signed_bytes.size(), signature.size());
  std::ranges::copy(signed_bytes, signature.begin());
  auto message = std::string("torg.archive.1\0", 15) + bytes(journal.at("head"));
  EXPECT_TRUE(store::KeyRing::verify(key, message, signature));
  message.back() ^= 1;
  EXPECT_FALSE(store::KeyRing::verify(key, message, signature));
}

TEST_F(PublishedRecord, given_a_restart_then_the_archive_says_the_same) {
  publish("public");
  std::string const path = "/archive/" + meeting();
  auto const page = body_of(get(path));
  auto const json = Json::parse(body_of(get(path + ".json")));
  auto const csv = body_of(get(path + ".csv"));
  server->kill();
  server->start();
  EXPECT_EQ(body_of(get(path + ".csv")), csv);
  auto const again = Json::parse(body_of(get(path + ".json")));
  EXPECT_EQ(again.at("boxes"), json.at("boxes"));
  EXPECT_EQ(again.at("agenda"), json.at("agenda"));
  auto const section = [](std::string const& whole) {
    return whole.substr(0, whole.find("chain"));
  };
  EXPECT_EQ(section(body_of(get(path))), section(page));
}

}  // namespace
}  // namespace torg::archive
