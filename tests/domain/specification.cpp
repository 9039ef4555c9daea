#include "domain/specification.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "protocol/codec.hpp"

namespace torg::domain::test {

using nlohmann::json;

namespace {

protocol::MeetingTemplate start_template() {
  protocol::MeetingTemplate from;
  from.title = {{"sv", "Forum"}};
  from.languages = {"sv", "en"};
  from.groups = {{"east", {{"sv", "Öster"}}, {"Ada"}}, {"west", {{"sv", "Väster"}}, {}}};
  return from;
}

Forum founded() {
  Forum forum;
  evolve(forum, protocol::Event(protocol::ForumCreated{start_ms, ContentRef(43, 'A')}));
  return forum;
}

json put_back(json const& value, ContentMap const& texts) {
  if (value.is_string()) {
    auto const found = texts.find(value.get_ref<std::string const&>());
    if (found == texts.end()) return value;
    json const text = json::parse(found->second, nullptr, false);
    return text.is_object() ? text : json(found->second);
  }
  json result = value;
  if (value.is_structured()) {
    for (auto& inner : result) inner = put_back(inner, texts);
  }
  return result;
}

}  // namespace

protocol::Command command_from(std::string_view text) {
  auto command = protocol::decode_text<protocol::Command>(text);
  if (!command) {
    throw std::invalid_argument("not a command: " + std::string(text) + " (" +
                                std::string(to_string(command.error().fault)) + " at " +
                                command.error().field + ")");
  }
  return *command;
}

Bytes32 entropy_of(std::uint64_t number) {
  Bytes32 entropy{};
  for (std::size_t index = 0; index < 8; ++index) {
    entropy[index] = static_cast<unsigned char>(number >> (8 * index));
  }
  return entropy;
}

json told(Decision const& decision, ContentMap const& texts) {
  ContentMap all = texts;
  for (auto const& content : decision.contents) all[content.ref] = content.bytes;
  json events = json::array();
  for (auto const& event : decision.events) {
    json one = put_back(json::parse(protocol::to_json(event)), all);
    one.erase("at_ms");
    one.erase("salt");
    events.push_back(std::move(one));
  }
  return events;
}

void Outcome::then(std::initializer_list<std::string_view> events) const {
  ASSERT_TRUE(verdict_.has_value()) << "refused: " << protocol::to_json(verdict_.error());
  json expected = json::array();
  for (auto const event : events) expected.push_back(json::parse(event));
  EXPECT_EQ(told(*verdict_, texts_), expected);
}

void Outcome::then_refused(protocol::ErrorCode code, std::string_view field) const {
  ASSERT_FALSE(verdict_.has_value()) << "accepted: " << told(*verdict_, texts_);
  EXPECT_EQ(to_string(verdict_.error().code), to_string(code));
  EXPECT_EQ(verdict_.error().field.value_or(""), field);
}

void Outcome::then_refused_with_limit(protocol::ErrorCode code, std::int64_t limit) const {
  ASSERT_FALSE(verdict_.has_value()) << "accepted: " << told(*verdict_, texts_);
  EXPECT_EQ(to_string(verdict_.error().code), to_string(code));
  EXPECT_EQ(verdict_.error().limit, limit);
}

Decision const& Outcome::accepted() const {
  if (!verdict_) throw std::logic_error("refused: " + protocol::to_json(verdict_.error()));
  return *verdict_;
}

Scene::Scene(bool rehearsal) {
  protocol::CreateMeeting create;
  if (rehearsal) create.rehearsal = true;
  create.source = protocol::MeetingSource::demo;
  auto const made =
      decide_create_meeting(founded(), request(server()), create, meeting_id, start_template());
  if (!made) throw std::logic_error("no meeting: " + protocol::to_json(made.error()));
  apply(made->meeting);
}

Request Scene::request(Asker asker) const {
  Request request;
  request.asker = asker;
  request.now_ms = now_ms_;
  request.entropy = entropy_of(steps_ + 1);
  request.turnout = turnout_;
  request.code_seat = code_seat_;
  request.code_held = code_held_;
  request.code_holders = code_holders_;
  return request;
}

void Scene::apply(Decision const& decision) {
  for (auto const& content : decision.contents) texts_[content.ref] = content.bytes;
  for (auto const& event : decision.events) evolve(meeting_, event);
  ++steps_;
}

void Scene::accept(Verdict const& verdict, std::string_view what) {
  if (!verdict) {
    throw std::logic_error("given " + std::string(what) +
                           " is refused: " + protocol::to_json(verdict.error()));
  }
  apply(*verdict);
}

Scene& Scene::given(Asker asker, std::string_view command) {
  accept(decide(meeting_, request(asker), command_from(command)), command);
  return *this;
}

Scene& Scene::given(std::string_view command) { return given(facilitator(), command); }

Scene& Scene::given_joined(int phones) {
  for (int phone = 0; phone < phones; ++phone) {
    accept(decide_join(meeting_, request(server())), "joining");
  }
  return *this;
}

Scene& Scene::given_sealed(BoxId box, protocol::Result const& result) {
  if (meeting_.boxes.at(box).state == protocol::BoxState::open) {
    accept(decide_stop(meeting_, request(server()), box, protocol::StopCause::facilitator), "stop");
  }
  accept(decide_seal(meeting_, request(server()), box, result, std::nullopt, Bytes32{}), "seal");
  return *this;
}

Scene& Scene::given_later(std::int64_t by_ms) {
  now_ms_ += by_ms;
  return *this;
}

Scene& Scene::given_turnout(std::int64_t ballots) {
  turnout_ = ballots;
  return *this;
}

Scene& Scene::given_code(std::optional<SeatId> seat, bool held) {
  code_seat_ = seat;
  code_held_ = held;
  return *this;
}

Scene& Scene::given_code_holders(std::vector<ParticipantId> holders) {
  code_holders_ = std::move(holders);
  return *this;
}

Outcome Scene::when(std::string_view command) const { return when(facilitator(), command); }

Outcome Scene::when(Asker asker, std::string_view command) const {
  return outcome(decide(meeting_, request(asker), command_from(command)));
}

Outcome Scene::when_joining() const { return outcome(decide_join(meeting_, request(server()))); }

Outcome Scene::when_deadline_passes() const {
  return outcome(decide_deadline_passed(meeting_, request(server())));
}

Outcome Scene::when_stopped(BoxId box, protocol::StopCause cause) const {
  return outcome(decide_stop(meeting_, request(server()), box, cause));
}

Outcome Scene::when_sealed(BoxId box) const {
  return outcome(
      decide_seal(meeting_, request(server()), box, empty_dots_result(), std::nullopt, Bytes32{}));
}

Scene live_meeting(int phones) {
  Scene scene;
  scene.given(R"({"type":"add_items","items":[
      {"kind":"info","title":{"sv":"Välkomna"}},
      {"kind":"ideas","title":{"sv":"Idéer"},"ideas":{"limit":2,"release_first":true}},
      {"kind":"dots","title":{"sv":"Prickar"},"rule":{"kind":"dots","dots":5,"max_per_option":3},
       "options":[{"option":1,"title":{"sv":"A"}},{"option":2,"title":{"sv":"B"}},
                  {"option":3,"title":{"sv":"C"}}]},
      {"kind":"split","title":{"sv":"Pengar"},
       "rule":{"kind":"split","pot":1000,"step":100,"rounding":100,"method":"mean","bounds":[]},
       "options":[{"option":1,"title":{"sv":"A"}},{"option":2,"title":{"sv":"B"}}]},
      {"kind":"poll","title":{"sv":"Fråga"},"rule":{"kind":"poll","form":"scale"}},
      {"kind":"discussion","title":{"sv":"Samtal"}},
      {"kind":"break","title":{"sv":"Kaffe"}}]})");
  scene.given(R"({"type":"open_meeting"})").given_joined(phones);
  scene.given(R"({"type":"start_meeting"})");
  return scene;
}

Scene running(ItemId item, int phones) {
  Scene scene = live_meeting(phones);
  if (item != 1) {
    scene.given(R"({"type":"start_item","item":)" + std::to_string(item) + "}");
  }
  return scene;
}

protocol::Result empty_dots_result() { return protocol::DotsResult{}; }

}  // namespace torg::domain::test
