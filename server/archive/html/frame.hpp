#pragma once

#include <string>

#include "archive/catalogue.hpp"

namespace torg::archive {

// What stands around every page of the archive face: its head above, and below the way to the pages
// that explain. `mark` is HTML that goes over the whole page.
std::string frame(std::string const& inner, Catalogue const& catalogue,
                  std::string const& mark = {});

}  // namespace torg::archive
