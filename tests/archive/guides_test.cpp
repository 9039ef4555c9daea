#include "archive/guides.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <string>

#include <nlohmann/json.hpp>

#include "archive/html/html.hpp"

namespace torg::archive {
namespace {

using testing::HasSubstr;
using testing::Not;

nlohmann::json texts_in(std::string const& language) {
  std::ifstream file(TORG_SOURCE_DIR "/web-client/src/i18n/" + language + ".json");
  return nlohmann::json::parse(file);
}

// What is written to be read must be there to be read: no limit is left out of a page.
void expect_all_of(std::string const& name,
                   std::function<std::string(Catalogue const&)> const& page_of) {
  std::string const prefix = name + ".";
  for (auto const* language : {"sv", "en"}) {
    auto const page = page_of(Catalogue(language));
    auto const texts = texts_in(language);
    std::size_t count = 0;
    for (auto const& [key, text] : texts.items()) {
      if (!key.starts_with(prefix)) continue;
      EXPECT_THAT(page, HasSubstr(escape_html(text.get<std::string>()))) << key;
      ++count;
    }
    EXPECT_GT(count, 10u);
    EXPECT_THAT(page, Not(testing::ContainsRegex(name + "\\.[a-z]+"))) << language;
  }
}

TEST(Guides, given_the_page_on_secrecy_then_it_says_all_that_is_written_for_it) {
  expect_all_of("secrecy", secrecy_page);
}

TEST(Guides, given_the_page_on_data_then_it_says_all_that_is_written_for_it) {
  expect_all_of("data", data_page);
}

TEST(Guides, given_the_page_on_accessibility_then_it_says_all_that_is_written_for_it) {
  expect_all_of("statement", statement_page);
}

TEST(Guides, given_any_guide_then_it_leads_to_the_others_and_takes_nothing_from_elsewhere) {
  for (auto const& page_of : {statement_page, secrecy_page, data_page}) {
    auto const page = page_of(Catalogue("en"));
    for (auto const* path : {"/secrecy?lang=en", "/data?lang=en", "/accessibility?lang=en"}) {
      EXPECT_THAT(page, HasSubstr("href=\"" + std::string(path) + "\""));
    }
    for (auto const* mark : {"<script", "<img", "src=", "style="}) {
      EXPECT_THAT(page, Not(HasSubstr(mark)));
    }
  }
}

}  // namespace
}  // namespace torg::archive
