// The worked example of protocol/ARCHIVE.md is what this version writes, and verifies. When the
// format changes: TORG_WRITE_EXAMPLES=1 archive_test --gtest_filter='ArchiveExample.*' writes it
// anew, and the page has to be mended, see tests/protocol/archive_example_test.py.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "archive/decided_meeting.hpp"
#include "archive/exports.hpp"
#include "archive/verify_file.hpp"
#include "domain/fingerprint.hpp"
#include "support/memory_store.hpp"
#include "support/temp_folder.hpp"

namespace torg::archive {
namespace {

constexpr char const* example = TORG_SOURCE_DIR "/protocol/examples/archive/meeting.json";

// Six people; the last two only listen.
MeetingRecord example_meeting() {
  protocol::MeetingTemplate from;
  from.title = {{"en", "Village meeting"}, {"sv", "Bymöte"}};
  from.languages = {"sv", "en"};
  from.groups = {{"soder", {{"sv", "Södra byn"}}, {}}, {"norr", {{"sv", "Norra byn"}}, {}}};
  DecidedMeeting meeting("k3v9x0a7qd", from);
  meeting.command(R"({"type":"add_items","items":[
      {"kind":"dots","title":{"sv":"Vad är viktigast?","en":"What matters most?"},
       "rule":{"kind":"dots","dots":3,"max_per_option":2,"top":1},
       "options":[{"option":1,"title":{"sv":"Badplats"}},{"option":2,"title":{"sv":"Belysning"}},
                  {"option":3,"title":{"sv":"Sommarkafé"}}]},
      {"kind":"poll","title":{"sv":"Ska vi bilda en förening?"},
       "rule":{"kind":"poll","form":"one"},
       "options":[{"option":1,"title":{"sv":"Ja"}},{"option":2,"title":{"sv":"Nej"}}]}]})");
  meeting.command(R"({"type":"open_meeting"})").join(6);
  for (int phone = 1; phone <= 6; ++phone) {
    meeting.command(DecidedMeeting::phone(phone),
                    phone % 2 ? R"({"type":"choose_group","group":"soder"})"
                              : R"({"type":"choose_group","group":"norr"})");
  }
  meeting.command(R"({"type":"start_meeting"})").command(R"({"type":"open_ballot","item":1})");
  meeting.cast(1, R"({"kind":"dots","marks":[{"option":1,"value":2},{"option":2,"value":1}]})");
  meeting.cast(2, R"({"kind":"dots","marks":[{"option":1,"value":1},{"option":3,"value":2}]})");
  meeting.cast(3, R"({"kind":"dots","marks":[{"option":2,"value":2}]})");
  meeting.cast(4, R"({"kind":"dots","marks":[{"option":1,"value":2}]})").finish();
  meeting.command(R"({"type":"next_item"})").command(R"({"type":"open_ballot","item":2})");
  meeting.cast(1, R"({"kind":"choice","options":[1]})").void_newest("Fel fråga");
  meeting.command(R"({"type":"open_ballot","item":2})");
  for (int phone = 1; phone <= 3; ++phone) {
    meeting.cast(phone, R"({"kind":"choice","options":[1]})");
  }
  meeting.cast(4, R"({"kind":"choice","options":[2]})").cast(5, R"({"kind":"abstain"})").finish();
  meeting.command(R"({"type":"close_meeting"})");
  return meeting.record;
}

std::string written() {
  test::TempFolder const folder{test::TempFolder::Place::memory};
  test::MemoryStore store;
  std::filesystem::create_directory(folder / "keys");
  std::ofstream(folder / "keys" / "torg.key", std::ios::binary) << std::string(32, 'k');
  auto const keys = store::KeyRing::open(folder / "keys", store);
  return to_json(example_meeting(), keys.value());
}

std::string read(std::filesystem::path const& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST(ArchiveExample, given_the_example_then_it_is_what_this_version_writes) {
  if (std::getenv("TORG_WRITE_EXAMPLES") != nullptr) {
    std::filesystem::create_directories(std::filesystem::path(example).parent_path());
    std::ofstream(example, std::ios::binary) << written();
  }
  EXPECT_EQ(read(example), written());
}

TEST(ArchiveExample, given_the_example_then_it_fits_its_anchors) {
  auto const file = read(example);
  auto const head = domain::fingerprint(example_meeting().head.chain);
  auto const found = verify_file(file, HeadAnchor{head});
  ASSERT_FALSE(found.misfit) << name_of(found.misfit->kind) << " " << found.misfit->part;
  EXPECT_EQ(found.boxes_recounted, 2u);
  EXPECT_EQ(found.ballots_recounted, 9u);
  EXPECT_EQ(found.boxes_voided, 1u);
  EXPECT_FALSE(verify_file(file, KeyAnchor{found.public_key}).misfit);
}

}  // namespace
}  // namespace torg::archive
