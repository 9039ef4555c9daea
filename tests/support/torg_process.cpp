#include "support/torg_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <utility>

#include "support/serve_words.hpp"

namespace torg::test {
namespace {

/// The first line that the process writes, or what came until it ended or the time was up.
std::string first_line(int descriptor, std::chrono::seconds within) {
  auto const deadline = std::chrono::steady_clock::now() + within;
  std::string line;
  for (;;) {
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return line;
    pollfd readable{descriptor, POLLIN, 0};
    if (::poll(&readable, 1, static_cast<int>(left.count())) <= 0) continue;
    char buffer[4096];
    auto const count = ::read(descriptor, buffer, sizeof buffer);
    if (count <= 0) return line;
    line.append(buffer, static_cast<std::size_t>(count));
    if (auto const end = line.find('\n'); end != std::string::npos) return line.substr(0, end);
  }
}

}  // namespace

TorgProcess::TorgProcess(std::filesystem::path executable, std::filesystem::path folder,
                         std::vector<std::string> options)
    : executable_(std::move(executable)),
      folder_(std::move(folder)),
      options_(std::move(options)) {}

TorgProcess::~TorgProcess() { kill(); }

void TorgProcess::start() {
  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  auto words = serve_words(folder_, port_);
  words.insert(words.begin(), executable_.string());
  words.insert(words.end(), options_.begin(), options_.end());
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  process_ = ::fork();
  if (process_ == 0) {
    ::dup2(pipe[1], STDOUT_FILENO);
    ::execv(arguments.front(), arguments.data());
    ::_exit(127);
  }
  ::close(pipe[1]);
  auto const line = first_line(pipe[0], std::chrono::seconds(30));
  ::close(pipe[0]);
  links_ = nlohmann::json::parse(line, nullptr, false);
  if (links_.is_discarded()) {
    kill();
    throw std::runtime_error("the server did not come up: " + line);
  }
  std::string const archive = links_.at("archive");
  auto const colon = archive.rfind(':');
  port_ = static_cast<std::uint16_t>(std::stoi(archive.substr(colon + 1)));
}

void TorgProcess::signal(int number) {
  if (process_ > 0) ::kill(process_, number);
}

void TorgProcess::kill() {
  if (process_ < 0) return;
  ::kill(process_, SIGKILL);
  wait();
}

int TorgProcess::stop() {
  if (process_ < 0) return -1;
  ::kill(process_, SIGTERM);
  return wait();
}

void TorgProcess::tell_to_stop() {
  if (process_ >= 0) ::kill(process_, SIGTERM);
}

bool TorgProcess::has_ended() {
  if (process_ < 0) return true;
  int status = 0;
  if (::waitpid(process_, &status, WNOHANG) == 0) return false;
  note_end(status);
  return true;
}

int TorgProcess::wait() {
  int status = 0;
  ::waitpid(process_, &status, 0);
  note_end(status);
  return exit_code_;
}

void TorgProcess::note_end(int status) {
  process_ = -1;
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string TorgProcess::part(std::string const& link, std::string const& mark) const {
  std::string const text = links_.at(link);
  auto const at = text.find(mark);
  return at == std::string::npos ? std::string() : text.substr(at + mark.size());
}

std::string TorgProcess::meeting() const {
  auto const rest = part("facilitator", "/f/");
  return rest.substr(0, rest.find('#'));
}

}  // namespace torg::test
