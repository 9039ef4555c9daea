#pragma once

#include <boost/system/result.hpp>
#include <boost/throw_exception.hpp>
#include <iosfwd>
#include <stdexcept>
#include <string>
#include <string_view>

namespace torg::protocol {

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

}  // namespace torg::protocol
