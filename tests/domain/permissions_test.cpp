#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <utility>

#include "domain/permissions.hpp"
#include "domain/specification.hpp"

namespace torg::domain::test {
namespace {

using protocol::Command;
using protocol::ErrorCode;
using protocol::MeetingPhase;

constexpr std::pair<Role, char const*> roles[] = {{Role::participant, "participant"},
                                                  {Role::facilitator, "facilitator"},
                                                  {Role::screen, "screen"},
                                                  {Role::organiser, "organiser"},
                                                  {Role::clock, "clock"}};

template <std::size_t... Index>
std::vector<Command> every_command(std::index_sequence<Index...>) {
  return {Command(std::in_place_index<Index>)...};
}

std::vector<Command> every_command() {
  return every_command(std::make_index_sequence<std::variant_size_v<Command>>());
}

std::string_view name_of(Command const& command) {
  return std::visit([](auto const& one) { return one.tag; }, command);
}

std::string table() {
  std::ostringstream out;
  out << std::left << std::setw(23) << "command" << std::setw(12) << "role";
  for (auto const phase : protocol::enum_values<MeetingPhase>) {
    out << std::setw(15) << to_string(phase);
  }
  out << '\n';
  for (Command const& command : every_command()) {
    for (auto const& [role, role_name] : roles) {
      out << std::setw(23) << name_of(command) << std::setw(12) << role_name;
      for (auto const phase : protocol::enum_values<MeetingPhase>) {
        auto const refused = refused_by_permission(role, phase, command);
        out << std::setw(15) << (refused ? to_string(*refused) : "yes");
      }
      out << '\n';
    }
  }
  return out.str();
}

// Written anew with TORG_WRITE_GOLDEN=1; a change of this file is a change of who may do what.
TEST(Permissions, given_every_role_command_and_phase_then_the_table_is_the_one_agreed_on) {
  std::string const path = TORG_SOURCE_DIR "/tests/domain/permissions.golden.txt";
  if (std::getenv("TORG_WRITE_GOLDEN") != nullptr) std::ofstream(path) << table();
  std::ifstream file(path);
  std::stringstream agreed;
  agreed << file.rdbuf();
  EXPECT_EQ(table(), agreed.str());
}

Scene in_phase(MeetingPhase phase) {
  Scene scene;
  scene.given(R"({"type":"add_items","items":[{"kind":"info","title":{"sv":"X"}}]})");
  if (phase == MeetingPhase::draft) return scene;
  scene.given(R"({"type":"open_meeting"})").given_joined(1);
  if (phase == MeetingPhase::open) return scene;
  scene.given(R"({"type":"start_meeting"})");
  if (phase == MeetingPhase::live) return scene;
  scene.given(R"({"type":"close_meeting"})");
  return scene;
}

// The commands are empty, so most that the table permits are refused for what they lack; but never
// for a reason that only the table may give.
TEST(Permissions,
     given_the_decider_then_it_refuses_what_the_table_refuses_and_nothing_else_by_role) {
  for (auto const phase : protocol::enum_values<MeetingPhase>) {
    Scene const scene = in_phase(phase);
    ASSERT_EQ(scene.meeting().phase, phase);
    for (Command const& command : every_command()) {
      for (auto const& [role, role_name] : roles) {
        SCOPED_TRACE(std::string(name_of(command)) + " by " + role_name + " in " +
                     std::string(to_string(phase)));
        Asker const asker{
            role, role == Role::participant ? std::optional<ParticipantId>(1) : std::nullopt};
        auto const verdict = decide(scene.meeting(), scene.request(asker), command);
        auto const refused = refused_by_permission(role, phase, command);
        if (refused) {
          ASSERT_FALSE(verdict.has_value());
          EXPECT_EQ(verdict.error().code, *refused);
        } else if (!verdict) {
          EXPECT_NE(verdict.error().code, ErrorCode::wrong_phase);
          EXPECT_NE(verdict.error().code, ErrorCode::meeting_closed);
        }
      }
    }
  }
}

}  // namespace
}  // namespace torg::domain::test
