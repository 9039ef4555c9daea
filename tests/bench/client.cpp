#include "bench/client.hpp"

#include <chrono>
#include <utility>

#include "protocol/errors.hpp"
#include "store/secrets.hpp"

namespace torg::bench {
namespace {

constexpr int pause_after_loss_ms = 60;
constexpr int pause_after_temporary_ms = 100;

bool is_temporary(Json const& message) {
  auto const code =
      protocol::from_string<protocol::ErrorCode>(message.at("error").at("code").get<std::string>());
  return code && protocol::is_temporary(*code);
}

}  // namespace

std::string random_token() { return store::new_token(); }

Client::Client(boost::asio::io_context& loop, std::uint16_t port, Json credential,
               std::string meeting)
    : loop_(loop),
      pause_(loop),
      port_(port),
      credential_(std::move(credential)),
      meeting_(std::move(meeting)),
      tag_(random_token()) {}

void Client::start() {
  if (left_) return;
  welcomed_ = false;
  wire_ = std::make_shared<Wire>(
      loop_,
      Wire::Handlers{[self = shared_from_this()] { self->open(); },
                     [self = shared_from_this()](std::string_view text) { self->receive(text); },
                     [self = shared_from_this()](std::uint16_t code) {
                       self->closed_with_ = code;
                       self->come_back(pause_after_loss_ms);
                     }});
  wire_->connect(port_);
}

void Client::cut(int pause_ms) {
  if (wire_) wire_->cut();
  come_back(pause_ms);
}

void Client::leave() {
  left_ = true;
  pause_.cancel();
  if (wire_) wire_->cut();
}

void Client::come_back(int pause_ms) {
  welcomed_ = false;
  wire_.reset();
  if (left_) return;
  pause_.expires_after(std::chrono::milliseconds(pause_ms));
  pause_.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
    if (!cancelled) self->start();
  });
}

void Client::open() {
  Json hello{{"type", "hello"}, {"protocol", 1}, {"credential", credential_}};
  if (!meeting_.empty() && credential_.at("kind") == "token") hello["meeting"] = meeting_;
  if (!positions_.empty()) hello["positions"] = positions_;
  wire_->send(hello.dump());
}

void Client::receive(std::string_view text) {
  Json message = Json::parse(text);
  std::string const type = message.at("type");
  if (type == "frame") return frame(message);
  if (type == "ack" || type == "reject") return answer(message);
  welcomed_ = true;
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

void Client::frame(Json& message) {
  std::string const scope = message.at("scope");
  auto& sections = scopes_[scope];
  if (message.at("full").get<bool>()) sections.clear();
  for (auto& [key, value] : message.at("set").items()) sections[key] = std::move(value);
  for (auto const& key : message.at("remove")) sections.erase(key.get<std::string>());
  positions_[scope] = {{"epoch", message.at("epoch")}, {"seq", message.at("seq")}};
  if (scopes_to_come_ > 0 && --scopes_to_come_ == 0 && on_current) on_current(*this);
}

void Client::answer(Json const& message) {
  std::string const id = message.value("id", "");
  bool const refused = message.at("type") == "reject";
  if (refused && is_temporary(message)) {
    auto const again = std::make_shared<boost::asio::steady_timer>(loop_);
    again->expires_after(std::chrono::milliseconds(pause_after_temporary_ms));
    again->async_wait([self = shared_from_this(), again, id](boost::system::error_code) {
      if (!self->welcomed_) return;
      if (auto const found = self->waiting_.find(id); found != self->waiting_.end()) {
        self->send(id, found->second.command);
      } else if (auto const ballot = self->casting_.find(id); ballot != self->casting_.end()) {
        auto const box = ballot->second.first;
        self->casting_.erase(ballot);
        self->send_ballot(box);
      }
    });
    return;
  }
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
  if (auto found = waiting_.find(id); found != waiting_.end()) {
    auto const answered = std::move(found->second.answered);
    waiting_.erase(found);
    if (answered) answered(message);
  }
}

void Client::send(std::string const& id, Json const& command) {
  if (wire_) wire_->send(Json{{"type", "command"}, {"id", id}, {"command", command}}.dump());
}

void Client::command(Json command, Answered answered) {
  std::string const id = "c" + std::to_string(++last_id_);
  auto const& waiting =
      waiting_.emplace(id, Waiting{std::move(command), std::move(answered)}).first->second;
  if (welcomed_) send(id, waiting.command);
}

void Client::cast(std::int64_t box, Json ballot) {
  auto& cast = casts_[box];
  ++cast.sent;
  cast.ballot = std::move(ballot);
  cast.refused.clear();
  if (welcomed_) send_ballot(box);
}

void Client::send_ballot(std::int64_t box) {
  auto const& cast = casts_.at(box);
  std::string const id = "b" + std::to_string(++last_id_);
  casting_[id] = {box, cast.sent};
  send(id, {{"type", "cast_ballot"},
            {"box", box},
            {"revision", cast.sent},
            {"tag", tag_},
            {"ballot", cast.ballot}});
}

Json const* Client::section(std::string const& key) const {
  for (auto const& [scope, sections] : scopes_) {
    if (auto const found = sections.find(key); found != sections.end()) return &found->second;
  }
  return nullptr;
}

}  // namespace torg::bench
