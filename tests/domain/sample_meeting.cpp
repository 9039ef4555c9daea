#include "domain/sample_meeting.hpp"

#include <utility>

#include "domain/base64url.hpp"
#include "domain/counting_rule.hpp"
#include "domain/texts.hpp"

namespace torg::domain {

namespace {

protocol::BallotOpened opened_for(protocol::BallotRule const& rule) {
  protocol::BallotOpened opened;
  opened.round = 1;
  opened.rule = rule;
  tally::RuleId const id = counting_rule_id(rule);
  opened.rule_name = id.name;
  opened.rule_version = id.version;
  return opened;
}

}  // namespace

SampleMeeting::SampleMeeting(std::string const& name) {
  meeting.version = 1;
  meeting.created.meeting = "abcdefghij";
  meeting.title = title(name);
  meeting.languages = {"sv"};
  meeting.phase = protocol::MeetingPhase::live;
}

ContentRef SampleMeeting::keep(std::string bytes) {
  Bytes32 salt{};
  salt[0] = static_cast<unsigned char>(texts.size());
  salt[1] = static_cast<unsigned char>(texts.size() >> 8);
  ContentRef ref = content_ref(salt, bytes);
  texts.emplace(ref, std::move(bytes));
  return ref;
}

ContentRef SampleMeeting::title(std::string const& swedish) {
  return keep(content_bytes({{"sv", swedish}}));
}

ContentRef SampleMeeting::line(std::string const& text) { return keep(text); }

GroupId SampleMeeting::group(GroupId const& id, std::string const& name,
                             std::vector<std::string> const& delegates) {
  protocol::StoredGroup& group = meeting.groups.emplace_back();
  group.group = id;
  group.name = title(name);
  for (std::string const& delegate : delegates) group.delegates.push_back(line(delegate));
  return id;
}

ParticipantId SampleMeeting::participant(std::optional<GroupId> group) {
  ParticipantId const id = ++meeting.last_participant;
  meeting.participants[id] = {id, std::move(group), 0};
  return id;
}

Item& SampleMeeting::item(protocol::ItemKind kind, std::string const& name) {
  Item& item = meeting.items.emplace_back();
  item.id = ++meeting.last_item;
  item.definition.kind = kind;
  item.definition.title = title(name);
  return item;
}

void SampleMeeting::run(ItemId id) {
  meeting.current = id;
  Item& item = *meeting.find_item(id);
  item.state = protocol::ItemState::running;
  item.started_at_ms = 1'000;
}

ProposalId SampleMeeting::proposal(ItemId item, std::string const& name,
                                   protocol::ProposalState state,
                                   std::optional<ParticipantId> author) {
  ProposalId const id = ++meeting.last_proposal;
  Proposal& proposal = meeting.proposals[id];
  proposal.id = id;
  proposal.item = item;
  proposal.author = author;
  if (author) proposal.authors.push_back(*author);
  proposal.text.title = title(name);
  proposal.state = state;
  return id;
}

Box& SampleMeeting::box(ItemId item, protocol::BallotRule const& rule,
                        std::initializer_list<protocol::OptionNumber> options) {
  BoxId const id = ++meeting.last_box;
  Box& box = meeting.boxes[id];
  box.opened = opened_for(rule);
  box.opened.box = id;
  box.opened.item = item;
  for (protocol::OptionNumber const number : options) {
    protocol::StoredOption& option = box.opened.options.emplace_back();
    option.option = number;
    option.title = title("option " + std::to_string(number));
  }
  std::vector<BoxId>& rounds = meeting.find_item(item)->boxes;
  rounds.push_back(id);
  box.opened.round = static_cast<std::int64_t>(rounds.size());
  return box;
}

void SampleMeeting::seal(BoxId id, protocol::Result const& result, bool shown) {
  Box& box = meeting.boxes.at(id);
  box.state = shown ? protocol::BoxState::shown : protocol::BoxState::sealed;
  protocol::BallotSealed& sealed = box.sealed.emplace();
  sealed.box = id;
  sealed.digest = to_base64url(key_of(id));
  sealed.entitled = static_cast<std::int64_t>(meeting.participants.size());
  sealed.result = result;
}

void SampleMeeting::make_void(BoxId id, std::string const& reason, std::int64_t turnout) {
  Box& box = meeting.boxes.at(id);
  box.state = protocol::BoxState::void_;
  protocol::BallotVoided& voided = box.voided.emplace();
  voided.box = id;
  voided.reason = line(reason);
  voided.turnout = turnout;
}

Request request_of(ParticipantId participant, std::int64_t now_ms) {
  Request request;
  request.asker = {Role::participant, participant};
  request.now_ms = now_ms;
  request.entropy[0] = 7;
  return request;
}

protocol::BallotOpened opened_with(protocol::BallotRule const& rule,
                                   std::initializer_list<protocol::OptionNumber> options) {
  protocol::BallotOpened opened = opened_for(rule);
  opened.box = 1;
  opened.item = 1;
  for (protocol::OptionNumber const number : options) {
    opened.options.emplace_back().option = number;
  }
  return opened;
}

std::string tag_of(std::int64_t number) {
  std::string const digits = std::to_string(number);
  return std::string(22 - digits.size(), 'A') + digits;
}

VoterKey key_of(std::int64_t number) {
  VoterKey key{};
  for (std::size_t place = 0; place < 8; ++place) {
    key[place] = static_cast<unsigned char>(static_cast<std::uint64_t>(number) >> (8 * place));
  }
  return key;
}

}  // namespace torg::domain
