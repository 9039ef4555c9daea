#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

#include "support/temp_folder.hpp"

namespace torg::test {

/// The executable run as somebody at a terminal runs it, with what it wrote. Killed at the latest
/// when this goes.
class TorgCommand {
 public:
  /// Standard input is the text, or what is read from an open file, which stays the caller's.
  explicit TorgCommand(std::vector<std::string> words, std::string const& input = {});
  TorgCommand(std::vector<std::string> words, int input);
  ~TorgCommand();
  TorgCommand(TorgCommand const&) = delete;
  TorgCommand& operator=(TorgCommand const&) = delete;

  /// The exit code; -1 when it still runs after the time.
  int exit_code(std::chrono::seconds within = std::chrono::seconds(15));
  /// Waits until standard output holds a whole line, and returns it; empty when it ended before.
  std::string first_line(std::chrono::seconds within = std::chrono::seconds(15));
  void signal(int number);

  std::string out() const;
  std::string err() const;

 private:
  void run(std::vector<std::string> words, int input);
  bool ended();

  TempFolder folder_;
  pid_t process_ = -1;
  int exit_code_ = -1;
};

}  // namespace torg::test
