#include "domain/forum.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

#include "domain/definition.hpp"
#include "domain/groups.hpp"
#include "domain/limits.hpp"
#include "domain/permissions.hpp"
#include "domain/refusing.hpp"
#include "domain/storing.hpp"
#include "domain/texts.hpp"

namespace torg::domain {

using protocol::ErrorCode;

namespace {

// Events of meetings are never in the forum's stream.
struct ForumEvolution {
  void operator()(protocol::ForumCreated const& event) { forum.name = event.name; }
  void operator()(protocol::ForumEdited const& event) {
    if (event.name) forum.name = *event.name;
    if (event.groups) forum.groups = *event.groups;
  }
  void operator()(protocol::MeetingRegistered const& event) {
    forum.meetings.push_back({event.meeting, event.at_ms, std::nullopt});
  }
  void operator()(protocol::MeetingFinished const& event) {
    for (auto& meeting : forum.meetings) {
      if (meeting.id == event.meeting) meeting.finished_at_ms = event.at_ms;
    }
  }
  template <class OfMeeting>
  void operator()(OfMeeting const&) {}

  Forum& forum;
};

bool has_meeting(Forum const& forum, std::string const& id) {
  return std::any_of(forum.meetings.begin(), forum.meetings.end(),
                     [&](RegisteredMeeting const& meeting) { return meeting.id == id; });
}

// The forum exists outside any meeting's phase, so the row of a draft is the one that counts.
Refused refused_by_role(Request const& request, protocol::Command const& command) {
  auto const forbidden =
      refused_by_permission(request.asker.role, protocol::MeetingPhase::draft, command);
  if (forbidden) return refusal(*forbidden);
  return std::nullopt;
}

template <class Happened>
void record(Decision& decision, Request const& request, Happened event) {
  event.at_ms = request.now_ms;
  decision.events.emplace_back(std::move(event));
}

Refused check_creation(Forum const& forum, protocol::CreateMeeting const& command,
                       protocol::Title const& title) {
  if (forum.version == 0) return refusal(ErrorCode::wrong_phase);
  if (command.source == protocol::MeetingSource::copy) {
    if (!command.copy_of) return refusal_at(ErrorCode::missing_field, "command.copy_of");
    if (!has_meeting(forum, *command.copy_of)) {
      return refusal_at(ErrorCode::unknown_meeting, "command.copy_of");
    }
  }
  if (command.title ? is_blank(*command.title) : title.empty()) {
    return refusal_at(command.title ? ErrorCode::too_short : ErrorCode::missing_field,
                      "command.title");
  }
  if (forum.meetings.size() >= most_meetings) {
    return refusal_with_limit(ErrorCode::limit_reached, most_meetings);
  }
  return std::nullopt;
}

Decision created_meeting(Request const& request, protocol::CreateMeeting const& command,
                         std::string const& meeting_id, protocol::MeetingTemplate const& from) {
  Decision decision;
  Detacher detacher(request.entropy);

  protocol::MeetingCreated created;
  created.meeting = meeting_id;
  created.title = detacher.detach(content_bytes(command.title.value_or(from.title)));
  if (from.place) created.place = detacher.detach(content_bytes(*from.place));
  created.languages = from.languages;
  for (auto const& group : from.groups) created.groups.push_back(stored(detacher, group));
  created.illustrative = from.illustrative;
  created.rehearsal = command.rehearsal.value_or(false);
  record(decision, request, std::move(created));

  ProposalId last_proposal = 0;
  for (auto const& draft : from.proposals) {
    protocol::ProposalSubmitted submitted;
    submitted.proposal = ++last_proposal;
    submitted.proposal_text = stored(detacher, draft);
    submitted.released = true;
    record(decision, request, std::move(submitted));
  }
  ItemId last_item = 0;
  for (auto const& definition : from.items) {
    protocol::ItemAdded added;
    added.item = ++last_item;
    added.definition = stored(detacher, definition);
    record(decision, request, std::move(added));
  }
  decision.contents = detacher.take();
  decision.answer.meeting = meeting_id;
  return decision;
}

}  // namespace

void evolve(Forum& forum, protocol::Event const& event) {
  std::visit(ForumEvolution{forum}, event);
  ++forum.version;
}

Verdict decide_found_forum(Forum const& forum, Request const& request, protocol::Title const& name,
                           std::vector<protocol::GroupEntry> const& groups) {
  if (forum.version != 0) return refusal(ErrorCode::duplicate);
  if (is_blank(name)) return refusal(ErrorCode::too_short);
  if (auto refused = check_groups(groups, "groups")) return *refused;
  Decision decision;
  Detacher detacher(request.entropy);
  protocol::ForumCreated created;
  created.name = detacher.detach(content_bytes(name));
  record(decision, request, std::move(created));
  if (!groups.empty()) {
    protocol::ForumEdited edited;
    edited.groups.emplace();
    for (auto const& group : groups) edited.groups->push_back(stored(detacher, group));
    record(decision, request, std::move(edited));
  }
  decision.contents = detacher.take();
  return decision;
}

Verdict decide(Forum const& forum, Request const& request, protocol::Command const& command) {
  if (auto refused = refused_by_role(request, command)) return *refused;
  auto const* const edit = std::get_if<protocol::EditForum>(&command);
  if (edit == nullptr) return refusal(ErrorCode::not_permitted);
  if (forum.version == 0) return refusal(ErrorCode::wrong_phase);
  if (edit->name && is_blank(*edit->name)) {
    return refusal_at(ErrorCode::too_short, "command.name");
  }
  if (edit->groups) {
    if (auto refused = check_groups(*edit->groups, "command.groups")) return *refused;
  }

  Decision decision;
  if (!edit->name && !edit->groups) return decision;
  Detacher detacher(request.entropy);
  protocol::ForumEdited edited;
  if (edit->name) edited.name = detacher.detach(content_bytes(*edit->name));
  if (edit->groups) {
    edited.groups.emplace();
    for (auto const& group : *edit->groups) edited.groups->push_back(stored(detacher, group));
  }
  record(decision, request, std::move(edited));
  decision.contents = detacher.take();
  return decision;
}

boost::system::result<NewMeeting, protocol::Error> decide_create_meeting(
    Forum const& forum, Request const& request, protocol::CreateMeeting const& command,
    std::string const& meeting_id, protocol::MeetingTemplate const& from) {
  if (auto refused = refused_by_role(request, command)) return *refused;
  if (auto refused = check_creation(forum, command, from.title)) return *refused;
  NewMeeting made;
  protocol::MeetingRegistered registered;
  registered.meeting = meeting_id;
  record(made.forum, request, std::move(registered));
  made.meeting = created_meeting(request, command, meeting_id, from);
  return made;
}

protocol::MeetingTemplate blank_template(Forum const& forum, ContentMap const& texts) {
  protocol::MeetingTemplate blank;
  for (auto const& [language, name] : title_of(texts, forum.name)) {
    blank.languages.push_back(language);
  }
  if (blank.languages.empty()) blank.languages = {"sv"};
  // Texts are kept sorted by language, but a meeting's first language is the one that forms ask for
  // and tables are read by.
  std::stable_partition(blank.languages.begin(), blank.languages.end(),
                        [](std::string const& language) { return language == "sv"; });
  for (auto const& group : forum.groups) blank.groups.push_back(written(texts, group));
  return blank;
}

protocol::MeetingTemplate template_of(Meeting const& meeting, ContentMap const& texts) {
  protocol::MeetingTemplate copy;
  copy.title = title_of(texts, meeting.title);
  copy.place = text_of(texts, meeting.place);
  copy.languages = meeting.languages;
  copy.illustrative = meeting.created.illustrative;
  for (auto const& group : meeting.groups) copy.groups.push_back(written(texts, group));

  std::map<ProposalId, ProposalId> number_in_copy;
  for (auto const& [id, proposal] : meeting.proposals) {
    if (proposal.state != protocol::ProposalState::released) continue;
    copy.proposals.push_back(written(texts, proposal.text));
    number_in_copy[id] = static_cast<ProposalId>(copy.proposals.size());
  }
  for (auto const& item : meeting.items) {
    // Of a tie that the copy does not have.
    if (item.definition.run_off_of) continue;
    copy.items.push_back(written(texts, item.definition));
    if (!copy.items.back().options) continue;
    for (auto& option : *copy.items.back().options) {
      if (!option.proposal) continue;
      auto const kept = number_in_copy.find(*option.proposal);
      option.proposal =
          kept == number_in_copy.end() ? std::nullopt : std::optional<ProposalId>(kept->second);
    }
  }
  return copy;
}

Decision finished_in_forum(Meeting const& meeting, Request const& request) {
  Decision decision;
  protocol::MeetingFinished finished;
  finished.meeting = meeting.created.meeting;
  for (auto const& item : meeting.items) {
    if (meeting.created.rehearsal) break;
    if (item.state == protocol::ItemState::deferred) finished.deferred_items.push_back(item.id);
  }
  record(decision, request, std::move(finished));
  return decision;
}

Sections forum_view(Forum const& forum, ContentMap const& texts,
                    std::vector<protocol::MeetingEntry> const& entries) {
  protocol::ForumSection about;
  about.name = title_of(texts, forum.name);
  for (auto const& group : forum.groups) about.groups.push_back(written(texts, group));

  protocol::MeetingsSection list;
  list.meetings = entries;
  std::stable_sort(list.meetings.begin(), list.meetings.end(),
                   [](protocol::MeetingEntry const& one, protocol::MeetingEntry const& other) {
                     return one.created_at_ms > other.created_at_ms;
                   });
  Sections sections;
  sections.emplace(protocol::section_key::forum, protocol::to_json(about));
  sections.emplace(protocol::section_key::meetings, protocol::to_json(list));
  return sections;
}

protocol::MeetingEntry meeting_entry(Meeting const& meeting, ContentMap const& texts,
                                     std::int64_t created_at_ms) {
  protocol::MeetingEntry entry;
  entry.meeting = meeting.created.meeting;
  entry.title = title_of(texts, meeting.title);
  entry.phase = meeting.phase;
  entry.publication = meeting.publication;
  entry.starts_at_ms = meeting.starts_at_ms;
  entry.created_at_ms = created_at_ms;
  entry.items = static_cast<std::int64_t>(meeting.items.size());
  entry.joined = static_cast<std::int64_t>(meeting.participants.size());
  entry.illustrative = meeting.created.illustrative;
  entry.rehearsal = meeting.created.rehearsal;
  return entry;
}

}  // namespace torg::domain
