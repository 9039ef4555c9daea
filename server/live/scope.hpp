#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/view.hpp"
#include "live/transport.hpp"

namespace torg::live {

// Whose view it is. Names on the wire: name_of().
enum class ScopeName : std::uint8_t { participant, person, facilitator, screen, organiser };
inline constexpr std::size_t scope_count = 5;
std::string_view name_of(ScopeName scope);

// One step of a scope, made once and applied by every thread's copy. Values are shared, not copied.
struct ScopeChange {
  ScopeName scope{};
  std::string epoch;
  std::uint64_t seq = 0;  // after the change; the change builds on seq - 1
  std::vector<std::pair<std::string, std::shared_ptr<std::string const>>> set;
  std::vector<std::string> removed;
  Frame frame;  // the delta from seq - 1, encoded
};

// The sections of one audience and how they came to be: enough to bring a client from any position
// up to date with one frame. Belongs to one thread.
class Scope {
 public:
  // `epoch` is fresh for every scope that starts from nothing, at most 16 characters.
  Scope(ScopeName name, std::string epoch, std::size_t remembered_removals,
        std::size_t cached_catch_ups);

  // Takes a view built anew and returns what differs, or nothing.
  std::shared_ptr<ScopeChange const> update(domain::Sections const& view);

  // Repeats on this copy what update() did on another. Changes have to come in order, from 1.
  void apply(ScopeChange const& change);

  ScopeName name() const { return name_; }
  std::string const& epoch() const { return epoch_; }
  std::uint64_t seq() const { return seq_; }

  // One frame for a client at this position: nothing new for it is null; another epoch or a
  // position beyond the horizon gives the full view. Equally late clients get the same bytes.
  Frame frame_from(std::string_view epoch, std::uint64_t seq);

 private:
  struct Entry {
    std::shared_ptr<std::string const> value;
    std::uint64_t changed_seq = 0;
  };
  struct CatchUp {
    std::uint64_t since = 0;  // fits every position from here on
    Frame frame;
  };

  std::uint64_t rounded_down(std::uint64_t seq) const;
  Frame encode_full();
  Frame encode_delta(std::uint64_t since) const;
  std::string head(bool full) const;
  void forget_old_removals();

  ScopeName name_;
  std::string epoch_;
  std::uint64_t seq_ = 0;
  std::uint64_t horizon_ = 0;  // deltas can be made from positions at or above this
  std::size_t remembered_removals_;
  std::size_t cached_catch_ups_;
  std::map<std::string, Entry, std::less<>> entries_;
  std::deque<std::pair<std::uint64_t, std::string>> removals_;  // oldest first
  Frame full_;                      // of seq_, made when first asked for
  std::vector<CatchUp> catch_ups_;  // to seq_
};

}  // namespace torg::live
