#pragma once

#include <string>

#include "archive/catalogue.hpp"

namespace torg::archive {

// Pages that are about Torg and not about a meeting, as they stand inside the archive face's shell.
// What they say of secrecy and of data has to be true of the code: change both together.
std::string statement_page(Catalogue const& catalogue);
// How a vote is kept secret and counted, and what that does not protect against.
std::string secrecy_page(Catalogue const& catalogue);
// What is stored of the people at a meeting.
std::string data_page(Catalogue const& catalogue);

}  // namespace torg::archive
