#pragma once

#include <iosfwd>

#include "app/rehearse_request.hpp"

namespace torg::app {

inline constexpr int exit_will_not_do = 1;
inline constexpr int exit_not_held = 2;

// `torg rehearse`: reads a facilitator's link from standard input, without echo where that is a
// terminal, fills the rehearsal that it leads to with simulated phones, and says on `out` in words
// whether server and network will do; how far it has come goes to `err`. 0 when they will,
// exit_will_not_do, or exit_not_held with the reason on `err`.
int rehearse_command(RehearseRequest const& request, std::ostream& out, std::ostream& err);

}  // namespace torg::app
