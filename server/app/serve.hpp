#pragma once

#include "app/config.hpp"

namespace torg::app {

// Runs the server until SIGTERM or SIGINT. Returns the exit code: 0 after a clean stop, 1 when it
// could not start, with the reason on standard error in the language of the terminal.
int serve(Config const& config);

}  // namespace torg::app
