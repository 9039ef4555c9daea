#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "live/session.hpp"
#include "live/transport.hpp"

namespace torg::test {

using Json = nlohmann::json;

/// What a client does with what it is sent, and a wire that can be made slow.
class Client final : public live::Transport {
 public:
  struct Scope {
    std::string epoch;
    std::int64_t seq = 0;
    std::map<std::string, Json> sections;
  };

  ~Client() override { disconnect(); }

  void connect(live::MeetingDirectory& directory, std::size_t thread = 0,
               std::string source = "10.0.0.1") {
    disconnect();
    closed.reset();
    writing_ = busy_ = paused = false;
    welcome = Json();
    session_ = live::Session::open(directory, thread, *this, std::move(source));
  }
  void disconnect() {
    if (session_) session_->on_closed();
    session_.reset();
  }

  // Every message that is sent from now on stays in the pipe until drain().
  void make_busy() { busy_ = true; }
  void drain() {
    busy_ = false;
    if (!std::exchange(writing_, false)) return;
    if (session_) session_->on_writable();
  }

  void say(Json const& message) { session_->on_message(message.dump()); }
  void say_text(std::string_view text) { session_->on_message(text); }
  void hello(Json credential, std::string const& meeting = {}, Json positions = {}) {
    Json message{{"type", "hello"}, {"protocol", 1}, {"credential", std::move(credential)}};
    if (!meeting.empty()) message["meeting"] = meeting;
    if (!positions.empty()) message["positions"] = std::move(positions);
    say(message);
  }
  std::string command(Json command, std::string id = {}) {
    if (id.empty()) id = "c" + std::to_string(++commands_);
    say({{"type", "command"}, {"id", id}, {"command", std::move(command)}});
    return id;
  }
  live::Session& session() { return *session_; }

  // What came, as a client keeps it.
  Json welcome;
  std::map<std::string, Scope> scopes;
  std::map<std::string, Json> answers;  // by id of the command
  std::map<std::string, int> answer_counts;
  std::vector<Json> rejects;                               // those without an id
  std::map<std::string, std::vector<live::Frame>> frames;  // the bytes, by scope
  std::vector<Json> received;
  std::optional<protocol::CloseCode> closed;
  bool paused = false;

  bool answered(std::string const& id) const { return answers.contains(id); }
  bool acked(std::string const& id) const {
    auto const found = answers.find(id);
    return found != answers.end() && found->second["type"] == "ack";
  }
  std::string error(std::string const& id) const {
    auto const found = answers.find(id);
    if (found == answers.end() || found->second["type"] != "reject") return {};
    return found->second["error"]["code"];
  }
  Json section(std::string const& scope, std::string const& key) const {
    auto const found = scopes.find(scope);
    if (found == scopes.end()) return {};
    auto const entry = found->second.sections.find(key);
    return entry == found->second.sections.end() ? Json() : entry->second;
  }
  Json positions() const {
    Json positions = Json::object();
    for (auto const& [name, scope] : scopes) {
      positions[name] = {{"epoch", scope.epoch}, {"seq", scope.seq}};
    }
    return positions;
  }

  // Transport
  void send(std::span<live::Frame const> sent) override {
    for (auto const& frame : sent) send_soon(frame);
  }
  void send_soon(live::Frame frame) override {
    if (busy_) writing_ = true;
    receive(frame);
  }
  bool writing() const override { return writing_; }
  void close(protocol::CloseCode code) override { closed = code; }
  void pause_reading() override { paused = true; }
  void resume_reading() override { paused = false; }

 private:
  void receive(live::Frame const& frame) {
    auto const message = Json::parse(frame->payload());
    received.push_back(message);
    auto const type = message["type"].get<std::string>();
    if (type == "welcome") {
      welcome = message;
    } else if (type == "frame") {
      frames[message["scope"]].push_back(frame);
      apply(message);
    } else if (message.contains("id")) {
      answers[message["id"]] = message;
      ++answer_counts[message["id"]];
    } else {
      rejects.push_back(message);
    }
  }
  void apply(Json const& message) {
    auto& scope = scopes[message["scope"]];
    if (message["full"].get<bool>()) scope.sections.clear();
    for (auto const& [key, value] : message["set"].items()) scope.sections[key] = value;
    for (auto const& key : message["remove"]) scope.sections.erase(key.get<std::string>());
    scope.epoch = message["epoch"];
    scope.seq = message["seq"];
  }

  std::shared_ptr<live::Session> session_;
  bool busy_ = false;
  bool writing_ = false;
  int commands_ = 0;
};

}  // namespace torg::test
