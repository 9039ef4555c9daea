#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "store/journal_chain.hpp"
#include "store/store.hpp"
#include "store/unit.hpp"

namespace torg::test {

struct Checkpoint {};
struct Scrub {};
struct SaveSnapshot {
  store::Snapshot snapshot;
};
/// One call of a store: a batch, or one of the others that write.
using Step = std::variant<std::vector<store::Unit>, Checkpoint, Scrub, SaveSnapshot>;

/// What a store answered: the outcomes of a batch, none for the others.
using Answer = store::Result<std::vector<store::UnitOutcome>>;

inline Answer take(store::Store& store, const Step& step) {
  if (const auto* batch = std::get_if<std::vector<store::Unit>>(&step)) return store.append(*batch);
  store::Result<void> done;
  if (const auto* save = std::get_if<SaveSnapshot>(&step)) {
    done = store.save_snapshot("meeting/a", save->snapshot);
  } else if (std::holds_alternative<Scrub>(step)) {
    auto scrubbed = store.scrub();
    if (!scrubbed) return scrubbed.error();
  } else {
    done = store.checkpoint();
  }
  if (!done) return done.error();
  return std::vector<store::UnitOutcome>{};
}

/// Draws what a busy meeting might write next, by what a store holds: events with texts, ballots in
/// an open box, its stop, its seal, its voiding, credentials, remembered answers, erasures. Now and
/// then a unit breaks a rule because of one before it in the batch.
class RandomSteps {
 public:
  explicit RandomSteps(std::uint32_t seed) : random_(seed) {}

  Step next(store::StoreReader& reader) {
    const auto kind = pick(20);
    if (kind == 0) return Checkpoint{};
    if (kind == 1) return Scrub{};
    const auto head = reader.stream_head("meeting/a").value();
    if (kind == 2 && head.version > 0) return SaveSnapshot{{head.version, 1, text(3000)}};
    std::vector<store::Unit> batch;
    auto version = head.version;
    for (auto units = 1 + pick(6); units > 0; --units) batch.push_back(unit(reader, version));
    return batch;
  }

  std::uint32_t pick(std::uint32_t below) {
    return std::uniform_int_distribution<std::uint32_t>(0, below - 1)(random_);
  }

  /// The wrapped secret of a box, which is to be gone when the box is sealed and the files
  /// scrubbed.
  static std::string secret_of(std::uint32_t box) {
    return "wrapped secret of box " + std::to_string(box) + ".";
  }

 private:
  static constexpr std::uint8_t voters = 40;
  static constexpr const char* stream = "meeting/a";

  std::string text(std::uint32_t longest) {
    return std::string(1 + pick(longest), static_cast<char>('a' + pick(26)));
  }
  store::Digest digest() {
    store::Digest digest{};
    for (auto& byte : digest) byte = static_cast<std::uint8_t>(random_());
    return digest;
  }

  store::Unit unit(store::StoreReader& reader, std::uint64_t& version) {
    const auto boxes = reader.boxes_of(stream).value();
    switch (pick(8)) {
      case 0: {
        auto moved = box_step(reader, boxes);
        moved.push_back(event(version).front());
        return moved;
      }
      case 1:
        return erasure(reader, version);
      case 2:
      case 3:
        return event(version);
      default:
        if (boxes.empty() || boxes.back().state != store::BoxState::open) return event(version);
        return ballot(boxes.back().box);
    }
  }

  store::Unit event(std::uint64_t& version) {
    store::AppendEvents write{stream, version, {{"Counted", text(400)}}, {}};
    ++version;
    if (pick(3) == 0) {
      const auto salt = digest();
      const auto bytes = text(6000);
      write.contents.push_back({store::content_ref(salt, bytes), salt, bytes, pick(2) == 0});
    }
    store::Unit unit{write};
    if (pick(3) == 0) {
      unit.push_back(store::RememberCommand{stream, "p/" + std::to_string(pick(3)),
                                            "c" + std::to_string(++commands_), text(60), 4});
    }
    if (pick(6) == 0) {
      unit.push_back(store::PutCredential{digest(), stream, "participant",
                                          std::to_string(commands_), text(80)});
    }
    return unit;
  }

  store::Unit ballot(std::uint32_t box) {
    store::CastBallot cast;
    cast.stream = stream;
    cast.box = box;
    const auto voter = static_cast<std::uint8_t>(pick(voters));
    cast.voter_key = {voter};
    cast.ballot_class = voter % 2 == 0 ? "north" : "south";
    cast.class_salt = {1, voter};
    // Higher than any before, so that none is refused.
    cast.revision = ++revision_;
    cast.withdrawn = pick(10) == 0;
    if (!cast.withdrawn) cast.ballot = text(300);
    return {cast};
  }

  store::Unit erasure(store::StoreReader& reader, std::uint64_t& version) {
    const auto contents = reader.read_contents(stream).value();
    if (contents.empty() || pick(4) != 0) return event(version);
    auto erased = event(version);
    const auto which = pick(static_cast<std::uint32_t>(contents.size()));
    erased.push_back(store::EraseContent{stream, contents[which].ref});
    return erased;
  }

  /// The next stage in the life of the newest box, or a new one.
  store::Unit box_step(store::StoreReader& reader, const std::vector<store::BoxSummary>& boxes) {
    const bool none_live = boxes.empty() || boxes.back().state == store::BoxState::sealed ||
                           boxes.back().state == store::BoxState::voided;
    if (none_live) {
      const auto number = boxes.empty() ? 1 : boxes.back().box + 1;
      return {store::OpenBox{stream, number, secret_of(number)}};
    }
    const auto number = boxes.back().box;
    if (boxes.back().state == store::BoxState::open) return {store::StopBox{stream, number}};
    switch (pick(4)) {
      case 0:
        return {store::ReopenBox{stream, number}};
      case 1:
        return {store::VoidBox{stream, number}};
      default: {
        store::SealBox seal{stream, number, {}, text(500), digest()};
        const auto record = reader.read_box(stream, number).value();
        for (const auto& row : record->standing) {
          if (row.withdrawn) continue;
          seal.ballots.push_back({row.voter_key, row.ballot_class, row.class_salt, row.ballot});
        }
        return {seal};
      }
    }
  }

  std::mt19937 random_;
  std::uint64_t commands_ = 0;
  std::uint64_t revision_ = 0;
};

}  // namespace torg::test
