#include "store/store_error.hpp"

#include <boost/throw_exception.hpp>
#include <stdexcept>

namespace torg::store {

std::string_view name_of(StoreErrc code) {
  switch (code) {
    case StoreErrc::io:
      return "io";
    case StoreErrc::full:
      return "full";
    case StoreErrc::busy:
      return "busy";
    case StoreErrc::corrupt:
      return "corrupt";
    case StoreErrc::not_torg:
      return "not_torg";
    case StoreErrc::newer_schema:
      return "newer_schema";
    case StoreErrc::older_schema:
      return "older_schema";
    case StoreErrc::wrong_key:
      return "wrong_key";
    case StoreErrc::not_writable:
      return "not_writable";
    case StoreErrc::in_use:
      return "in_use";
    case StoreErrc::must_reopen:
      return "must_reopen";
    case StoreErrc::exists:
      return "exists";
  }
  return "unknown";
}

void throw_exception_from_error(const StoreError& error, const boost::source_location& where) {
  boost::throw_exception(std::logic_error("the value of a failed store operation was asked for: " +
                                          std::string(name_of(error.code)) + ", " + error.detail),
                         where);
}

}  // namespace torg::store
