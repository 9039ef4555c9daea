#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/codec.hpp"

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
  bool object(Json const& json, std::initializer_list<std::string_view> fields);
  // The value of a field, or nullptr after a fault.
  Json const* need(Json const& object, std::string_view field);
  // The value of a field, or nullptr without a fault.
  static Json const* find(Json const& object, std::string_view field);
  // The text that tells the members of a union apart, or nullptr after a fault.
  std::string const* tag(Json const& json, std::string_view discriminator);
  bool constant(Json const& object, std::string_view field, std::string_view value);

  using Pattern = bool (*)(std::string_view text);
  bool string(Json const& json, std::size_t min, std::size_t max, Pattern pattern,
              std::string& value);
  bool integer(Json const& json, std::int64_t min, std::int64_t max, std::int64_t& value);
  bool boolean(Json const& json, bool& value);
  // A string that is not too long to be an enum value; nullptr after a fault.
  std::string const* word(Json const& json);

  // read_item(Json const&, Item&) reads one item.
  template <class Item, class ReadItem>
  bool array(Json const& json, std::size_t min, std::size_t max, bool unique,
             std::vector<Item>& value, ReadItem read_item) {
    std::size_t size = 0;
    if (!array_size(json, min, max, size)) return false;
    value.clear();
    value.reserve(size);
    for (std::size_t index = 0; index < size; ++index) {
      // A vector<bool> has no reference to give; a plain item serves all types.
      Item item{};
      if (!read_item(array_item(json, index), item)) return in(index);
      value.push_back(std::move(item));
    }
    return !unique || all_different(value);
  }

  // `pattern` may be null. read_value(Json const&, Value&) reads one value.
  template <class Value, class ReadValue>
  bool map(Json const& json, Pattern pattern, std::size_t max,
           std::map<std::string, Value, std::less<>>& values, ReadValue read_value) {
    std::vector<Entry> entries;
    if (!map_entries(json, pattern, max, entries)) return false;
    values.clear();
    for (auto const& [key, json_value] : entries) {
      if (!read_value(*json_value, values[*key])) return in(*key);
    }
    return true;
  }

  using Entry = std::pair<std::string const*, Json const*>;
  // The fields of an object in the order of their names.
  bool map_entries(Json const& json, Pattern pattern, std::size_t max, std::vector<Entry>& entries);

  DecodeError take_error() { return std::move(error_); }

 private:
  bool array_size(Json const& json, std::size_t min, std::size_t max, std::size_t& size);
  static Json const& array_item(Json const& json, std::size_t index);

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
