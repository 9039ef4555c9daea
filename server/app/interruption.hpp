#pragma once

#include <signal.h>

#include <atomic>

namespace torg::app {

// While it lives, the first SIGINT or SIGTERM is noted instead of ending the process; the next ends
// it. One at a time in a process.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(Interruption const&) = delete;
  Interruption& operator=(Interruption const&) = delete;

  std::atomic<bool> const& came() const;

 private:
  struct sigaction interrupt_before_{};
  struct sigaction terminate_before_{};
};

}  // namespace torg::app
