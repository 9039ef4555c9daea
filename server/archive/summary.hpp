#pragma once

#include <set>

#include <nlohmann/json.hpp>

#include "archive/meeting_record.hpp"

namespace torg::archive {

// What an archive file says of a meeting in words and figures: `meeting`, `agenda`, `ledger`,
// `proposals` and `boxes`, without the ballots. All of it follows from the journal and the texts,
// so whoever has those can write it anew and compare.
struct Summary {
  nlohmann::ordered_json parts;
  std::set<domain::ContentRef> texts;  // that it says, or would say if they were not erased
};

Summary summarise(MeetingRecord const& record);

}  // namespace torg::archive
