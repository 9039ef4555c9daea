#include "app/secret_line.hpp"

#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <ostream>

namespace torg::app {
namespace {

constexpr std::size_t longest_line = 2'048;

// Typing does not show while this lives; nothing changes where there is no terminal.
class Silence {
 public:
  Silence() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    is_on_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
  }
  ~Silence() {
    if (is_on_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  Silence(Silence const&) = delete;
  Silence& operator=(Silence const&) = delete;

 private:
  termios before_{};
  bool is_on_ = false;
};

}  // namespace

std::optional<std::string> read_secret_line(std::string_view prompt, std::ostream& err) {
  bool const asks = ::isatty(STDIN_FILENO) == 1;
  // Before the prompt, because whatever was typed until then is thrown away.
  Silence const silence;
  if (asks) err << prompt << std::flush;
  std::string line;
  for (char c = 0; line.size() <= longest_line;) {
    auto const got = ::read(STDIN_FILENO, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    bool const ended = got <= 0;
    if (ended || c == '\n') {
      if (asks) err << '\n';
      if (ended && line.empty()) return std::nullopt;
      return line;
    }
    line += c;
  }
  return std::nullopt;
}

}  // namespace torg::app
