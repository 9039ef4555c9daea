#pragma once

#include <vector>

#include "store/store.hpp"

namespace torg::live {

// The forum as it lies in the store.
struct StoredForum {
  std::vector<store::StoredEvent> events;
  std::vector<store::StoredContent> contents;
  std::vector<store::Credential> credentials;
  std::vector<store::RememberedCommand> remembered;
};
store::Result<StoredForum> read_forum(store::StoreReader& store);

}  // namespace torg::live
