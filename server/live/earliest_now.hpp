#pragma once

#include <cstdint>

#include "store/store.hpp"

namespace torg::live {

// The newest time in the journals of those meetings where a ballot is open; 0 when none is. It
// cannot be earlier than that when a server starts, whatever the machine's clock says, and who set
// that back would keep those ballots open longer. Where none is open the clock is believed, so that
// one that was ahead by mistake does not stay so.
store::Result<std::int64_t> earliest_now(store::StoreReader& reader);

}  // namespace torg::live
