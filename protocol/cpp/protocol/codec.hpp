#pragma once

#include <array>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "protocol/decode_error.hpp"

// Strict reading and compact writing of protocol values. The types and their `read` and `write`
// functions are generated; this is what they and their users share.
namespace torg::protocol {

using Json = nlohmann::json;

// Parses a text within max_depth; refuses a key that stands twice in an object.
DecodeResult<Json> parse(std::string_view text);

// The words of an enum, for a loop over all of them. Specialised beside each enum.
template <class Enum>
inline constexpr std::array<Enum, 0> enum_values{};

// The enum value with this name, if there is one. Specialised beside each enum.
template <class Enum>
std::optional<Enum> from_string(std::string_view name);

class Reading;
class Value;

namespace detail {
using ReadInto = bool (*)(Value const& json, Reading& reading, void* value);
std::optional<DecodeError> decode(Json const& json, ReadInto read_into, void* value);
std::optional<DecodeError> decode_text(std::string_view text, ReadInto read_into, void* value);

template <class T>
bool read_into(Value const& json, Reading& reading, void* value) {
  return read(json, reading, *static_cast<T*>(value));
}
}  // namespace detail

// T is a generated struct, union or enum; a named string or number has no decoder of its own.
template <class T>
DecodeResult<T> decode(Json const& json) {
  T value{};
  if (auto error = detail::decode(json, detail::read_into<T>, &value)) return *std::move(error);
  return value;
}

template <class T>
DecodeResult<T> decode_text(std::string_view text) {
  T value{};
  if (auto error = detail::decode_text(text, detail::read_into<T>, &value)) {
    return *std::move(error);
  }
  return value;
}

// Compact JSON, fields in the order of the schema, map keys in byte order. The same value always
// gives the same bytes. Strings have to be UTF-8; decoded ones are.
template <class T>
std::string to_json(T const& value) {
  std::string out;
  write(out, value);
  return out;
}

}  // namespace torg::protocol
