#pragma once

#include <array>
#include <boost/system/result.hpp>
#include <boost/throw_exception.hpp>
#include <cstddef>
#include <iosfwd>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

// Strict reading and compact writing of protocol values. The types and their `read` and `write`
// functions are generated; this is what they and their users share.
namespace torg::protocol {

using Json = nlohmann::json;

// Deepest nesting of a text: the outermost object or array is level 1.
inline constexpr std::size_t max_depth = 16;

// Every fault has the name of an error code of the protocol.
enum class DecodeFault {
  malformed,      // not JSON, or not UTF-8
  too_deep,       // nested beyond max_depth
  unknown_field,  // a field, or a section key, that the schema does not have
  missing_field,
  wrong_type,  // a fraction where a whole number belongs is one of these
  too_long,    // in Unicode code points
  too_short,
  bad_format,  // does not match the pattern
  out_of_range,
  too_many,
  too_few,
  unknown_value,  // an enum value or a tag that the schema does not have
  duplicate,      // one key twice in an object, or one item twice in a set
};

std::string_view to_string(DecodeFault fault);

struct DecodeError {
  DecodeFault fault{};
  // Path from the outermost value, such as command.ballot.marks.3.option; empty for that value
  // itself and for a text that cannot be read at all. Names that the sender made up are cut.
  std::string field{};

  bool operator==(DecodeError const&) const = default;
};

// "too_long at 'command.title'", for logs and tests.
std::ostream& operator<<(std::ostream& out, DecodeError const& error);

template <class T>
using DecodeResult = boost::system::result<T, DecodeError>;

[[noreturn]] inline void throw_exception_from_error(DecodeError const& error,
                                                    boost::source_location const& where) {
  boost::throw_exception(
      std::logic_error(std::string(to_string(error.fault)) + " at '" + error.field + "'"), where);
}

// Parses a text within max_depth; refuses a key that stands twice in an object.
DecodeResult<Json> parse(std::string_view text);

// The words of an enum, for a loop over all of them. Specialised beside each enum.
template <class Enum>
inline constexpr std::array<Enum, 0> enum_values{};

// The enum value with this name, if there is one. Specialised beside each enum.
template <class Enum>
std::optional<Enum> from_string(std::string_view name);

class Reading;

namespace detail {
using ReadInto = bool (*)(Json const& json, Reading& reading, void* value);
std::optional<DecodeError> decode(Json const& json, ReadInto read_into, void* value);
std::optional<DecodeError> decode_text(std::string_view text, ReadInto read_into, void* value);

template <class T>
bool read_into(Json const& json, Reading& reading, void* value) {
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
