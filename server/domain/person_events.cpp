#include "domain/person_events.hpp"

#include <cstddef>
#include <utility>
#include <variant>

namespace torg::domain {

namespace {

template <class Happened>
constexpr bool is_withheld_if_personal() {
  constexpr bool personal =
      requires(Happened event) { event.participant; } || requires(Happened event) { event.author; };
  return !personal || names_person<Happened>;
}

template <std::size_t... Which>
constexpr bool all_are_withheld_if_personal(std::index_sequence<Which...>) {
  return (is_withheld_if_personal<std::variant_alternative_t<Which, protocol::Event>>() && ...);
}

using Kinds = std::make_index_sequence<std::variant_size_v<protocol::Event>>;

static_assert(all_are_withheld_if_personal(Kinds()), "an event that names a person needs a salt");

template <std::size_t... Which>
std::optional<bool> find(std::string_view type, std::index_sequence<Which...>) {
  std::optional<bool> found;
  (
      [&] {
        using Happened = std::variant_alternative_t<Which, protocol::Event>;
        if (Happened::tag == type) found = names_person<Happened>;
      }(),
      ...);
  return found;
}

}  // namespace

bool is_of_person(protocol::Event const& event) {
  return std::visit([](auto const& one) { return names_person<std::decay_t<decltype(one)>>; },
                    event);
}

std::optional<bool> is_of_person(std::string_view type) { return find(type, Kinds()); }

}  // namespace torg::domain
