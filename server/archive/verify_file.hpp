#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "archive/misfit.hpp"
#include "domain/content.hpp"
#include "store/records.hpp"

namespace torg::archive {

// What was kept outside the file, and by whom nobody who wrote the file could change it.
struct HeadAnchor {
  std::string fingerprint;  // as domain/fingerprint.hpp gives it
};
struct KeyAnchor {
  store::Digest public_key{};  // of the server
};
using Anchor = std::variant<std::monostate, HeadAnchor, KeyAnchor>;

// What an archive file was found to hold, up to the first thing that does not fit.
struct FileVerification {
  std::optional<Misfit> misfit;

  std::string meeting;
  std::string fingerprint;
  store::Digest public_key{};
  std::uint64_t events = 0;
  std::uint64_t events_withheld = 0;  // of single persons
  std::uint64_t texts = 0;
  std::uint64_t texts_erased = 0;
  std::uint64_t boxes_recounted = 0;
  std::uint64_t ballots_recounted = 0;
  std::uint64_t boxes_of_tellers = 0;  // only totals may be published
  std::uint64_t boxes_voided = 0;
  std::uint64_t boxes_not_recounted = 0;  // under rules that this version does not have
};

// Checks an archive file with nothing but the file and the anchor: its chain, head, fingerprint and
// signature, every text, every box by counting it again, and whether all that it says in words and
// figures follows from these. Without an anchor it shows that the file agrees with itself, and not
// that it is the meeting that was held. With a head it shows that, and not whose key signed it, nor
// that a text which is missing was erased; the key shows these, too. Pure.
FileVerification verify_file(std::string_view bytes, Anchor const& anchor);

}  // namespace torg::archive
