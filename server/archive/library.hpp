#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "store/key_ring.hpp"
#include "store/store.hpp"

namespace torg::archive {

enum class DocumentKind {
  index,         // all published meetings
  meeting,       // one meeting as a page
  meeting_json,  // everything needed to recount it
  meeting_csv,   // results as a table
  box,           // all ballots of one vote as a page
  box_pb,        // the ballots of one vote with dots or on projects, as a .pb file
  statement,     // accessibility statement
  secrecy,       // how a vote is kept secret and counted
  data,          // what is stored of people
};

struct DocumentQuery {
  DocumentKind kind = DocumentKind::index;
  std::string meeting;   // empty unless the kind is about one meeting
  std::string secret;    // from the path, empty for what is public
  std::int64_t box = 0;  // only for box and box_pb
  std::string language;  // of the catalogues: "sv" or "en"
};

struct Document {
  unsigned status = 200;  // 200, 404 (also for what may not be read), 503 when the store fails
  std::string content_type;
  // For pages: what stands inside <main>, to be put into the archive face's shell.
  std::string body;
  std::string title;          // of the page, plain text
  std::string download_name;  // set for files to be saved
};

// Secrets that stand in the path of an archive page, so that it can be read without JavaScript.
// Derived from the server's key and the meeting, nothing is stored. Base64url, 22 characters.
std::string internal_secret(store::KeyRing const& keys, std::string_view meeting);
std::string unlisted_secret(store::KeyRing const& keys, std::string_view meeting);

// The archive of closed meetings, read from what is committed. Public meetings are for everyone,
// unlisted ones for who has either secret, internal and unpublished ones for the internal secret
// alone. Calls block and may come from one thread at a time.
class Library {
 public:
  // `reader` is this library's own.
  Library(std::unique_ptr<store::StoreReader> reader, store::KeyRing const& keys);
  ~Library();

  Document find(DocumentQuery const& query);

 private:
  class Shelf;
  std::unique_ptr<Shelf> shelf_;
};

}  // namespace torg::archive
