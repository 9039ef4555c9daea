#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace torg::domain {

using Bytes32 = std::array<unsigned char, 32>;

// base64url of BLAKE2b-256(salt || bytes), 43 characters.
using ContentRef = std::string;

// Text that events refer to but never hold: names, free text, reasons. Private content is left out
// of public archives; either kind can be erased without breaking the journal's chain.
struct Content {
  ContentRef ref;
  Bytes32 salt;
  std::string bytes;
  bool is_private;
};

ContentRef content_ref(Bytes32 const& salt, std::string_view bytes);

// The salt of an event that names a person, 22 characters of base64url; `number` tells the events
// of one request apart.
std::string event_salt(Bytes32 const& entropy, std::uint64_t number);

// Turns text into references while a command is decided. Salts are derived from the entropy of the
// request and a counter, so that deciding stays a pure function of its arguments.
class Detacher {
 public:
  explicit Detacher(Bytes32 const& entropy) : entropy_(entropy) {}

  ContentRef detach(std::string bytes, bool is_private = false);
  std::vector<Content> take() { return std::move(contents_); }

 private:
  Bytes32 entropy_;
  std::uint64_t used_ = 0;
  std::vector<Content> contents_;
};

// The texts of one stream. A reference whose content was erased is not in the map.
using ContentMap = std::map<ContentRef, std::string, std::less<>>;

}  // namespace torg::domain
