#pragma once

#include <string>

#include "archive/catalogue.hpp"
#include "protocol/sections.hpp"

namespace torg::archive {

// The money ledger as figures and as a picture, and the votes whose pots draw on it.
std::string ledger_html(protocol::LedgerSection const& ledger, Catalogue const& say);

}  // namespace torg::archive
