#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "archive/exports.hpp"
#include "domain/ballot_digest.hpp"
#include "domain/class_disclosure.hpp"
#include "domain/texts.hpp"
#include "domain/view_ledger.hpp"
#include "protocol/codec.hpp"
#include "store/secrets.hpp"

namespace torg::archive {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json as_json(T const& value) {
  return Json::parse(protocol::to_json(value));
}

Json title(MeetingRecord const& record, domain::ContentRef const& ref) {
  return Json(domain::title_of(record.texts, ref));
}

void add_text(Json& json, char const* key, MeetingRecord const& record,
              std::optional<domain::ContentRef> const& ref) {
  if (auto const text = domain::text_of(record.texts, ref)) json[key] = *text;
}

void add_line(Json& json, char const* key, MeetingRecord const& record,
              std::optional<domain::ContentRef> const& ref) {
  if (auto const line = domain::line_of(record.texts, ref)) json[key] = *line;
}

Json option_json(MeetingRecord const& record, protocol::StoredOption const& option) {
  Json json{{"option", option.option}, {"title", title(record, option.title)}};
  add_text(json, "summary", record, option.summary);
  if (option.cost) json["cost"] = *option.cost;
  add_line(json, "place", record, option.place);
  if (option.group) json["group"] = *option.group;
  if (option.proposal) json["proposal"] = *option.proposal;
  return json;
}

Json ballot_json(store::SealedBallot const& ballot, bool with_class) {
  auto const hash = domain::class_hash(ballot.class_salt, ballot.ballot_class);
  Json json{{"voter_key", store::to_base64url(ballot.voter_key)},
            {"class_hash", store::to_base64url(hash)}};
  if (with_class) {
    json["class"] = ballot.ballot_class;
    json["class_salt"] = store::to_base64url(ballot.class_salt);
  }
  // The exact bytes, because the digest is made of them.
  json["ballot"] = ballot.ballot;
  return json;
}

Json settlement_json(protocol::TieSettled const& settled) {
  Json json{{"how", protocol::to_string(settled.how)}};
  if (settled.selected) json["selected"] = *settled.selected;
  if (settled.item) json["item"] = *settled.item;
  return json;
}

Json box_json(MeetingRecord const& record, domain::Box const& box) {
  auto const& opened = box.opened;
  Json json{{"box", opened.box},
            {"item", opened.item},
            {"round", opened.round},
            {"state", protocol::to_string(box.state)},
            {"rule_name", opened.rule_name},
            {"rule_version", opened.rule_version},
            {"rule", as_json(opened.rule)},
            {"authority", protocol::to_string(opened.authority)}};
  add_text(json, "decided_by", record, opened.decided_by);
  add_text(json, "left_goes_to", record, opened.left_goes_to);
  if (opened.lot) json["lot"] = *opened.lot;
  json["options"] = Json::array();
  for (auto const& option : opened.options) json["options"].push_back(option_json(record, option));
  if (box.voided) {
    json["turnout"] = box.voided->turnout;
    add_line(json, "void_reason", record, box.voided->reason);
    if (box.voided->digest) json["digest"] = *box.voided->digest;
    return json;
  }
  if (!box.sealed) return json;
  json["entitled"] = box.sealed->entitled;
  json["result"] = as_json(box.sealed->result);
  if (box.settled) json["settlement"] = settlement_json(*box.settled);
  if (box.sealed->comparison) json["comparison"] = as_json(*box.sealed->comparison);
  json["digest"] = box.sealed->digest;
  auto const disclosure = domain::class_disclosure(opened, box.sealed->result);
  json["public_recount"] = disclosure.public_recount();
  if (!disclosure.ballots) {
    json["recount_by"] = "tellers";
    return json;
  }
  json["ballots"] = Json::array();
  auto const stored = record.boxes.find(box.id());
  if (stored == record.boxes.end()) return json;
  for (auto const& ballot : stored->second.sealed) {
    json["ballots"].push_back(ballot_json(ballot, disclosure.shows(ballot.ballot_class)));
  }
  return json;
}

Json item_json(MeetingRecord const& record, domain::Item const& item) {
  Json json{{"item", item.id},
            {"kind", protocol::to_string(item.definition.kind)},
            {"title", title(record, item.definition.title)},
            {"state", protocol::to_string(item.state)}};
  add_text(json, "text", record, item.definition.text);
  add_line(json, "reason", record, item.reason);
  add_text(json, "left_goes_to", record, item.definition.left_goes_to);
  if (item.definition.run_off_of) json["run_off_of"] = *item.definition.run_off_of;
  if (item.lot_by_hand) json["lot_by_hand"] = true;
  if (!item.boxes.empty()) json["boxes"] = item.boxes;
  return json;
}

Json proposal_json(MeetingRecord const& record, domain::Proposal const& proposal) {
  Json json{{"proposal", proposal.id}, {"title", title(record, proposal.text.title)}};
  if (proposal.item) json["item"] = *proposal.item;
  add_text(json, "text", record, proposal.text.text);
  if (proposal.text.cost) json["cost"] = *proposal.text.cost;
  add_line(json, "place", record, proposal.text.place);
  if (proposal.text.group) json["group"] = *proposal.text.group;
  return json;
}

std::string bytes_of(store::Digest const& digest) { return {digest.begin(), digest.end()}; }

}  // namespace

std::string to_json(MeetingRecord const& record, store::KeyRing const& keys) {
  auto const& meeting = record.meeting;
  Json json{{"format", "torg-archive"}, {"format_version", 1}};
  Json front{{"meeting", meeting.created.meeting}, {"title", title(record, meeting.title)}};
  add_text(front, "place", record, meeting.place);
  if (meeting.started_at_ms) front["started_at_ms"] = *meeting.started_at_ms;
  if (meeting.closed_at_ms) front["closed_at_ms"] = *meeting.closed_at_ms;
  front["illustrative"] = meeting.created.illustrative;
  front["rehearsal"] = meeting.created.rehearsal;
  front["participants"] = meeting.participants.size();
  front["groups"] = Json::array();
  for (auto const& group : meeting.groups) {
    front["groups"].push_back({{"group", group.group}, {"name", title(record, group.name)}});
  }
  json["meeting"] = std::move(front);
  json["agenda"] = Json::array();
  for (auto const& item : meeting.items) json["agenda"].push_back(item_json(record, item));
  if (auto const ledger = domain::ledger_section(meeting, record.texts)) {
    json["ledger"] = as_json(*ledger);
  }
  json["proposals"] = Json::array();
  for (auto const& [id, proposal] : meeting.proposals) {
    if (proposal.state != protocol::ProposalState::released) continue;
    json["proposals"].push_back(proposal_json(record, proposal));
  }
  json["boxes"] = Json::array();
  for (auto const& [id, box] : meeting.boxes) json["boxes"].push_back(box_json(record, box));

  auto const signature = keys.sign(bytes_of(record.head.chain));
  json["journal"] = {
      {"events", record.head.version},
      {"chain_head", store::to_base64url(record.head.chain)},
      {"signature", store::to_base64url(std::string_view(
                        reinterpret_cast<char const*>(signature.data()), signature.size()))},
      {"public_key", store::to_base64url(keys.public_key())}};
  return json.dump(1) + "\n";
}

}  // namespace torg::archive
