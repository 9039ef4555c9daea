#include "net/dots_terms.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "protocol/codec.hpp"

namespace torg::net {
namespace {

TEST(DotsTerms, given_rules_then_they_are_told_as_the_phone_tells_them) {
  std::ifstream file(std::string(TORG_SOURCE_DIR) +
                     "/web-client/src/ballot/dots_terms.golden.json");
  auto const golden = nlohmann::json::parse(file);
  ASSERT_FALSE(golden.empty());
  for (auto const& one : golden) {
    auto const rule = protocol::decode_text<protocol::BallotRule>(one.at("rule").dump());
    ASSERT_TRUE(rule);
    for (char const* const language : {"sv", "en"}) {
      EXPECT_EQ(dots_terms(std::get<protocol::DotsRule>(*rule), archive::Catalogue(language)),
                one.at(language).get<std::string>());
    }
  }
}

}  // namespace
}  // namespace torg::net
