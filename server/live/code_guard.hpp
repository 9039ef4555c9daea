#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "live/limits.hpp"

namespace torg::live {

// How many wrong codes are borne.
struct CodeBudget {
  std::int64_t wrong = 0;             // in all
  std::int64_t wrong_per_source = 0;  // of one source, before it pauses for an hour
  std::size_t remembered_sources = 0;

  static CodeBudget of_join_codes(Limits const& limits);
  // Of voting codes that phones come in by; a source is an address.
  static CodeBudget of_voting_codes(Limits const& limits);
  // Of voting codes that phones of one meeting type; a source is a phone.
  static CodeBudget of_phones(Limits const& limits);
};

// The guessing budget of typed codes. A wrong code could have been meant for any meeting, so it
// counts against every code that lives; a code that has outlived CodeBudget::wrong of them pauses
// until its meeting renews it. Links are not guarded: nobody guesses 80 bits. Counts are forgotten
// when the server restarts.
class CodeGuard {
 public:
  explicit CodeGuard(CodeBudget budget) : budget_(budget) {}

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

  CodeBudget budget_;
  std::int64_t wrong_ = 0;
  std::map<std::string, std::int64_t> wrong_before_;  // wrong codes when the meeting's code was new
  std::map<std::string, Source> sources_;
  std::deque<std::string> oldest_first_;
};

}  // namespace torg::live
