#pragma once

#include <iosfwd>

#include "archive/catalogue.hpp"
#include "live/limits.hpp"
#include "net/limits.hpp"

namespace torg::app {

// Every limit of a server, one line each: its name, its value with the unit, and what happens when
// it is reached. A limit that is added to either struct and not here does not build.
void report_limits(live::Limits const& live, net::Limits const& net, archive::Catalogue const& say,
                   std::ostream& out);

}  // namespace torg::app
