#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>
#include <nlohmann/json.hpp>

#include "archive/published_ballot.hpp"
#include "archive/published_journal.hpp"
#include "domain/content.hpp"
#include "domain/meeting.hpp"
#include "store/key_ring.hpp"

namespace torg::archive {

struct PublishedText {
  domain::ContentRef ref;
  // Salt and exact bytes; nothing of a text that was erased.
  struct Content {
    store::Digest salt{};
    std::string bytes;
  };
  std::optional<Content> content;
};

// All that is published of one closed meeting, as protocol/ARCHIVE.md describes it.
struct ArchiveFile {
  nlohmann::ordered_json summary;  // see archive/summary.hpp
  std::map<domain::BoxId, std::vector<PublishedBallot>> ballots;
  std::vector<PublishedText> texts;    // in the order of the references
  std::vector<PublishedEvent> events;  // from the first to the one that closed the meeting
  store::Digest head{};                // of their chain
  std::string fingerprint;             // of the head
  store::Digest public_key{};
  store::KeyRing::Signature signature{};  // of signed_message()
};

// What the server's key signs: the head, and which texts were erased after it.
std::string signed_message(ArchiveFile const& file);

std::string write_archive_file(ArchiveFile const& file);

// Where a file is not as it should be, "texts.3.salt"; empty when it is no JSON.
struct FileFault {
  std::string part;
};

// Strict: a key that is unknown, missing or there twice is a fault. The summary is read as it is,
// to be compared with one that is made anew.
boost::system::result<ArchiveFile, FileFault> read_archive_file(std::string_view bytes);

// What boost::system::result wants of its error; nobody takes a value without looking.
[[noreturn]] void throw_exception_from_error(FileFault const& fault,
                                             boost::source_location const& where);

}  // namespace torg::archive
