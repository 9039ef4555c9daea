#include "rehearsal/crowd.hpp"

#include <algorithm>
#include <utility>

#include "protocol/codec.hpp"
#include "protocol/errors.hpp"
#include "protocol/messages.hpp"
#include "rehearsal/token.hpp"

namespace torg::rehearsal {
namespace {

constexpr std::array<std::string_view, 2> scope_names{"participant", "person"};

std::size_t scopes_in(std::string_view welcome) {
  constexpr std::string_view mark = R"("scopes":[)";
  auto const at = welcome.find(mark);
  if (at == std::string_view::npos) return 0;
  auto const list = welcome.substr(at, welcome.find(']', at) - at);
  return static_cast<std::size_t>(std::count(list.begin() + mark.size(), list.end(), '"')) / 2;
}

bool tells_to_stay_away(std::uint16_t number) {
  auto const& codes = protocol::enum_values<protocol::CloseCode>;
  return std::any_of(codes.begin(), codes.end(), [number](protocol::CloseCode code) {
    return protocol::number_of(code) == number && !protocol::may_reconnect(code);
  });
}

}  // namespace

Crowd::Crowd(Loop& loop, Target const& target, Watcher& watcher, Manner manner)
    : loop_(loop), target_(target), watcher_(watcher), manner_(manner) {}

Crowd::~Crowd() {
  for (auto& phone : phones_) {
    if (phone.redial) loop_.cancel(*phone.redial);
  }
}

Crowd::Phone& Crowd::add() {
  return phones_.emplace_back(loop_, target_, static_cast<Wire::Owner&>(*this), phones_.size());
}

std::size_t Crowd::add_with_link(std::string join_secret) {
  auto& phone = add();
  phone.secret = std::move(join_secret);
  phone.token = new_token();
  return phones_.size() - 1;
}

std::size_t Crowd::add_with_token(std::string token, std::string meeting) {
  auto& phone = add();
  phone.token = std::move(token);
  phone.meeting = std::move(meeting);
  return phones_.size() - 1;
}

void Crowd::dial(std::size_t number) {
  auto& phone = phones_[number];
  go_away(phone);
  phone.stage = Stage::dialling;
  phone.dialled = Clock::now();
  phone.wire.connect();
}

void Crowd::cut(std::size_t number) {
  go_away(phones_[number]);
  phones_[number].wire.cut();
}

void Crowd::leave(std::size_t number) {
  go_away(phones_[number]);
  phones_[number].wire.leave();
}

void Crowd::forget_positions(std::size_t number) { phones_[number].places = {}; }

void Crowd::go_away(Phone& phone) {
  if (phone.stage == Stage::current) --current_;
  unanswered_ -= static_cast<std::size_t>(phone.revision - phone.answered);
  phone.answered = phone.revision;
  phone.stage = Stage::away;
  if (phone.redial) loop_.cancel(*std::exchange(phone.redial, std::nullopt));
}

bool Crowd::send(std::size_t number, std::string_view text) {
  auto& phone = phones_[number];
  if (phone.stage != Stage::current) return false;
  phone.wire.send(text);
  return true;
}

bool Crowd::cast(std::size_t number, protocol::BoxId box, protocol::Ballot ballot,
                 Clock::time_point due) {
  auto& phone = phones_[number];
  if (phone.stage != Stage::current) return false;
  if (phone.revision - phone.answered >= static_cast<std::int64_t>(most_unanswered)) return false;
  if (phone.tag.empty()) phone.tag = new_token();
  ++phone.revision;
  ++unanswered_;
  phone.due[static_cast<std::size_t>(phone.revision) % most_unanswered] = due;
  protocol::CastBallot cast;
  cast.box = box;
  cast.revision = phone.revision;
  cast.tag_ = phone.tag;
  cast.ballot = std::move(ballot);
  phone.wire.send(protocol::to_json(protocol::ClientMessage{
      protocol::CommandMessage{"v" + std::to_string(phone.revision), std::move(cast)}}));
  return true;
}

std::string Crowd::hello(Phone& phone) const {
  protocol::Hello hello;
  hello.protocol = 1;
  if (!phone.secret.empty()) {
    hello.credential = protocol::JoinCredential{phone.secret, phone.token};
  } else {
    hello.credential = protocol::TokenCredential{phone.token};
    if (!phone.meeting.empty()) hello.meeting = phone.meeting;
  }
  phone.resumed = false;
  for (std::size_t i = 0; manner_.resumes && i < phone.places.size(); ++i) {
    auto const& place = phone.places[i];
    if (place.seq < 0) continue;
    if (!hello.positions) hello.positions.emplace();
    hello.positions->emplace(
        scope_names[i],
        protocol::Position{std::string(place.epoch.data(), place.epoch_size), place.seq});
    phone.resumed = true;
  }
  return protocol::to_json(protocol::ClientMessage{std::move(hello)});
}

void Crowd::on_open(Wire& wire) {
  auto& phone = phones_[wire.number()];
  phone.stage = Stage::greeting;
  wire.send(hello(phone));
}

void Crowd::on_message(Wire& wire, std::string_view text) {
  auto const number = wire.number();
  auto const kind = kind_of(text);
  switch (kind) {
    case MessageKind::frame:
      return on_frame(number, text);
    case MessageKind::welcome:
      return on_welcome(number, text);
    case MessageKind::ack:
    case MessageKind::reject:
      return on_answer(number, kind, text);
    case MessageKind::other:
      break;
  }
}

void Crowd::on_welcome(std::size_t number, std::string_view text) {
  auto& phone = phones_[number];
  phone.stage = Stage::entering;
  phone.secret.clear();
  phone.losses = 0;
  if (auto const meeting = text_after(text, R"("meeting":")")) phone.meeting = *meeting;
  phone.scopes_to_come = phone.resumed ? 0 : static_cast<std::uint8_t>(scopes_in(text));
  if (phone.scopes_to_come == 0) enter(number);
}

void Crowd::enter(std::size_t number) {
  auto& phone = phones_[number];
  phone.stage = Stage::current;
  ++current_;
  ++figures_.joined;
  figures_.joining.record(Clock::now() - phone.dialled);
  watcher_.on_current(number);
}

void Crowd::on_frame(std::size_t number, std::string_view text) {
  auto const head = frame_head(text);
  if (!head) return;
  ++figures_.frames;
  figures_.frame_bytes += text.size();
  auto& phone = phones_[number];
  for (std::size_t i = 0; manner_.resumes && i < scope_names.size(); ++i) {
    auto& place = phone.places[i];
    if (head->scope != scope_names[i] || head->epoch.size() > place.epoch.size()) continue;
    std::copy(head->epoch.begin(), head->epoch.end(), place.epoch.begin());
    place.epoch_size = static_cast<std::uint8_t>(head->epoch.size());
    place.seq = head->seq;
  }
  watcher_.on_frame(number, *head, text);
  if (phone.stage == Stage::entering && --phone.scopes_to_come == 0) enter(number);
}

void Crowd::on_answer(std::size_t number, MessageKind kind, std::string_view text) {
  auto& phone = phones_[number];
  if (phone.stage == Stage::greeting && kind == MessageKind::reject) ++figures_.turned_away;
  auto const revision = number_after(text, R"("id":"v)");
  if (revision && *revision > phone.answered && *revision <= phone.revision) {
    // Answers come in the order of the ballots.
    unanswered_ -= static_cast<std::size_t>(*revision - phone.answered);
    phone.answered = *revision;
    if (kind == MessageKind::ack) {
      ++figures_.acked;
      auto const due = phone.due[static_cast<std::size_t>(*revision) % most_unanswered];
      figures_.acks.record(Clock::now() - due);
    } else {
      ++figures_.rejected;
    }
  }
  watcher_.on_answer(number, kind, text);
}

void Crowd::on_gone(Wire& wire, std::uint16_t code) {
  auto const number = wire.number();
  auto& phone = phones_[number];
  bool const had_been_in = phone.stage == Stage::current || phone.stage == Stage::entering;
  ++(had_been_in ? figures_.lost : figures_.failed);
  go_away(phone);
  watcher_.on_lost(number, code);
  if (!manner_.comes_back || phone.stage != Stage::away) return;
  if (tells_to_stay_away(code)) return;
  auto const longest =
      std::min(manner_.first_pause * (1 << std::min<int>(phone.losses, 6)), manner_.longest_pause);
  if (phone.losses < 255) ++phone.losses;
  std::uniform_int_distribution<std::int64_t> jitter(0, longest.count());
  phone.redial = loop_.after(std::chrono::milliseconds(jitter(random_)), [this, number] {
    phones_[number].redial.reset();
    dial(number);
  });
}

}  // namespace torg::rehearsal
