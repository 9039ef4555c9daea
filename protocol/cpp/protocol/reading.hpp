#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/codec.hpp"
#include "protocol/document.hpp"

// What generated readers are made of. Only generated code includes this.
namespace torg::protocol {

// One pass over a document. Every member that returns bool returns false after it has recorded the
// fault; the callers on the way out then put their field name before its path.
class Reading {
 public:
  // At the value itself.
  bool fail(DecodeFault fault);
  // At a field or an item of the value.
  bool fail(DecodeFault fault, std::string_view field);
  bool fail(DecodeFault fault, std::size_t index);
  // Puts a step before the path of the recorded fault. Always false, for use in a return.
  bool in(std::string_view field);
  bool in(std::size_t index);

  // An object that holds none but these fields.
  bool object(Value const& json, std::initializer_list<std::string_view> fields);
  // The value of a field, or nullptr after a fault.
  Value const* need(Value const& object, std::string_view field);
  // The value of a field, or nullptr without a fault.
  static Value const* find(Value const& object, std::string_view field);
  // The text that tells the members of a union apart, or nothing after a fault.
  std::optional<std::string_view> tag(Value const& json, std::string_view discriminator);
  bool constant(Value const& object, std::string_view field, std::string_view value);

  using Pattern = bool (*)(std::string_view text);
  bool string(Value const& json, std::size_t min, std::size_t max, Pattern pattern,
              std::string& value);
  bool integer(Value const& json, std::int64_t min, std::int64_t max, std::int64_t& value);
  bool boolean(Value const& json, bool& value);
  // A string that may be an enum value; nothing after a fault.
  std::optional<std::string_view> word(Value const& json);

  // read_item(Value const&, Item&) reads one item.
  template <class Item, class ReadItem>
  bool array(Value const& json, std::size_t min, std::size_t max, bool unique,
             std::vector<Item>& value, ReadItem read_item) {
    std::size_t size = 0;
    if (!array_size(json, min, max, size)) return false;
    value.clear();
    value.reserve(size);
    for (auto const& json_item : json) {
      // A vector<bool> has no reference to give; a plain item serves all types.
      Item item{};
      if (!read_item(json_item, item)) return in(value.size());
      value.push_back(std::move(item));
    }
    return !unique || all_different(value);
  }

  // `pattern` may be null. read_mapped(Value const&, Mapped&) reads one value.
  template <class Mapped, class ReadMapped>
  bool map(Value const& json, Pattern pattern, std::size_t max,
           std::map<std::string, Mapped, std::less<>>& values, ReadMapped read_mapped) {
    if (!map_keys(json, pattern, max)) return false;
    values.clear();
    for (auto const& member : json) {
      if (!read_mapped(member, values[std::string(member.key())])) return in(member.key());
    }
    return true;
  }

  // An object of at most `max` members whose names match.
  bool map_keys(Value const& json, Pattern pattern, std::size_t max);

  DecodeError take_error() { return std::move(error_); }

 private:
  bool array_size(Value const& json, std::size_t min, std::size_t max, std::size_t& size);

  template <class Item>
  bool all_different(std::vector<Item> const& items) {
    if constexpr (std::totally_ordered<Item>) {
      std::set<Item> seen;
      for (std::size_t index = 0; index < items.size(); ++index) {
        if (!seen.insert(items[index]).second) return fail(DecodeFault::duplicate, index);
      }
    } else {
      for (std::size_t index = 0; index < items.size(); ++index) {
        for (std::size_t before = 0; before < index; ++before) {
          if (items[before] == items[index]) return fail(DecodeFault::duplicate, index);
        }
      }
    }
    return true;
  }

  DecodeError error_;
};

// Code points of a text that is UTF-8.
std::size_t length(std::string_view text);

// Walks over the code points of a text that is UTF-8.
class Scan {
 public:
  static constexpr std::size_t no_limit = static_cast<std::size_t>(-1);
  using Class = bool (*)(char32_t c);

  explicit Scan(std::string_view text) : rest_(text) {}

  // Takes as many characters of the class as there are, up to max; false if fewer than min.
  bool run(std::size_t min, std::size_t max, Class in_class);
  bool sees(Class in_class) const;
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace torg::protocol
