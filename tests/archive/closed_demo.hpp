#pragma once

#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace torg::archive {

/// The demo meeting, held on the real server by 24 people, closed and published. Eight, eight, five
/// and three speak for a group, so that everybody's votes withhold two of them; only the first
/// sixteen vote in the poll, whose first round is void. One of them writes two proposals, of which
/// one is hidden; an item is skipped.
struct ClosedDemo {
  std::string json;                       // its archive file
  std::string json_after_restart;         // the same, asked for again
  std::vector<std::string> fingerprints;  // as a phone, the screen and the facilitator showed it
  std::string fingerprint_after_publishing;
  std::string page;
  std::string address;     // of the archive file, while `run` was called
  std::string public_key;  // as the page shows it
};

/// `while_serving` is called with the address of the archive file before the server stops.
ClosedDemo hold_closed_demo(
    std::function<void(std::string const& address)> const& while_serving = {});

}  // namespace torg::archive
