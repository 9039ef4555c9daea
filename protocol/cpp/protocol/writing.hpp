#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

// What generated writers are made of: they append compact JSON to a string.
namespace torg::protocol {

// Quoted and escaped. The text has to be UTF-8.
void write_string(std::string& out, std::string_view text);
void write_integer(std::string& out, std::int64_t value);
void write_boolean(std::string& out, bool value);

template <class Item, class WriteItem>
void write_array(std::string& out, std::vector<Item> const& items, WriteItem write_item) {
  char before = '[';
  for (auto const& item : items) {
    out += before;
    before = ',';
    write_item(item);
  }
  if (before == '[') out += '[';
  out += ']';
}

template <class Value, class WriteValue>
void write_map(std::string& out, std::map<std::string, Value, std::less<>> const& values,
               WriteValue write_value) {
  char before = '{';
  for (auto const& [key, value] : values) {
    out += before;
    before = ',';
    write_string(out, key);
    out += ':';
    write_value(value);
  }
  if (before == '{') out += '{';
  out += '}';
}

}  // namespace torg::protocol
