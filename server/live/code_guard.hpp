#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "live/limits.hpp"

namespace torg::live {

// The guessing budget of typed codes. A wrong code could have been meant for any meeting, so it
// counts against every code that lives; a code that has outlived Limits::wrong_codes of them pauses
// until its meeting renews it. Links are not guarded: nobody guesses 80 bits. Counts are forgotten
// when the server restarts.
class CodeGuard {
 public:
  explicit CodeGuard(Limits const& limits) : limits_(limits) {}

  bool source_paused(std::string const& source, std::int64_t now_ms);
  bool code_paused(std::string const& meeting) const;

  void wrong_code(std::string const& source, std::int64_t now_ms);
  // The meeting has a new code.
  void renewed(std::string const& meeting) { wrong_before_[meeting] = wrong_; }

 private:
  struct Source {
    std::int64_t wrong = 0;
    std::int64_t since_ms = 0;
  };

  Limits const& limits_;
  std::int64_t wrong_ = 0;
  std::map<std::string, std::int64_t> wrong_before_;  // wrong codes when the meeting's code was new
  std::map<std::string, Source> sources_;
  std::deque<std::string> oldest_first_;
};

}  // namespace torg::live
