#include "domain/lot.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <variant>

namespace torg::domain {

namespace {

// Numbers from a seed, one after the other.
class Draws {
 public:
  Draws(Bytes32 const& entropy, ItemId item) {
    constexpr std::string_view label = "torg lot";
    std::array<unsigned char, label.size() + 8> message{};
    std::copy(label.begin(), label.end(), message.begin());
    for (std::size_t place = 0; place < 8; ++place) {
      message[label.size() + place] =
          static_cast<unsigned char>(static_cast<std::uint64_t>(item) >> (8 * place));
    }
    crypto_generichash(seed_.data(), seed_.size(), message.data(), message.size(), entropy.data(),
                       entropy.size());
  }

  // From 0 to below `end`, each equally likely: what would favour the low numbers is drawn again.
  std::uint64_t below(std::uint64_t end) {
    std::uint64_t const uneven = (0 - end) % end;
    for (;;) {
      std::uint64_t const number = next();
      if (number >= uneven) return number % end;
    }
  }

 private:
  // BLAKE2b of how many came before, keyed with the seed.
  std::uint64_t next() {
    std::array<unsigned char, 8> counter{};
    for (std::size_t place = 0; place < counter.size(); ++place) {
      counter[place] = static_cast<unsigned char>(drawn_ >> (8 * place));
    }
    ++drawn_;
    Bytes32 hash{};
    crypto_generichash(hash.data(), hash.size(), counter.data(), counter.size(), seed_.data(),
                       seed_.size());
    std::uint64_t number = 0;
    for (std::size_t place = 0; place < 8; ++place) number = number << 8 | hash[place];
    return number;
  }

  Bytes32 seed_{};
  std::uint64_t drawn_ = 0;
};

Lot in_list_order(std::vector<protocol::StoredOption> const& options) {
  Lot lot;
  lot.reserve(options.size());
  for (protocol::StoredOption const& option : options) lot.push_back(option.option);
  return lot;
}

}  // namespace

bool needs_lot(protocol::StoredItem const& definition) {
  if (definition.kind == protocol::ItemKind::fund) return true;
  if (definition.kind != protocol::ItemKind::dots || !definition.rule) return false;
  auto const* dots = std::get_if<protocol::DotsRule>(&*definition.rule);
  return dots != nullptr && dots->top.has_value();
}

bool can_have_lot(protocol::ItemKind kind) {
  return kind == protocol::ItemKind::dots || kind == protocol::ItemKind::fund;
}

bool is_complete(Lot const& lot, std::vector<protocol::StoredOption> const& options) {
  Lot drawn = lot;
  Lot all = in_list_order(options);
  std::sort(drawn.begin(), drawn.end());
  std::sort(all.begin(), all.end());
  return drawn == all;
}

// Fisher and Yates.
Lot draw_lot(Bytes32 const& entropy, ItemId item,
             std::vector<protocol::StoredOption> const& options) {
  Lot lot = in_list_order(options);
  Draws draws(entropy, item);
  for (std::size_t left = lot.size(); left > 1; --left) {
    std::swap(lot[left - 1], lot[draws.below(left)]);
  }
  return lot;
}

}  // namespace torg::domain
