#include "net/assets.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

namespace torg::net {

std::span<Asset const> fixture_assets();
std::span<Asset const> unbuilt_assets();

namespace {

std::string fixture_file(std::string const& name) {
  std::ifstream file(TORG_SOURCE_DIR "/tests/net/web_fixture/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::string text(std::span<std::byte const> bytes) {
  return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

TEST(Assets, given_a_built_client_when_embedded_then_each_file_is_found_byte_for_byte) {
  auto const* script = find_asset(fixture_assets(), "/assets/page.0123456789.js");
  ASSERT_NE(script, nullptr);
  EXPECT_EQ(text_of(*script), fixture_file("dist/assets/page.0123456789.js"));
  EXPECT_EQ(text(script->brotli), fixture_file("dist/assets/page.0123456789.js.br"));
  EXPECT_EQ(text(script->gzip), fixture_file("dist/assets/page.0123456789.js.gz"));
  EXPECT_EQ(script->content_type, "text/javascript; charset=utf-8");
  EXPECT_TRUE(script->immutable);
}

TEST(Assets, given_a_file_that_is_for_the_server_when_embedded_then_no_browser_path_reaches_it) {
  auto const* shell = find_asset(fixture_assets(), "shell/page.sv.html");
  ASSERT_NE(shell, nullptr);
  EXPECT_EQ(text_of(*shell), fixture_file("dist/page.sv.html"));
  EXPECT_FALSE(shell->immutable);
  auto const* catalogue = find_asset(fixture_assets(), "i18n/sv.json");
  ASSERT_NE(catalogue, nullptr);
  EXPECT_EQ(text_of(*catalogue), fixture_file("i18n/sv.json"));
  EXPECT_NE(find_asset(fixture_assets(), "manifest.json"), nullptr);

  for (auto const* path : {"/page.sv.html", "/shell/page.sv.html", "/manifest.json",
                           "/i18n/sv.json", "/assets/page.0123456789.js.br", "/assets/", "/", ""}) {
    EXPECT_EQ(find_asset(fixture_assets(), path), nullptr) << path;
  }
}

TEST(Assets, given_an_empty_file_when_embedded_then_it_is_there_and_empty) {
  auto const* empty = find_asset(fixture_assets(), "/empty.txt");
  ASSERT_NE(empty, nullptr);
  EXPECT_TRUE(empty->raw.empty());
  EXPECT_FALSE(empty->immutable);
}

TEST(Assets, given_different_contents_then_the_etags_differ_and_are_quoted) {
  auto const* script = find_asset(fixture_assets(), "/assets/page.0123456789.js");
  auto const* shell = find_asset(fixture_assets(), "shell/page.sv.html");
  ASSERT_TRUE(script && shell);
  EXPECT_NE(script->etag, shell->etag);
  EXPECT_THAT(std::string(script->etag), testing::MatchesRegex("\"[0-9a-f]+\""));
}

TEST(Assets, given_no_built_client_then_the_table_is_empty_and_nothing_is_found) {
  EXPECT_TRUE(unbuilt_assets().empty());
  EXPECT_EQ(find_asset(unbuilt_assets(), "manifest.json"), nullptr);
}

TEST(Assets, given_any_table_then_it_is_sorted_so_that_every_row_can_be_found) {
  for (auto const table : {fixture_assets(), all_assets()}) {
    EXPECT_TRUE(std::ranges::is_sorted(table, {}, &Asset::path));
    for (auto const& asset : table) EXPECT_EQ(find_asset(table, asset.path), &asset) << asset.path;
  }
}

TEST(Assets, given_the_web_client_in_this_build_then_what_is_compressed_is_smaller) {
  if (all_assets().empty()) GTEST_SKIP() << "built without the web client";
  bool any_script = false;
  for (auto const& asset : all_assets()) {
    if (!asset.brotli.empty()) {
      EXPECT_LT(asset.brotli.size(), asset.raw.size()) << asset.path;
    }
    if (!asset.gzip.empty()) {
      EXPECT_LT(asset.gzip.size(), asset.raw.size()) << asset.path;
    }
    if (asset.path.starts_with("/assets/") && asset.path.ends_with(".js") &&
        asset.raw.size() > 4096) {
      any_script = true;
      EXPECT_FALSE(asset.brotli.empty()) << asset.path;
      EXPECT_FALSE(asset.gzip.empty()) << asset.path;
    }
  }
  EXPECT_TRUE(any_script);
  for (auto const* name : {"manifest.json", "i18n/sv.json", "i18n/en.json"}) {
    EXPECT_NE(find_asset(name), nullptr) << name;
  }
}

}  // namespace
}  // namespace torg::net
