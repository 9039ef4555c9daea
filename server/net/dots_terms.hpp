#pragma once

#include <string>

#include "archive/catalogue.hpp"
#include "protocol/types.hpp"

namespace torg::net {

// The rule of a vote with dots in the words in which the phone says it (web-client,
// ballot/dots_terms.ts), so that what is painted first stays where it is.
std::string dots_terms(protocol::DotsRule const& rule, archive::Catalogue const& say);

}  // namespace torg::net
