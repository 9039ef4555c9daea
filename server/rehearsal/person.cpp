#include "rehearsal/person.hpp"

#include <algorithm>

#include "protocol/errors.hpp"
#include "rehearsal/token.hpp"

namespace torg::rehearsal {
namespace {

constexpr int pause_after_loss_ms = 60;
constexpr auto pause_after_temporary = std::chrono::milliseconds(100);

bool is_temporary(Json const& message) {
  auto const code =
      protocol::from_string<protocol::ErrorCode>(message.at("error").at("code").get<std::string>());
  return code && protocol::is_temporary(*code);
}

}  // namespace

Person::Person(Loop& loop, Target const& target, Json credential, std::string meeting,
               std::size_t number)
    : loop_(loop),
      wire_(loop, target, *this, number),
      credential_(std::move(credential)),
      meeting_(std::move(meeting)),
      tag_(new_token()) {}

Person::~Person() {
  if (return_) loop_.cancel(*return_);
  if (retry_) loop_.cancel(*retry_);
}

void Person::start() {
  if (left_) return;
  welcomed_ = false;
  wire_.connect();
}

void Person::cut(int pause_ms) {
  wire_.cut();
  come_back(pause_ms);
}

void Person::leave() {
  left_ = true;
  welcomed_ = false;
  if (return_) loop_.cancel(*return_);
  wire_.leave();
}

void Person::come_back(int pause_ms) {
  welcomed_ = false;
  if (return_) loop_.cancel(*return_);
  if (left_) return;
  return_ = loop_.after(std::chrono::milliseconds(pause_ms), [this] {
    return_.reset();
    start();
  });
}

void Person::on_open(Wire&) {
  Json hello{{"type", "hello"}, {"protocol", 1}, {"credential", credential_}};
  if (!meeting_.empty() && credential_.at("kind") == "token") hello["meeting"] = meeting_;
  if (!positions_.empty()) hello["positions"] = positions_;
  wire_.send(hello.dump());
}

void Person::on_gone(Wire&, std::uint16_t code) {
  // A server that is not there any more says nothing new.
  if (code != 0 || welcomed_) closed_with_ = code;
  come_back(pause_after_loss_ms);
}

void Person::on_message(Wire&, std::string_view text) {
  Json message = Json::parse(text);
  std::string const type = message.at("type");
  if (type == "frame") {
    frame(message);
  } else if (type == "welcome") {
    enter(std::move(message));
  } else if (!welcomed_ && type == "reject" && !message.contains("id")) {
    turned_away_ = std::move(message);
  } else {
    answer(message);
  }
}

void Person::enter(Json message) {
  welcomed_ = true;
  ++welcomes_;
  turned_away_ = {};
  welcome_ = std::move(message);
  scopes_to_come_ = welcome_.at("scopes").size();
  meeting_ = welcome_.value("meeting", meeting_);
  if (credential_.at("kind") != "token") {
    credential_ = {{"kind", "token"}, {"token", credential_.at("token")}};
  }
  for (auto const& [id, waiting] : waiting_) send(id, waiting.command);
  casting_.clear();
  for (auto const& [box, cast] : casts_) {
    if (cast.acked < cast.sent && cast.refused.empty()) send_ballot(box);
  }
}

void Person::frame(Json& message) {
  std::string const scope = message.at("scope");
  auto& sections = scopes_[scope];
  if (message.at("full").get<bool>()) sections.clear();
  std::vector<std::string> changed;
  for (auto& [key, value] : message.at("set").items()) {
    sections[key] = std::move(value);
    changed.push_back(key);
  }
  for (auto const& key : message.at("remove")) {
    sections.erase(key.get<std::string>());
    changed.push_back(key.get<std::string>());
  }
  positions_[scope] = {{"epoch", message.at("epoch")}, {"seq", message.at("seq")}};
  bool const all_there = scopes_to_come_ > 0 && --scopes_to_come_ == 0;
  if (on_change) on_change(*this, changed);
  if (all_there && on_current) on_current(*this);
}

void Person::answer(Json const& message) {
  std::string const id = message.value("id", "");
  bool const refused = message.at("type") == "reject";
  if (refused) ++refusals_[message.at("error").at("code").get<std::string>()];
  if (refused && is_temporary(message)) return try_again_later(id);
  if (auto const found = casting_.find(id); found != casting_.end()) {
    auto const [box, revision] = found->second;
    casting_.erase(found);
    auto& cast = casts_.at(box);
    if (!refused) {
      cast.acked = std::max(cast.acked, revision);
    } else if (revision == cast.sent) {
      cast.refused = message.at("error").at("code");
    }
    return;
  }
  if (auto const found = waiting_.find(id); found != waiting_.end()) {
    auto const answered = std::move(found->second.answered);
    waiting_.erase(found);
    if (answered) answered(message);
  }
}

void Person::try_again_later(std::string const& id) {
  to_try_again_.push_back(id);
  if (retry_) return;
  retry_ = loop_.after(pause_after_temporary, [this] {
    retry_.reset();
    try_again();
  });
}

void Person::try_again() {
  for (auto const& id : std::exchange(to_try_again_, {})) {
    // Without a connection everything that waits is sent at the next welcome.
    if (!welcomed_) continue;
    if (auto const found = waiting_.find(id); found != waiting_.end()) {
      send(id, found->second.command);
    } else if (auto const ballot = casting_.find(id); ballot != casting_.end()) {
      auto const box = ballot->second.first;
      casting_.erase(ballot);
      send_ballot(box);
    }
  }
}

void Person::send(std::string const& id, Json const& command) {
  wire_.send(Json{{"type", "command"}, {"id", id}, {"command", command}}.dump());
}

void Person::command(Json command, Answered answered) {
  // Never the same for two people with one token: the server answers a known id from memory.
  std::string const id = tag_.substr(0, 12) + std::to_string(++last_id_);
  auto const& waiting =
      waiting_.emplace(id, Waiting{std::move(command), std::move(answered)}).first->second;
  if (welcomed_) send(id, waiting.command);
}

void Person::cast(std::int64_t box, Json ballot) {
  auto& cast = casts_[box];
  ++cast.sent;
  cast.ballot = std::move(ballot);
  cast.refused.clear();
  if (welcomed_) send_ballot(box);
}

void Person::send_ballot(std::int64_t box) {
  auto const& cast = casts_.at(box);
  std::string const id = "b" + std::to_string(++last_id_);
  casting_[id] = {box, cast.sent};
  send(id, {{"type", "cast_ballot"},
            {"box", box},
            {"revision", cast.sent},
            {"tag", tag_},
            {"ballot", cast.ballot}});
}

Json const* Person::section(std::string const& key) const {
  for (auto const& [scope, sections] : scopes_) {
    if (auto const found = sections.find(key); found != sections.end()) return &found->second;
  }
  return nullptr;
}

}  // namespace torg::rehearsal
