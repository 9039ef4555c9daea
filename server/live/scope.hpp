#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/view.hpp"
#include "live/frame.hpp"

namespace torg::live {

// Whose view it is. On the wire by name_of().
enum class ScopeName : std::uint8_t { participant, person, facilitator, screen, organiser };
inline constexpr std::size_t scope_count = 5;
std::string_view name_of(ScopeName scope);

// One step of a scope, made once and applied by every thread's copy. Values are shared.
struct ScopeChange {
  ScopeName scope{};
  std::string epoch;
  std::uint64_t seq = 0;  // after the change, which builds on seq - 1
  std::vector<std::pair<std::string, std::shared_ptr<std::string const>>> set;
  std::vector<std::string> removed;
  Frame frame;  // the delta from seq - 1, encoded
};

// The sections of one audience and how they came to be: enough to bring a client from any position
// up to date with one frame. Belongs to one thread.
class Scope {
 public:
  // The position of a client that knows nothing.
  static constexpr std::uint64_t nothing = 0;

  // `epoch` is fresh for every scope that starts from nothing, at most 16 characters. Without
  // catch-ups in the cache no frame is kept at all.
  Scope(ScopeName name, std::string epoch, std::size_t remembered_removals,
        std::size_t cached_catch_ups);

  // Takes a view that was built anew and returns what differs, or null.
  std::shared_ptr<ScopeChange const> update(domain::Sections const& view);

  // As update() where nobody else has a copy; tells whether something differed.
  bool renew(domain::Sections const& view);

  // Repeats on this copy what update() did on another. Changes come in order, the first one first.
  void apply(ScopeChange const& change);

  ScopeName name() const { return name_; }
  std::string const& epoch() const { return epoch_; }
  std::uint64_t seq() const { return seq_; }
  domain::Sections sections() const;

  // Where a client stands that says it has this; `nothing` if that is of no use here.
  std::uint64_t position_of(std::string_view epoch, std::int64_t seq) const;

  // The one frame that brings a client from `seq` to seq(); null if it is there. Beyond the horizon
  // that is the full view. Equally late clients get the same bytes.
  Frame frame_from(std::uint64_t seq);

 private:
  struct Entry {
    std::shared_ptr<std::string const> value;
    std::uint64_t changed_seq = 0;
  };
  struct CatchUp {
    std::uint64_t since = 0;
    Frame frame;
  };

  // Deltas made for an earlier position fit later ones, so late positions are taken together: the
  // later they are, the more of them.
  std::uint64_t rounded_down(std::uint64_t seq) const;
  // False: there is none.
  bool find_change(domain::Sections const& view, ScopeChange& change) const;
  void step(ScopeChange const& change);
  Frame encode_full() const;
  Frame encode_delta(std::uint64_t since) const;
  std::string head(bool full) const;

  std::string epoch_;
  std::uint64_t seq_ = 0;
  std::uint64_t horizon_ = 1;  // deltas can be made from positions at or above this
  std::uint32_t remembered_removals_;
  std::uint32_t cached_catch_ups_;
  ScopeName name_;
  std::map<std::string, Entry, std::less<>> entries_;
  std::vector<std::pair<std::uint64_t, std::string>> removals_;  // oldest first
  Frame full_;                                                   // of seq(), once asked for
  std::vector<CatchUp> catch_ups_;                               // to seq()
};

}  // namespace torg::live
