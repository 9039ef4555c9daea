#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace torg::store {

enum class StoreErrc : std::uint8_t {
  io,            ///< the disk or the file system failed
  full,          ///< no space left
  busy,          ///< another program holds the database
  corrupt,       ///< the database, or a key file, is damaged
  not_torg,      ///< the file is a database, but of another program
  newer_schema,  ///< written by a newer version of Torg; nothing was changed
  older_schema,  ///< written before the first release, in a form that is not read any more
  wrong_key,     ///< the key folder does not belong to this database, or a wrapped value not to it
  not_writable,  ///< the folder or a file in it may not be written
  in_use,        ///< another process serves the same folder
  must_reopen,   ///< an append failed before; only reopen() helps
  exists,        ///< the target of a backup is there already
};

/// Stable name of a code, for logs and tests; people read the catalogue's text instead.
std::string_view name_of(StoreErrc code);

/// Why the store could not do something. A unit that breaks a rule is an outcome, not an error.
struct StoreError {
  StoreErrc code = StoreErrc::io;
  /// SQLite's extended result code, errno of a failed system call, or 0.
  int system_code = 0;
  /// What was tried and what was answered, in English, for the log. Holds no stored value.
  std::string detail;
};

template <class T>
using Result = boost::system::result<T, StoreError>;

/// Asking an error for its value is a bug of the caller: throws std::logic_error.
[[noreturn]] void throw_exception_from_error(const StoreError& error,
                                             const boost::source_location& where);

}  // namespace torg::store
