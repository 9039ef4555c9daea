#include "app/demo.hpp"

#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

namespace torg::app {
namespace {

template <class T>
T decoded(nlohmann::json const& json, char const* what) {
  auto value = protocol::decode<T>(json);
  if (!value) {
    throw std::logic_error(std::string("demo: ") + what + ": " + value.error().field + " " +
                           std::string(protocol::to_string(value.error().fault)));
  }
  return *std::move(value);
}

}  // namespace

Demo load_demo() {
  auto const forum = nlohmann::json::parse(detail::demo_forum_json);
  Demo demo;
  for (auto const& [language, name] : forum.at("name").items()) {
    demo.forum_name.emplace(language, name.get<std::string>());
  }
  for (auto const& group : forum.at("groups")) {
    demo.groups.push_back(decoded<protocol::GroupEntry>(group, "group"));
  }
  demo.meeting = decoded<protocol::MeetingTemplate>(
      nlohmann::json::parse(detail::demo_meeting_json), "meeting");
  return demo;
}

}  // namespace torg::app
