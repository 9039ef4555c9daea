#include "store/secrets.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace torg::store {
namespace {

TEST(Base64url, given_the_examples_of_the_standard_when_coded_then_they_agree) {
  const std::map<std::string, std::string> examples = {
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xfb\xff", "-_8"}};
  for (const auto& [bytes, text] : examples) {
    EXPECT_EQ(to_base64url(bytes), text);
    EXPECT_EQ(from_base64url(text), bytes);
  }
}

TEST(Base64url, given_text_that_coding_never_gives_when_decoded_then_it_is_refused) {
  for (const char* text : {"Zg==", "Zh", "Z", "Zm9v ", "Zm+v", "Zm/v", "Zm9v\n", "å"}) {
    EXPECT_FALSE(from_base64url(text).has_value()) << text;
  }
  EXPECT_FALSE(digest_from_base64url("Zg").has_value());
  const Digest digest = random_digest();
  EXPECT_EQ(to_base64url(digest).size(), 43U);
  EXPECT_EQ(digest_from_base64url(to_base64url(digest)), digest);
}

TEST(Tokens, given_many_when_made_then_none_repeats_and_each_has_its_hash) {
  std::set<std::string> tokens;
  std::set<Digest> hashes;
  for (int i = 0; i < 1000; ++i) {
    const std::string token = new_token();
    EXPECT_EQ(from_base64url(token)->size(), 16U);
    tokens.insert(token);
    hashes.insert(token_hash(token));
  }
  EXPECT_EQ(tokens.size(), 1000U);
  EXPECT_EQ(hashes.size(), 1000U);
  EXPECT_NE(token_hash("a"), hash_of("a"));
}

TEST(Codes, given_many_when_made_then_every_letter_comes_and_none_that_can_be_mistaken) {
  std::map<char, int> seen;
  for (const char character : random_code(30000)) ++seen[character];
  EXPECT_EQ(seen.size(), code_alphabet.size());
  for (const char mistaken : std::string("0O1ILU")) EXPECT_EQ(seen.count(mistaken), 0U);
  // 1 000 of each are expected, with a standard deviation of 31.
  for (const auto& [character, count] : seen) {
    EXPECT_GT(count, 800) << character;
    EXPECT_LT(count, 1200) << character;
  }
}

TEST(Codes, given_what_a_person_types_when_normalised_then_case_and_gaps_do_not_matter) {
  EXPECT_EQ(normalised_code(" k7m-2xw "), "K7M2XW");
  EXPECT_FALSE(normalised_code("K0M").has_value());
  EXPECT_FALSE(normalised_code("KÅM").has_value());
  EXPECT_FALSE(normalised_code(" - ").has_value());
}

// RFC 7693, appendix A, is for 64 bytes; this value is from `printf abc | b2sum -l 256`.
TEST(Hash, given_abc_when_hashed_then_it_is_blake2b_256) {
  EXPECT_EQ(to_base64url(hash_of("abc")), "vd2BPGNCOXIxce8_7phXm5SWTjuxyz5CcmLIwGjVIxk");
}

TEST(Hash, given_a_key_when_hashed_then_the_result_depends_on_it) {
  const Digest key = random_digest();
  EXPECT_EQ(keyed_hash(key, "x"), keyed_hash(key, "x"));
  EXPECT_NE(keyed_hash(key, "x"), keyed_hash(random_digest(), "x"));
  EXPECT_NE(keyed_hash(key, "x"), hash_of("x"));
}

TEST(ConstantTime, given_texts_when_compared_then_only_equal_ones_are_equal) {
  EXPECT_TRUE(equal_in_constant_time("secret", "secret"));
  EXPECT_FALSE(equal_in_constant_time("secret", "secreT"));
  EXPECT_FALSE(equal_in_constant_time("secret", "secret!"));
  EXPECT_TRUE(equal_in_constant_time(Digest{}, Digest{}));
  EXPECT_FALSE(equal_in_constant_time(Digest{}, random_digest()));
}

TEST(Wipe, given_a_secret_when_wiped_then_nothing_of_it_is_left) {
  std::string text = "a secret that is long enough to lie outside of the string object";
  const char* memory = text.data();
  const std::size_t size = text.size();
  wipe(text);
  EXPECT_TRUE(text.empty());
  EXPECT_EQ(std::string(memory, size), std::string(size, '\0'));
  Digest digest = random_digest();
  wipe(digest);
  EXPECT_EQ(digest, Digest{});
}

}  // namespace
}  // namespace torg::store
