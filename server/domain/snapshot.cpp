#include "domain/snapshot.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "protocol/codec.hpp"

namespace torg::domain {

namespace {

using protocol::Json;

// A snapshot that cannot be read: replay instead.
struct Unreadable {};

// Protocol values keep their protocol encoding, so that what an event can say a snapshot can hold.
template <class Value>
Json protocol_json(Value const& value) {
  return Json::parse(protocol::to_json(value));
}

template <class Value>
Value from_protocol(Json const& json) {
  auto value = protocol::decode<Value>(json);
  if (!value) throw Unreadable();
  return *std::move(value);
}

template <class Value>
Json optional_json(std::optional<Value> const& value) {
  return value ? Json(*value) : Json();
}

template <class Value>
std::optional<Value> optional_from(Json const& json) {
  if (json.is_null()) return std::nullopt;
  return json.get<Value>();
}

template <class Value>
Json list_json(std::vector<Value> const& values) {
  Json list = Json::array();
  for (auto const& value : values) list.push_back(protocol_json(value));
  return list;
}

template <class Value>
std::vector<Value> list_from(Json const& json) {
  std::vector<Value> values;
  for (auto const& value : json) values.push_back(from_protocol<Value>(value));
  return values;
}

template <class Enum>
Json enum_json(Enum value) {
  return std::string(protocol::to_string(value));
}

template <class Enum>
Enum enum_from(Json const& json) {
  auto const value = protocol::from_string<Enum>(json.get_ref<std::string const&>());
  if (!value) throw Unreadable();
  return *value;
}

Json encode(Item const& item) {
  return {{"id", item.id},
          {"definition", protocol_json(item.definition)},
          {"state", enum_json(item.state)},
          {"reason", optional_json(item.reason)},
          {"boxes", item.boxes},
          {"started_at_ms", optional_json(item.started_at_ms)},
          {"lot", item.lot},
          {"lot_by_hand", item.lot_by_hand}};
}

Item decode_item(Json const& json) {
  Item item;
  item.id = json.at("id").get<ItemId>();
  item.definition = from_protocol<protocol::StoredItem>(json.at("definition"));
  item.state = enum_from<protocol::ItemState>(json.at("state"));
  item.reason = optional_from<ContentRef>(json.at("reason"));
  item.boxes = json.at("boxes").get<std::vector<BoxId>>();
  item.started_at_ms = optional_from<std::int64_t>(json.at("started_at_ms"));
  item.lot = json.at("lot").get<std::vector<protocol::OptionNumber>>();
  item.lot_by_hand = json.at("lot_by_hand").get<bool>();
  return item;
}

Json encode(Proposal const& proposal) {
  return {{"id", proposal.id},
          {"item", optional_json(proposal.item)},
          {"author", optional_json(proposal.author)},
          {"authors", proposal.authors},
          {"text", protocol_json(proposal.text)},
          {"state", enum_json(proposal.state)},
          {"state_before", enum_json(proposal.state_before)},
          {"merged_into", optional_json(proposal.merged_into)},
          {"hidden_reason", optional_json(proposal.hidden_reason)}};
}

Proposal decode_proposal(Json const& json) {
  Proposal proposal;
  proposal.id = json.at("id").get<ProposalId>();
  proposal.item = optional_from<ItemId>(json.at("item"));
  proposal.author = optional_from<ParticipantId>(json.at("author"));
  proposal.authors = json.at("authors").get<std::vector<ParticipantId>>();
  proposal.text = from_protocol<protocol::StoredProposal>(json.at("text"));
  proposal.state = enum_from<protocol::ProposalState>(json.at("state"));
  proposal.state_before = enum_from<protocol::ProposalState>(json.at("state_before"));
  proposal.merged_into = optional_from<ProposalId>(json.at("merged_into"));
  proposal.hidden_reason = optional_from<ContentRef>(json.at("hidden_reason"));
  return proposal;
}

Json encode(Box const& box) {
  return {{"opened", protocol_json(box.opened)},
          {"state", enum_json(box.state)},
          {"closes_at_ms", optional_json(box.closes_at_ms)},
          {"want_more_time", box.want_more_time},
          {"revoked_seats", box.revoked_seats},
          {"sealed", box.sealed ? protocol_json(*box.sealed) : Json()},
          {"settled", box.settled ? protocol_json(*box.settled) : Json()},
          {"voided", box.voided ? protocol_json(*box.voided) : Json()}};
}

Box decode_box(Json const& json) {
  Box box;
  box.opened = from_protocol<protocol::BallotOpened>(json.at("opened"));
  box.state = enum_from<protocol::BoxState>(json.at("state"));
  box.closes_at_ms = optional_from<std::int64_t>(json.at("closes_at_ms"));
  box.want_more_time = json.at("want_more_time").get<std::set<ParticipantId>>();
  box.revoked_seats = json.at("revoked_seats").get<std::set<SeatId>>();
  if (auto const& sealed = json.at("sealed"); !sealed.is_null()) {
    box.sealed = from_protocol<protocol::BallotSealed>(sealed);
  }
  if (auto const& settled = json.at("settled"); !settled.is_null()) {
    box.settled = from_protocol<protocol::TieSettled>(settled);
  }
  if (auto const& voided = json.at("voided"); !voided.is_null()) {
    box.voided = from_protocol<protocol::BallotVoided>(voided);
  }
  return box;
}

Json encode(Participant const& participant) {
  return {{"id", participant.id},
          {"group", optional_json(participant.group)},
          {"joined_at_ms", participant.joined_at_ms}};
}

Participant decode_participant(Json const& json) {
  Participant participant;
  participant.id = json.at("id").get<ParticipantId>();
  participant.group = optional_from<GroupId>(json.at("group"));
  participant.joined_at_ms = json.at("joined_at_ms").get<std::int64_t>();
  return participant;
}

Json seats_json(std::map<SeatId, Seat> const& seats) {
  Json list = Json::array();
  for (auto const& [id, seat] : seats) {
    list.push_back({{"id", id},
                    {"revoked", seat.revoked},
                    {"moves", seat.moves},
                    {"reissues", seat.reissues}});
  }
  return list;
}

std::map<SeatId, Seat> seats_from(Json const& json) {
  std::map<SeatId, Seat> seats;
  for (auto const& one : json) {
    seats.emplace(one.at("id").get<SeatId>(),
                  Seat{one.at("revoked").get<bool>(), one.at("moves").get<std::int64_t>(),
                       one.at("reissues").get<std::int64_t>()});
  }
  return seats;
}

template <class Map>
Json values_json(Map const& map) {
  Json list = Json::array();
  for (auto const& [id, value] : map) list.push_back(encode(value));
  return list;
}

Json encode(Meeting const& meeting) {
  Json items = Json::array();
  for (auto const& item : meeting.items) items.push_back(encode(item));
  return {{"version", meeting.version},
          // Before its first event a meeting has no creation that the protocol could write.
          {"created", meeting.version == 0 ? Json() : protocol_json(meeting.created)},
          {"title", meeting.title},
          {"place", optional_json(meeting.place)},
          {"starts_at_ms", optional_json(meeting.starts_at_ms)},
          {"ends_at_ms", optional_json(meeting.ends_at_ms)},
          {"languages", meeting.languages},
          {"groups", list_json(meeting.groups)},
          {"phase", enum_json(meeting.phase)},
          {"publication", enum_json(meeting.publication)},
          {"started_at_ms", optional_json(meeting.started_at_ms)},
          {"closed_at_ms", optional_json(meeting.closed_at_ms)},
          {"closed_by", optional_json(meeting.closed_by)},
          {"items", std::move(items)},
          {"current", optional_json(meeting.current)},
          {"visited", meeting.visited},
          {"proposals", values_json(meeting.proposals)},
          {"boxes", values_json(meeting.boxes)},
          {"participants", values_json(meeting.participants)},
          {"seats", seats_json(meeting.seats)},
          {"timer_ends_at_ms", optional_json(meeting.timer_ends_at_ms)},
          {"screen", enum_json(meeting.screen)},
          {"wifi", optional_json(meeting.wifi)},
          {"last_item", meeting.last_item},
          {"last_proposal", meeting.last_proposal},
          {"last_box", meeting.last_box},
          {"last_participant", meeting.last_participant},
          {"last_seat", meeting.last_seat}};
}

Meeting decode_meeting(Json const& json) {
  Meeting meeting;
  meeting.version = json.at("version").get<std::uint64_t>();
  if (auto const& created = json.at("created"); !created.is_null()) {
    meeting.created = from_protocol<protocol::MeetingCreated>(created);
  }
  meeting.title = json.at("title").get<ContentRef>();
  meeting.place = optional_from<ContentRef>(json.at("place"));
  meeting.starts_at_ms = optional_from<std::int64_t>(json.at("starts_at_ms"));
  meeting.ends_at_ms = optional_from<std::int64_t>(json.at("ends_at_ms"));
  meeting.languages = json.at("languages").get<std::vector<std::string>>();
  meeting.groups = list_from<protocol::StoredGroup>(json.at("groups"));
  meeting.phase = enum_from<protocol::MeetingPhase>(json.at("phase"));
  meeting.publication = enum_from<protocol::Publication>(json.at("publication"));
  meeting.started_at_ms = optional_from<std::int64_t>(json.at("started_at_ms"));
  meeting.closed_at_ms = optional_from<std::int64_t>(json.at("closed_at_ms"));
  meeting.closed_by = optional_from<std::uint64_t>(json.at("closed_by"));
  for (auto const& item : json.at("items")) meeting.items.push_back(decode_item(item));
  meeting.current = optional_from<ItemId>(json.at("current"));
  meeting.visited = json.at("visited").get<std::vector<ItemId>>();
  for (auto const& one : json.at("proposals")) {
    Proposal proposal = decode_proposal(one);
    meeting.proposals.emplace(proposal.id, std::move(proposal));
  }
  for (auto const& one : json.at("boxes")) {
    Box box = decode_box(one);
    BoxId const id = box.id();
    meeting.boxes.emplace(id, std::move(box));
  }
  for (auto const& one : json.at("participants")) {
    Participant participant = decode_participant(one);
    meeting.participants.emplace(participant.id, std::move(participant));
  }
  meeting.seats = seats_from(json.at("seats"));
  meeting.timer_ends_at_ms = optional_from<std::int64_t>(json.at("timer_ends_at_ms"));
  meeting.screen = enum_from<protocol::ScreenView>(json.at("screen"));
  meeting.wifi = optional_from<ContentRef>(json.at("wifi"));
  meeting.last_item = json.at("last_item").get<ItemId>();
  meeting.last_proposal = json.at("last_proposal").get<ProposalId>();
  meeting.last_box = json.at("last_box").get<BoxId>();
  meeting.last_participant = json.at("last_participant").get<ParticipantId>();
  meeting.last_seat = json.at("last_seat").get<SeatId>();
  return meeting;
}

}  // namespace

std::string encode_snapshot(Meeting const& meeting) {
  return Json{{"codec", snapshot_codec_version}, {"meeting", encode(meeting)}}.dump();
}

std::optional<Meeting> decode_snapshot(std::string_view bytes) {
  try {
    Json const json = Json::parse(bytes);
    if (json.at("codec") != snapshot_codec_version) return std::nullopt;
    return decode_meeting(json.at("meeting"));
  } catch (Json::exception const&) {
    return std::nullopt;
  } catch (Unreadable const&) {
    return std::nullopt;
  }
}

}  // namespace torg::domain
