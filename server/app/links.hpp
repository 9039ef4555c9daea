#pragma once

#include <string>

#include "live/meeting_directory.hpp"

namespace torg::app {

// Under which the store keeps what the links of the last start began with.
inline constexpr char public_url_key[] = "public_url";

// What the server tells at its start. Secrets stand after '#', where they reach no log of a proxy;
// the join link is meant to be seen by everyone in the hall.
struct StartLinks {
  std::string organiser;    // empty when it was told at an earlier start
  std::string facilitator;  // these three are empty without a meeting
  std::string participant;
  std::string screen;
  std::string archive;
  std::string join_code;
};

std::string organiser_link(std::string const& public_url, std::string const& token);

StartLinks start_links(std::string const& public_url, std::string const& meeting,
                       live::Links const& secrets);

// One JSON object on one line, for scripts.
std::string ready_json(StartLinks const& links);

// For a person: the links with words, and the join link as a QR code.
std::string ready_text(StartLinks const& links, std::string const& language);

}  // namespace torg::app
