#include "domain/storing.hpp"

#include <optional>
#include <string>
#include <utility>

#include "domain/definition.hpp"
#include "domain/limits.hpp"
#include "domain/texts.hpp"

namespace torg::domain {

namespace {

std::optional<ContentRef> detach(Detacher& detacher, std::optional<protocol::Text> const& text) {
  if (!text) return std::nullopt;
  return detacher.detach(content_bytes(*text));
}

std::optional<ContentRef> detach(Detacher& detacher, std::optional<std::string> const& line) {
  if (!line) return std::nullopt;
  return detacher.detach(*line);
}

}  // namespace

protocol::IdeasRule ideas_rule(std::optional<protocol::IdeasRule> const& rule) {
  if (rule) return *rule;
  protocol::IdeasRule standard;
  standard.limit = default_ideas_limit;
  standard.release_first = default_release_first;
  return standard;
}

protocol::StoredOption stored(Detacher& detacher, protocol::Option const& option) {
  protocol::StoredOption result;
  result.option = option.option;
  result.title = detacher.detach(content_bytes(option.title));
  result.summary = detach(detacher, option.summary);
  result.cost = option.cost;
  result.place = detach(detacher, option.place);
  result.group = option.group;
  result.proposal = option.proposal;
  return result;
}

protocol::StoredItem stored(Detacher& detacher, protocol::ItemDefinition const& definition) {
  protocol::StoredItem result;
  result.kind = definition.kind;
  result.title = detacher.detach(content_bytes(definition.title));
  result.text = detach(detacher, definition.text);
  result.minutes = definition.minutes;
  result.rule = definition.rule;
  if (definition.options && is_voting_kind(definition.kind)) {
    result.options.emplace();
    for (auto const& option : *definition.options) {
      result.options->push_back(stored(detacher, option));
    }
  }
  if (definition.kind == protocol::ItemKind::ideas) result.ideas = ideas_rule(definition.ideas);
  if (is_voting_kind(definition.kind)) {
    result.authority = definition.authority.value_or(protocol::Authority::advisory);
  }
  result.decided_by = detach(detacher, definition.decided_by);
  if (definition.ledger) {
    result.ledger.emplace();
    for (auto const& line : definition.ledger->lines) {
      result.ledger->lines.push_back(
          {line.kind, detacher.detach(content_bytes(line.title)), line.amount});
    }
  }
  result.left_goes_to = detach(detacher, definition.left_goes_to);
  result.electorate = definition.electorate;
  result.run_off_of = definition.run_off_of;
  return result;
}

protocol::StoredProposal stored(Detacher& detacher, protocol::ProposalDraft const& draft) {
  protocol::StoredProposal result;
  result.title = detacher.detach(content_bytes(draft.title));
  result.text = detach(detacher, draft.text);
  result.cost = draft.cost;
  result.place = detach(detacher, draft.place);
  result.group = draft.group;
  return result;
}

protocol::StoredGroup stored(Detacher& detacher, protocol::GroupEntry const& group) {
  protocol::StoredGroup result;
  result.group = group.group;
  result.name = detacher.detach(content_bytes(group.name));
  for (auto const& delegate : group.delegates) {
    result.delegates.push_back(detacher.detach(delegate, true));
  }
  return result;
}

protocol::Option written(ContentMap const& texts, protocol::StoredOption const& option) {
  protocol::Option result;
  result.option = option.option;
  result.title = title_of(texts, option.title);
  result.summary = text_of(texts, option.summary);
  result.cost = option.cost;
  result.place = line_of(texts, option.place);
  result.group = option.group;
  result.proposal = option.proposal;
  return result;
}

protocol::ItemDefinition written(ContentMap const& texts, protocol::StoredItem const& item) {
  protocol::ItemDefinition result;
  result.kind = item.kind;
  result.title = title_of(texts, item.title);
  result.text = text_of(texts, item.text);
  result.minutes = item.minutes;
  result.rule = item.rule;
  if (item.options) {
    result.options.emplace();
    for (auto const& option : *item.options) result.options->push_back(written(texts, option));
  }
  result.ideas = item.ideas;
  result.authority = item.authority;
  result.decided_by = text_of(texts, item.decided_by);
  if (item.ledger) {
    result.ledger.emplace();
    for (auto const& line : item.ledger->lines) {
      result.ledger->lines.push_back({line.kind, title_of(texts, line.title), line.amount});
    }
  }
  result.left_goes_to = text_of(texts, item.left_goes_to);
  result.electorate = item.electorate;
  result.run_off_of = item.run_off_of;
  return result;
}

protocol::ProposalDraft written(ContentMap const& texts, protocol::StoredProposal const& proposal) {
  protocol::ProposalDraft result;
  result.title = title_of(texts, proposal.title);
  result.text = text_of(texts, proposal.text);
  result.cost = proposal.cost;
  result.place = line_of(texts, proposal.place);
  result.group = proposal.group;
  return result;
}

protocol::GroupEntry written(ContentMap const& texts, protocol::StoredGroup const& group) {
  protocol::GroupEntry result;
  result.group = group.group;
  result.name = title_of(texts, group.name);
  for (auto const& delegate : group.delegates) {
    if (auto name = line_of(texts, delegate)) result.delegates.push_back(*std::move(name));
  }
  return result;
}

protocol::StoredOption option_from(protocol::StoredProposal const& text,
                                   protocol::ProposalId proposal, protocol::OptionNumber number) {
  protocol::StoredOption option;
  option.option = number;
  option.title = text.title;
  option.summary = text.text;
  option.cost = text.cost;
  option.place = text.place;
  option.group = text.group;
  option.proposal = proposal;
  return option;
}

}  // namespace torg::domain
