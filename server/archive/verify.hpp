#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "archive/misfit.hpp"
#include "store/store.hpp"

namespace torg::archive {

// What a whole data folder was found to hold, up to the first thing that does not fit.
struct Verification {
  std::optional<Misfit> misfit;

  std::uint64_t meetings = 0;
  std::uint64_t events = 0;
  std::uint64_t texts = 0;
  std::uint64_t texts_erased = 0;
  std::uint64_t boxes_recounted = 0;
  std::uint64_t ballots_recounted = 0;
  std::uint64_t boxes_unsealed = 0;
  std::uint64_t ballots_unsealed = 0;
  std::uint64_t boxes_voided = 0;
  // Sealed under rules that this version does not have. Their ballots fit their digest; whether
  // they give the recorded result is not known.
  std::uint64_t boxes_not_recounted = 0;

  // Closed meetings, whose fingerprints minutes and phones hold outside this folder.
  struct ClosedMeeting {
    std::string id;
    std::string fingerprint;  // of the head that the journal had when it was closed
  };
  std::vector<ClosedMeeting> closed;
};

// Replays every journal and recounts every sealed box: versions and chains, texts and their
// references, snapshots, what forum and meetings say of one another, and each box against its
// journal. It shows that the folder agrees with itself. Who could write all of it could also have
// written something else; only a chain head that was kept elsewhere shows that nobody did.
//
// `reader` has to show one moment, see store/sqlite_view.hpp. The errors are those of the store.
store::Result<Verification> verify(store::StoreReader& reader);

}  // namespace torg::archive
