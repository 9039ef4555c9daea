#include "protocol/refusal.hpp"

namespace torg::protocol {

Error refusal(DecodeError const& error) {
  // Faults have the names of error codes; a test holds them to it.
  Error refused{.code = from_string<ErrorCode>(to_string(error.fault)).value()};
  if (!error.field.empty()) refused.field = error.field;
  return refused;
}

}  // namespace torg::protocol
