#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <variant>

#include "domain/deciding.hpp"
#include "domain/definition.hpp"
#include "domain/groups.hpp"
#include "domain/storing.hpp"
#include "domain/texts.hpp"

namespace torg::domain {

using protocol::ErrorCode;

Refused decide_on(Deciding& deciding, protocol::EditMeeting const& command) {
  if (command.title && is_blank(*command.title)) {
    return refusal_at(ErrorCode::too_short, "command.title");
  }
  auto const starts = command.starts_at_ms ? command.starts_at_ms : deciding.meeting.starts_at_ms;
  auto const ends = command.ends_at_ms ? command.ends_at_ms : deciding.meeting.ends_at_ms;
  if (starts && ends && *ends < *starts) {
    return refusal_at(ErrorCode::out_of_range,
                      command.ends_at_ms ? "command.ends_at_ms" : "command.starts_at_ms");
  }
  protocol::MeetingEdited edited;
  if (command.title) edited.title = deciding.detacher.detach(content_bytes(*command.title));
  if (command.place) edited.place = deciding.detacher.detach(content_bytes(*command.place));
  edited.starts_at_ms = command.starts_at_ms;
  edited.ends_at_ms = command.ends_at_ms;
  edited.languages = command.languages;
  if (edited == protocol::MeetingEdited{}) return std::nullopt;
  deciding.record(std::move(edited));
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::SetGroups const& command) {
  if (auto refused = check_groups(command.groups, "command.groups")) return refused;
  std::set<GroupId> kept;
  for (auto const& group : command.groups) kept.insert(group.group);
  for (auto const& [id, participant] : deciding.meeting.participants) {
    if (participant.group && !kept.contains(*participant.group)) {
      return refusal_at(ErrorCode::group_in_use, "command.groups");
    }
  }
  protocol::GroupsSet set;
  for (auto const& group : command.groups) {
    set.groups.push_back(stored(deciding.detacher, group));
  }
  deciding.record(std::move(set));
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::SetWifi const& command) {
  if (command.password && !command.ssid) {
    return refusal_at(ErrorCode::missing_field, "command.ssid");
  }
  protocol::WifiSet set;
  if (command.ssid) {
    nlohmann::json wifi{{"ssid", *command.ssid}};
    if (command.password) wifi["password"] = *command.password;
    set.wifi = deciding.detacher.detach(wifi.dump(), true);
  } else if (!deciding.meeting.wifi) {
    return std::nullopt;
  }
  deciding.record(std::move(set));
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::RenewJoinCode const&) {
  deciding.record(protocol::JoinCodeRenewed{});
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::IssueScreenLink const&) {
  deciding.record(protocol::ScreenLinkIssued{});
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::IssueFacilitatorLink const& command) {
  if (command.meeting != deciding.meeting.created.meeting) {
    return refusal_at(ErrorCode::unknown_meeting, "command.meeting");
  }
  protocol::FacilitatorLinkIssued issued;
  issued.revoked_others = command.revoke_others.value_or(false);
  deciding.record(issued);
  return std::nullopt;
}

}  // namespace torg::domain
