#include "archive/summary.hpp"

#include <optional>
#include <string>
#include <utility>

#include "domain/class_disclosure.hpp"
#include "domain/texts.hpp"
#include "domain/view_ledger.hpp"
#include "protocol/codec.hpp"

namespace torg::archive {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json as_json(T const& value) {
  return Json::parse(protocol::to_json(value));
}

class Summariser {
 public:
  explicit Summariser(MeetingRecord const& record) : record_(record), meeting_(record.meeting) {}

  Summary run() {
    Json parts{{"meeting", front()}, {"agenda", Json::array()}};
    for (auto const& item : meeting_.items) parts["agenda"].push_back(item_json(item));
    if (auto const ledger = domain::ledger_section(meeting_, record_.texts)) {
      parts["ledger"] = as_json(*ledger);
      for (auto const& line : domain::shown_ledger(meeting_)->lines) said_.insert(line.title);
    }
    parts["proposals"] = Json::array();
    for (auto const& [id, proposal] : meeting_.proposals) {
      if (proposal.state != protocol::ProposalState::released) continue;
      parts["proposals"].push_back(proposal_json(proposal));
    }
    parts["boxes"] = Json::array();
    for (auto const& [id, box] : meeting_.boxes) parts["boxes"].push_back(box_json(box));
    return {std::move(parts), std::move(said_)};
  }

 private:
  Json title(domain::ContentRef const& ref) {
    said_.insert(ref);
    return Json(domain::title_of(record_.texts, ref));
  }
  void add_text(Json& json, char const* key, std::optional<domain::ContentRef> const& ref) {
    if (ref) said_.insert(*ref);
    if (auto const text = domain::text_of(record_.texts, ref)) json[key] = *text;
  }
  void add_line(Json& json, char const* key, std::optional<domain::ContentRef> const& ref) {
    if (ref) said_.insert(*ref);
    if (auto const line = domain::line_of(record_.texts, ref)) json[key] = *line;
  }

  Json front() {
    Json json{{"meeting", meeting_.created.meeting}, {"title", title(meeting_.title)}};
    add_text(json, "place", meeting_.place);
    if (meeting_.started_at_ms) json["started_at_ms"] = *meeting_.started_at_ms;
    if (meeting_.closed_at_ms) json["closed_at_ms"] = *meeting_.closed_at_ms;
    json["illustrative"] = meeting_.created.illustrative;
    json["rehearsal"] = meeting_.created.rehearsal;
    json["participants"] = meeting_.participants.size();
    json["groups"] = Json::array();
    for (auto const& group : meeting_.groups) {
      json["groups"].push_back({{"group", group.group}, {"name", title(group.name)}});
    }
    return json;
  }

  Json item_json(domain::Item const& item) {
    Json json{{"item", item.id},
              {"kind", protocol::to_string(item.definition.kind)},
              {"title", title(item.definition.title)},
              {"state", protocol::to_string(item.state)}};
    add_text(json, "text", item.definition.text);
    add_line(json, "reason", item.reason);
    add_text(json, "left_goes_to", item.definition.left_goes_to);
    if (item.definition.run_off_of) json["run_off_of"] = *item.definition.run_off_of;
    if (item.lot_by_hand) json["lot_by_hand"] = true;
    if (!item.boxes.empty()) json["boxes"] = item.boxes;
    return json;
  }

  Json proposal_json(domain::Proposal const& proposal) {
    Json json{{"proposal", proposal.id}, {"title", title(proposal.text.title)}};
    if (proposal.item) json["item"] = *proposal.item;
    add_text(json, "text", proposal.text.text);
    if (proposal.text.cost) json["cost"] = *proposal.text.cost;
    add_line(json, "place", proposal.text.place);
    if (proposal.text.group) json["group"] = *proposal.text.group;
    return json;
  }

  Json option_json(protocol::StoredOption const& option) {
    Json json{{"option", option.option}, {"title", title(option.title)}};
    add_text(json, "summary", option.summary);
    if (option.cost) json["cost"] = *option.cost;
    add_line(json, "place", option.place);
    if (option.group) json["group"] = *option.group;
    if (option.proposal) json["proposal"] = *option.proposal;
    return json;
  }

  static Json settlement_json(protocol::TieSettled const& settled) {
    Json json{{"how", protocol::to_string(settled.how)}};
    if (settled.selected) json["selected"] = *settled.selected;
    if (settled.item) json["item"] = *settled.item;
    return json;
  }

  Json box_json(domain::Box const& box) {
    auto const& opened = box.opened;
    Json json{{"box", opened.box},
              {"item", opened.item},
              {"round", opened.round},
              {"state", protocol::to_string(box.state)},
              {"rule_name", opened.rule_name},
              {"rule_version", opened.rule_version},
              {"rule", as_json(opened.rule)},
              {"authority", protocol::to_string(opened.authority)}};
    add_text(json, "decided_by", opened.decided_by);
    add_text(json, "left_goes_to", opened.left_goes_to);
    if (opened.lot) json["lot"] = *opened.lot;
    json["options"] = Json::array();
    for (auto const& option : opened.options) json["options"].push_back(option_json(option));
    if (box.voided) {
      json["turnout"] = box.voided->turnout;
      add_line(json, "void_reason", box.voided->reason);
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
    if (!disclosure.ballots) json["recount_by"] = "tellers";
    return json;
  }

  MeetingRecord const& record_;
  domain::Meeting const& meeting_;
  std::set<domain::ContentRef> said_;
};

}  // namespace

Summary summarise(MeetingRecord const& record) { return Summariser(record).run(); }

}  // namespace torg::archive
