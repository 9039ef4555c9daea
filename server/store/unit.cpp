#include "store/unit.hpp"

#include <algorithm>
#include <map>

namespace torg::store {

std::string_view name_of(UnitOutcome outcome) {
  switch (outcome) {
    case UnitOutcome::committed:
      return "committed";
    case UnitOutcome::version_conflict:
      return "version_conflict";
    case UnitOutcome::content_mismatch:
      return "content_mismatch";
    case UnitOutcome::content_unknown:
      return "content_unknown";
    case UnitOutcome::command_repeated:
      return "command_repeated";
    case UnitOutcome::credential_exists:
      return "credential_exists";
    case UnitOutcome::credential_unknown:
      return "credential_unknown";
    case UnitOutcome::box_exists:
      return "box_exists";
    case UnitOutcome::box_not_open:
      return "box_not_open";
    case UnitOutcome::box_state_conflict:
      return "box_state_conflict";
    case UnitOutcome::ballot_superseded:
      return "ballot_superseded";
    case UnitOutcome::ballots_differ:
      return "ballots_differ";
  }
  return "unknown";
}

std::optional<std::vector<SealedBallot>> standing_of(const SealBox& write) {
  if (!std::ranges::is_sorted(write.ballots, {}, &SealedBallot::voter_key)) return std::nullopt;
  std::map<Digest, Digest> standing_key;
  for (const RenamedBallot& one : write.renamed)
    standing_key.emplace(one.sealed_key, one.voter_key);
  auto ballots = write.ballots;
  for (SealedBallot& ballot : ballots) {
    const auto found = standing_key.find(ballot.voter_key);
    if (found != standing_key.end()) ballot.voter_key = found->second;
  }
  std::ranges::sort(ballots, {}, &SealedBallot::voter_key);
  return ballots;
}

bool leaves_secrets_behind(const Unit& unit) {
  return std::any_of(unit.begin(), unit.end(), [](const Write& write) {
    return std::holds_alternative<SealBox>(write) || std::holds_alternative<VoidBox>(write) ||
           std::holds_alternative<EraseContent>(write);
  });
}

}  // namespace torg::store
