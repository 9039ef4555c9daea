#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace torg::bench {

/// Two processors, one for what is measured and one for what measures it.
inline constexpr int server_core = 0;
inline constexpr int generator_core = 1;

/// Keeps the calling process on one processor.
void pin_to(int core);

/// A server under measurement, on a processor of its own unless it wants more. Killed at the end.
class PinnedProcess {
 public:
  /// Returns when the process has written its first line; throws std::runtime_error without one.
  explicit PinnedProcess(std::vector<std::string> words, bool on_one_core = true);
  ~PinnedProcess();
  PinnedProcess(PinnedProcess const&) = delete;
  PinnedProcess& operator=(PinnedProcess const&) = delete;

  /// SIGTERM, and waits for the end.
  void stop();

  std::string const& first_line() const { return first_line_; }
  pid_t id() const { return process_; }

  /// Processor time of all its threads so far.
  std::chrono::nanoseconds processor_time() const;
  /// The part of it outside the kernel, which the kernel estimates in steps of a tick.
  std::chrono::nanoseconds user_time() const;
  /// Bytes of its own in memory: neither files nor what the kernel keeps for its sockets.
  std::size_t memory() const;

 private:
  pid_t process_ = -1;
  std::string first_line_;
};

}  // namespace torg::bench
