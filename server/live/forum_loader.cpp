#include "live/forum_loader.hpp"

#include <string>
#include <utility>

#include "live/journal_unit.hpp"
#include "live/meeting_loader.hpp"

namespace torg::live {

store::Result<StoredForum> read_forum(store::StoreReader& store) {
  std::string const stream(forum_stream);
  StoredForum stored;
  auto events = read_events(store, stream, 0);
  if (!events) return events.error();
  stored.events = std::move(*events);
  auto contents = store.read_contents(stream);
  if (!contents) return contents.error();
  stored.contents = std::move(*contents);
  auto credentials = store.credentials_of(stream);
  if (!credentials) return credentials.error();
  stored.credentials = std::move(*credentials);
  auto remembered = store.remembered_commands(stream);
  if (!remembered) return remembered.error();
  stored.remembered = std::move(*remembered);
  return stored;
}

}  // namespace torg::live
