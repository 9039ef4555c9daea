#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "archive/misfit.hpp"
#include "domain/meeting.hpp"
#include "store/records.hpp"

namespace torg::archive {

// An event of the journal. One of a person is withheld: of it stands the hash of its payload.
struct PublishedEvent {
  std::string type;
  std::variant<std::string, store::Digest> payload;  // the exact bytes, or their hash
};

// The head of the chain over all events, see store/journal_chain.hpp.
store::Digest chain_head(store::StreamName const& stream,
                         std::vector<PublishedEvent> const& events);

// The meeting as its published journal tells it, up to the first event that does not fit. Of those
// who came it has the number, not who spoke for which group.
struct Replay {
  domain::Meeting meeting;
  std::uint64_t withheld = 0;
  std::optional<MisfitKind> misfit;
  std::size_t at = 0;  // place of the event that does not fit
};
Replay replay(std::vector<PublishedEvent> const& events);

}  // namespace torg::archive
