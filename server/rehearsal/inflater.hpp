#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace torg::rehearsal {

// Takes messages apart that a server compressed, each by itself (RFC 7692 without context
// takeover). One is enough for all connections of a loop. What comes again is not taken apart
// again: a server compresses once for a whole hall, and a generator that did so for each phone
// would be the bottleneck of what it measures.
class Inflater {
 public:
  Inflater();
  ~Inflater();
  Inflater(Inflater const&) = delete;
  Inflater& operator=(Inflater const&) = delete;

  // Valid until the next call. Nothing when it is broken, or larger than any server of ours sends.
  std::optional<std::string_view> inflate(std::string_view compressed);

 private:
  bool take_apart(std::string_view compressed);

  struct Stream;
  std::unique_ptr<Stream> stream_;
  std::string last_;   // compressed
  std::string whole_;  // what `last_` is
};

}  // namespace torg::rehearsal
