#include "domain/content.hpp"

#include <gtest/gtest.h>

#include <set>

#include "domain/base64url.hpp"
#include "domain/texts.hpp"

namespace torg::domain {
namespace {

TEST(Detacher, given_equal_texts_when_detached_then_references_differ_and_fit_their_content) {
  Detacher detacher(Bytes32{1});
  std::set<ContentRef> const refs{detacher.detach("samma"), detacher.detach("samma", true),
                                  detacher.detach("annan")};
  EXPECT_EQ(refs.size(), 3u);

  std::vector<Content> const contents = detacher.take();
  ASSERT_EQ(contents.size(), 3u);
  std::set<Bytes32> salts;
  for (Content const& content : contents) {
    EXPECT_EQ(content.ref, content_ref(content.salt, content.bytes));
    EXPECT_TRUE(refs.contains(content.ref));
    salts.insert(content.salt);
  }
  EXPECT_EQ(salts.size(), 3u);
  EXPECT_FALSE(contents[0].is_private);
  EXPECT_TRUE(contents[1].is_private);
}

TEST(Detacher, given_the_same_entropy_when_detached_again_then_references_are_the_same) {
  Detacher first(Bytes32{9});
  Detacher again(Bytes32{9});
  Detacher other(Bytes32{10});
  ContentRef const ref = first.detach("text");
  EXPECT_EQ(again.detach("text"), ref);
  EXPECT_NE(other.detach("text"), ref);
}

TEST(Base64Url, given_32_bytes_when_written_and_read_then_they_are_the_same) {
  Bytes32 bytes{};
  for (std::size_t k = 0; k < bytes.size(); ++k) bytes[k] = static_cast<unsigned char>(255 - 7 * k);
  std::string const text = to_base64url(bytes);
  EXPECT_EQ(text.size(), 43u);
  EXPECT_EQ(text.find_first_of("+/="), text.npos);
  EXPECT_EQ(bytes32_from_base64url(text), bytes);
}

TEST(Base64Url, given_anything_else_when_read_then_it_is_refused) {
  std::string const text = to_base64url(Bytes32{});
  EXPECT_FALSE(bytes32_from_base64url(text.substr(1)));
  EXPECT_FALSE(bytes32_from_base64url(text + "A"));
  EXPECT_FALSE(bytes32_from_base64url(text + "="));
  EXPECT_FALSE(bytes32_from_base64url(std::string(42, 'A') + "+"));
  // The last character carries two bits that belong to no byte.
  EXPECT_FALSE(bytes32_from_base64url(std::string(42, 'A') + "B"));
  EXPECT_FALSE(bytes32_from_base64url(""));
}

TEST(Texts, given_a_text_in_languages_when_kept_then_it_reads_back_and_is_canonical) {
  protocol::Text const text{{"sv", "Å \"ä\" ö\n"}, {"en", "plain"}};
  ContentMap const texts{{"ref", content_bytes(text)}};
  EXPECT_EQ(texts.at("ref"), R"({"en":"plain","sv":"Å \"ä\" ö\n"})");
  EXPECT_EQ(title_of(texts, "ref"), text);
  EXPECT_EQ(text_of(texts, "ref"), text);
}

TEST(Texts, given_erased_content_when_read_then_a_title_is_empty_and_the_rest_left_out) {
  ContentMap const texts;
  EXPECT_EQ(title_of(texts, "gone"), protocol::Title{});
  EXPECT_FALSE(text_of(texts, "gone"));
  EXPECT_FALSE(line_of(texts, "gone"));
  EXPECT_FALSE(text_of(texts, std::nullopt));
  EXPECT_FALSE(line_of(texts, std::nullopt));
}

TEST(Texts, given_a_line_when_read_then_it_is_as_it_was_kept) {
  ContentMap const texts{{"ref", "Folkets hus"}};
  EXPECT_EQ(line_of(texts, "ref"), "Folkets hus");
}

}  // namespace
}  // namespace torg::domain
