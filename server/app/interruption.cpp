#include "app/interruption.hpp"

namespace torg::app {
namespace {

std::atomic<bool> noted = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may take no lock");

void note(int) { noted = true; }

}  // namespace

Interruption::Interruption() {
  noted = false;
  struct sigaction once{};
  once.sa_handler = note;
  once.sa_flags = SA_RESETHAND;
  ::sigaction(SIGINT, &once, &interrupt_before_);
  ::sigaction(SIGTERM, &once, &terminate_before_);
}

Interruption::~Interruption() {
  ::sigaction(SIGINT, &interrupt_before_, nullptr);
  ::sigaction(SIGTERM, &terminate_before_, nullptr);
}

std::atomic<bool> const& Interruption::came() const { return noted; }

}  // namespace torg::app
