#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "archive/pb/reader.hpp"
#include "support/pb_reader_promises.hpp"

namespace torg::archive {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> seeds() {
  std::vector<fs::path> files{fs::path(TORG_SOURCE_DIR) / "tests/data/demo/vingaker.pb"};
  for (auto const& entry :
       fs::directory_iterator(fs::path(TORG_SOURCE_DIR) / "tests/data/pabulib")) {
    if (entry.path().extension() == ".pb") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<std::string> texts;
  for (auto const& file : files) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    texts.push_back(text.str());
  }
  return texts;
}

constexpr std::array<std::string_view, 40> pieces{"\n",
                                                  "\r\n",
                                                  "\r",
                                                  ";",
                                                  ",",
                                                  "\"",
                                                  "\"\"",
                                                  ".",
                                                  "-1",
                                                  "1e9",
                                                  "1,000",
                                                  "0.5",
                                                  "0.0000000001",
                                                  "META\n",
                                                  "\nPROJECTS\n",
                                                  "\nVOTES\n",
                                                  "key;value\n",
                                                  "project_id",
                                                  ";cost",
                                                  ";name",
                                                  ";votes",
                                                  ";score",
                                                  "voter_id",
                                                  "vote",
                                                  ";points",
                                                  "budget;7\n",
                                                  "approval",
                                                  "choose-1",
                                                  "cumulative",
                                                  "scoring",
                                                  "ordinal",
                                                  "max_length;2\n",
                                                  "max_points;1\n",
                                                  "max_sum_points;2\n",
                                                  "max_sum_cost;9\n",
                                                  "num_votes;1\n",
                                                  "num_projects;1\n",
                                                  "\xEF\xBB\xBF",
                                                  "\xC3",
                                                  "99999999999999999"};

// Deterministic on every machine: no distribution of the library is used.
class Mutator {
 public:
  explicit Mutator(std::vector<std::string> const& seeds) : seeds_(seeds) {}

  std::string next() {
    std::string text = seeds_[below(seeds_.size())];
    for (auto left = 1 + below(4); left > 0; --left) mutate(text);
    return text;
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }

  void mutate(std::string& text) {
    auto const at = below(text.size() + 1);
    auto const length = below(std::min<std::size_t>(text.size() - at, 30) + 1);
    switch (below(6)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, text.substr(at, length));
        break;
      case 2:
        if (at < text.size()) text[at] = static_cast<char>(below(256));
        break;
      case 3: {
        auto const& other = seeds_[below(seeds_.size())];
        text.insert(at, other.substr(below(other.size()), 60));
        break;
      }
      default:
        text.insert(at, pieces[below(pieces.size())]);
    }
  }

  std::vector<std::string> const& seeds_;
  std::mt19937 random_{20'261'125};
};

TEST(PbReaderMutation, given_damaged_files_then_every_promise_is_kept_and_every_kind_is_met) {
  auto const sound = seeds();
  ASSERT_EQ(sound.size(), 10u);
  Mutator mutator(sound);
  PbReadLimits limits;
  limits.findings = 20;
  std::size_t accepted = 0;
  std::map<std::string_view, std::size_t> met;
  constexpr std::size_t runs = 20'000;
  for (std::size_t run = 0; run < runs; ++run) {
    auto const text = mutator.next();
    ASSERT_EQ(test::broken_promise(read_pb, text, limits), "") << "run " << run << ":\n" << text;
    auto const reading = read_pb(text, limits);
    accepted += reading.file.has_value();
    for (auto const& findings : {reading.errors, reading.warnings}) {
      for (auto const& finding : findings) ++met[name_of(finding.code)];
    }
  }
  // The mutations reach both sides, and nearly every finding; else they would prove little.
  EXPECT_GT(accepted, runs / 10);
  EXPECT_GT(runs - accepted, runs / 10);
  EXPECT_GE(met.size(), 36u);
}

TEST(PbReaderMutation, given_a_reader_that_loses_something_then_the_promises_notice) {
  auto const text = seeds().front();
  EXPECT_EQ(test::broken_promise(read_pb, text), "");
  auto const spoilt = [](auto spoil) {
    return [spoil](std::string_view bytes, PbReadLimits const& limits) {
      auto reading = read_pb(bytes, limits);
      if (reading.file) spoil(reading);
      return reading;
    };
  };
  int calls = 0;
  for (auto const& reader : std::vector<test::PbReader>{
           spoilt([](PbReading& reading) { reading.file.reset(); }),
           spoilt([&](PbReading& reading) {
             if (calls++ == 1) reading.file->votes.pop_back();
           }),
           spoilt([](PbReading& reading) { reading.file->projects[1].id = "p01"; }),
           spoilt([](PbReading& reading) { reading.file->votes[0].marks[0].project = 14; }),
           spoilt([](PbReading& reading) { reading.file->votes[0].voter = "META"; }),
           spoilt([](PbReading& reading) {
             reading.warnings.push_back({PbErrc::too_costly, 1'000, {}, {}, {}});
           }),
           spoilt([](PbReading& reading) {
             reading.warnings.push_back({PbErrc::too_costly, 1, {}, "\x1B[2J", {}});
           })}) {
    EXPECT_NE(test::broken_promise(reader, text), "");
  }
}

}  // namespace
}  // namespace torg::archive
