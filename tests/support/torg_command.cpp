#include "support/torg_command.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>

namespace torg::test {
namespace {

std::string content(std::filesystem::path const& file) {
  std::ostringstream out;
  out << std::ifstream(file, std::ios::binary).rdbuf();
  return out.str();
}

void write_to(std::string const& file, int descriptor) {
  int const opened = ::open(file.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
  if (opened < 0 || ::dup2(opened, descriptor) < 0) ::_exit(126);
}

template <class Condition>
bool wait_until(std::chrono::seconds within, Condition condition) {
  auto const until = std::chrono::steady_clock::now() + within;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
  }
  return true;
}

}  // namespace

TorgCommand::TorgCommand(std::vector<std::string> words, std::string const& input) {
  auto const file = (folder_ / "in").string();
  std::ofstream(file, std::ios::binary) << input;
  int const opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  run(std::move(words), opened);
  ::close(opened);
}

TorgCommand::TorgCommand(std::vector<std::string> words, int input) {
  run(std::move(words), input);
}

void TorgCommand::run(std::vector<std::string> words, int input) {
  words.insert(words.begin(), TORG_EXECUTABLE);
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  auto const out = (folder_ / "out").string();
  auto const err = (folder_ / "err").string();
  process_ = ::fork();
  if (process_ == 0) {
    if (::dup2(input, STDIN_FILENO) < 0) ::_exit(126);
    write_to(out, STDOUT_FILENO);
    write_to(err, STDERR_FILENO);
    ::execv(arguments.front(), arguments.data());
    ::_exit(127);
  }
}

TorgCommand::~TorgCommand() {
  if (ended()) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
}

bool TorgCommand::ended() {
  if (process_ < 0) return true;
  int status = 0;
  if (::waitpid(process_, &status, WNOHANG) == 0) return false;
  process_ = -1;
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return true;
}

int TorgCommand::exit_code(std::chrono::seconds within) {
  wait_until(within, [this] { return ended(); });
  return exit_code_;
}

std::string TorgCommand::first_line(std::chrono::seconds within) {
  wait_until(within, [this] { return out().find('\n') != std::string::npos || ended(); });
  auto const text = out();
  auto const end = text.find('\n');
  return end == std::string::npos ? std::string() : text.substr(0, end);
}

void TorgCommand::signal(int number) {
  if (!ended()) ::kill(process_, number);
}

std::string TorgCommand::out() const { return content(folder_ / "out"); }
std::string TorgCommand::err() const { return content(folder_ / "err"); }

}  // namespace torg::test
