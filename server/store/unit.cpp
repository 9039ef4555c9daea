#include "store/unit.hpp"

#include <algorithm>

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

bool leaves_secrets_behind(const Unit& unit) {
  return std::any_of(unit.begin(), unit.end(), [](const Write& write) {
    return std::holds_alternative<SealBox>(write) || std::holds_alternative<VoidBox>(write) ||
           std::holds_alternative<EraseContent>(write);
  });
}

}  // namespace torg::store
