#include "net/shell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "net/assets.hpp"

namespace torg::net {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string const hostile =
    "</script><script>alert(1)</script><!--torg:view-->\"'&<!--torg:title-->";

std::string between(std::string const& text, std::string const& from, std::string const& to) {
  auto const begin = text.find(from);
  if (begin == std::string::npos) return "nothing after " + from;
  auto const end = text.find(to, begin + from.size());
  return text.substr(begin + from.size(), end - begin - from.size());
}

std::size_t count_of(std::string const& text, std::string const& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

struct Shells : testing::Test {
  void SetUp() override {
    if (all_assets().empty()) GTEST_SKIP() << "built without the web client";
  }
};
using Shell = Shells;

TEST_F(Shell, given_every_face_in_both_languages_then_no_mark_is_left_and_no_script_is_inline) {
  for (auto const face :
       {Face::participant, Face::facilitator, Face::screen, Face::organiser, Face::archive}) {
    for (auto const* language : {"sv", "en"}) {
      Page const page = fill_shell(face, language, {.title = "Höstforum"});
      EXPECT_EQ(page.status, http::status::ok);
      EXPECT_THAT(page.html, Not(HasSubstr("<!--torg:")));
      EXPECT_THAT(page.html, HasSubstr("<title>Höstforum</title>"));
      EXPECT_THAT(page.html, HasSubstr(std::string("lang=\"") + language + "\""));
      EXPECT_THAT(page.html, Not(testing::ContainsRegex("<[^>]* on[a-z]+=")));
      EXPECT_THAT(page.html, Not(testing::ContainsRegex("<[^>]* style=")));
    }
  }
}

TEST_F(Shell, given_a_hostile_title_then_it_stands_in_the_page_as_text_and_fills_no_mark) {
  Page const clean = fill_shell(Face::participant, "sv", {.title = "x"});
  Page const page = fill_shell(Face::participant, "sv", {.title = hostile, .view = "<p>view</p>"});
  EXPECT_EQ(count_of(page.html, "<script"), count_of(clean.html, "<script"));
  EXPECT_EQ(count_of(page.html, "<p>view</p>"), 1u);
  EXPECT_EQ(between(page.html, "<title>", "</title>"),
            "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;!--torg:view--&gt;&quot;&#39;"
            "&amp;&lt;!--torg:title--&gt;");
}

TEST_F(Shell, given_hostile_text_in_a_section_then_the_data_block_holds_it_and_does_not_end_early) {
  nlohmann::json const section{{"title", {{"sv", hostile}}}};
  domain::Sections const sections{{"meeting", section.dump()}};
  Page const clean = fill_shell(Face::participant, "sv", {.title = "x"});
  Page const page = fill_shell(Face::participant, "sv",
                               {.title = "x", .view = "<p>view</p>", .sections = &sections});
  EXPECT_EQ(count_of(page.html, "<script"), count_of(clean.html, "<script"));
  EXPECT_EQ(count_of(page.html, "</script"), count_of(clean.html, "</script"));
  EXPECT_EQ(count_of(page.html, "<p>view</p>"), 1u);
  auto const block =
      nlohmann::json::parse("{\"meeting\":" + between(page.html, "{\"meeting\":", "</script"));
  EXPECT_EQ(block.at("meeting"), section);
}

TEST_F(Shell, given_a_page_with_an_inline_style_then_its_hash_is_told_for_the_policy) {
  Page const page = fill_shell(Face::participant, "sv", {.title = "x"});
  if (page.html.find("<style") == std::string::npos)
    GTEST_SKIP() << "no inline style in this build";
  EXPECT_THAT(page.inline_style_hash, testing::StartsWith("sha256-"));
}

}  // namespace
}  // namespace torg::net
