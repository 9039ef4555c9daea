#include "bench/live/pinned_process.hpp"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace torg::bench {

void pin_to(int core) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET(core, &cores);
  ::sched_setaffinity(0, sizeof cores, &cores);
}

namespace {

void pin_nowhere() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  for (int core = 0; core < CPU_SETSIZE; ++core) CPU_SET(core, &cores);
  ::sched_setaffinity(0, sizeof cores, &cores);
}

}  // namespace

PinnedProcess::PinnedProcess(std::vector<std::string> words, bool on_one_core) {
  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  process_ = ::fork();
  if (process_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    on_one_core ? pin_to(server_core) : pin_nowhere();
    ::dup2(pipe[1], STDOUT_FILENO);
    ::execv(arguments.front(), arguments.data());
    ::_exit(127);
  }
  ::close(pipe[1]);
  char letter = 0;
  while (::read(pipe[0], &letter, 1) == 1 && letter != '\n') first_line_ += letter;
  ::close(pipe[0]);
  if (letter != '\n') throw std::runtime_error(words.front() + " did not come up");
}

PinnedProcess::~PinnedProcess() {
  if (process_ < 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
}

void PinnedProcess::stop() {
  ::kill(process_, SIGTERM);
  ::waitpid(std::exchange(process_, -1), nullptr, 0);
}

std::chrono::nanoseconds PinnedProcess::processor_time() const {
  clockid_t clock{};
  timespec time{};
  if (::clock_getcpuclockid(process_, &clock) != 0 || ::clock_gettime(clock, &time) != 0) {
    throw std::runtime_error("a server under measurement is gone");
  }
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

std::chrono::nanoseconds PinnedProcess::user_time() const {
  std::ifstream file("/proc/" + std::to_string(process_) + "/stat");
  std::string text;
  std::getline(file, text);
  // The name, in brackets, may hold anything; the 11th field after it is the user time.
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  std::int64_t ticks = 0;
  fields >> ticks;
  return std::chrono::nanoseconds(ticks * (1'000'000'000 / ::sysconf(_SC_CLK_TCK)));
}

std::size_t PinnedProcess::memory() const {
  std::ifstream file("/proc/" + std::to_string(process_) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("RssAnon:")) continue;
    return std::stoul(line.substr(line.find_first_of("0123456789"))) * 1024;
  }
  return 0;
}

}  // namespace torg::bench
