#pragma once

#include <string>

#include "archive/catalogue.hpp"
#include "archive/misfit.hpp"

namespace torg::app {

// "meeting/k3v9x0a7qd, version 12, vote 3: The event was altered …"
std::string words_of(archive::Misfit const& misfit, archive::Catalogue const& say);

}  // namespace torg::app
