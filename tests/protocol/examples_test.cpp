#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "protocol/recode.hpp"

namespace torg::protocol {
namespace {

struct Example {
  std::string file;
  Json json;

  std::string type() const { return json.at("type"); }

  // What goes over the wire: a value, a text as it stands, or bytes that are no text at all.
  std::string wire() const {
    if (json.contains("value")) return json.at("value").dump();
    if (json.contains("text")) return json.at("text");
    std::string bytes;
    std::string const hex = json.at("hex");
    for (std::size_t index = 0; index < hex.size(); index += 2) {
      bytes += static_cast<char>(std::stoi(hex.substr(index, 2), nullptr, 16));
    }
    return bytes;
  }
};

std::vector<Example> examples(std::string const& kind) {
  std::vector<Example> found;
  std::filesystem::path const folder = TORG_SOURCE_DIR "/protocol/examples/" + kind;
  for (auto const& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream stream(entry.path());
    found.push_back({entry.path().filename(), Json::parse(stream)});
  }
  return found;
}

TEST(ValidExamples, given_an_example_when_decoded_and_encoded_then_it_is_the_same) {
  auto const all = examples("valid");
  ASSERT_GT(all.size(), 100u);
  for (auto const& example : all) {
    SCOPED_TRACE(example.file);
    auto const recoded = recode(example.type(), example.wire());
    ASSERT_TRUE(recoded) << "no type " << example.type();
    ASSERT_TRUE(*recoded) << to_string(recoded->error().fault) << " at " << recoded->error().field;
    EXPECT_EQ(Json::parse(**recoded), example.json.at("value"));
  }
}

TEST(ValidExamples, given_its_own_output_when_recoded_then_the_bytes_are_the_same) {
  for (auto const& example : examples("valid")) {
    SCOPED_TRACE(example.file);
    auto const once = recode(example.type(), example.wire());
    ASSERT_TRUE(once && *once);
    auto const twice = recode(example.type(), **once);
    ASSERT_TRUE(twice && *twice);
    EXPECT_EQ(**once, **twice);
  }
}

TEST(InvalidExamples, given_an_example_when_decoded_then_exactly_its_fault_and_field_are_told) {
  auto const all = examples("invalid");
  ASSERT_GT(all.size(), 50u);
  for (auto const& example : all) {
    SCOPED_TRACE(example.file);
    auto const recoded = recode(example.type(), example.wire());
    ASSERT_TRUE(recoded) << "no type " << example.type();
    ASSERT_FALSE(*recoded) << **recoded;
    EXPECT_EQ(to_string(recoded->error().fault), example.json.at("fault").get<std::string>());
    EXPECT_EQ(recoded->error().field, example.json.at("field").get<std::string>());
  }
}

TEST(InvalidExamples,
     given_the_faults_of_the_decoder_when_the_examples_are_read_then_none_is_left) {
  std::set<std::string> faults;
  for (auto const& example : examples("invalid")) faults.insert(example.json.at("fault"));
  for (int number = 0; number <= static_cast<int>(DecodeFault::duplicate); ++number) {
    std::string const name(to_string(static_cast<DecodeFault>(number)));
    EXPECT_TRUE(faults.contains(name)) << name;
  }
}

}  // namespace
}  // namespace torg::protocol
