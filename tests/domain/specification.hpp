#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "domain/decide.hpp"
#include "domain/evolve.hpp"
#include "domain/forum.hpp"

// A small language for tests of deciders: given what was commanded, when a command comes, then
// these events or this refusal. Commands and events are written as in the protocol. Expected events
// have no at_ms, and the texts themselves where events hold references.
namespace torg::domain::test {

inline constexpr std::int64_t start_ms = 1'780'000'000'000;
inline constexpr char meeting_id[] = "abcdefghij";

protocol::Command command_from(std::string_view json);
Bytes32 entropy_of(std::uint64_t number);

// The events with their texts put back, without at_ms.
nlohmann::json told(Decision const& decision, ContentMap const& texts);

// What came of one command. Checks are made by the then_... functions.
class Outcome {
 public:
  Outcome(Verdict verdict, ContentMap texts)
      : verdict_(std::move(verdict)), texts_(std::move(texts)) {}

  void then(std::initializer_list<std::string_view> events) const;
  void then_nothing() const { then({}); }
  void then_refused(protocol::ErrorCode code, std::string_view field = "") const;
  void then_refused_with_limit(protocol::ErrorCode code, std::int64_t limit) const;
  // For what then() cannot say.
  Decision const& accepted() const;

 private:
  Verdict verdict_;
  ContentMap texts_;
};

// A meeting that tests act on. It starts as a draft in Swedish with the groups `east` and `west`.
class Scene {
 public:
  explicit Scene(bool rehearsal = false);

  // A command of the facilitator that has to be accepted.
  Scene& given(std::string_view command);
  Scene& given(Asker asker, std::string_view command);
  Scene& given_joined(int phones);
  // Stops the box if it is open, then counts nothing and seals it with that result.
  Scene& given_sealed(BoxId box, protocol::Result const& result = protocol::DotsResult{});
  Scene& given_later(std::int64_t by_ms);
  Scene& given_turnout(std::int64_t ballots);
  // What is known of the code that take_voting_code names: whose it is, and if another phone holds
  // it.
  Scene& given_code(std::optional<SeatId> seat, bool held = false);
  // Whose phones hold a voting code.
  Scene& given_code_holders(std::vector<ParticipantId> holders);

  Outcome when(std::string_view command) const;
  Outcome when(Asker asker, std::string_view command) const;
  Outcome when_joining() const;
  Outcome when_deadline_passes() const;
  Outcome when_stopped(BoxId box, protocol::StopCause cause) const;
  Outcome when_sealed(BoxId box) const;

  // As the actor of a meeting does it: the state after what was decided.
  void apply(Decision const& decision);

  Request request(Asker asker) const;
  Meeting const& meeting() const { return meeting_; }
  ContentMap const& texts() const { return texts_; }
  protocol::ItemState state_of(ItemId item) const { return meeting_.find_item(item)->state; }

 private:
  Outcome outcome(Verdict verdict) const { return Outcome(std::move(verdict), texts_); }
  void accept(Verdict const& verdict, std::string_view what);

  Meeting meeting_;
  ContentMap texts_;
  std::int64_t now_ms_ = start_ms;
  std::int64_t turnout_ = 0;
  std::optional<SeatId> code_seat_;
  bool code_held_ = false;
  std::vector<ParticipantId> code_holders_;
  std::uint64_t steps_ = 0;
};

inline Asker facilitator() { return {Role::facilitator, std::nullopt}; }
inline Asker phone(ParticipantId id, std::optional<SeatId> seat = std::nullopt) {
  return {Role::participant, id, seat};
}
inline Asker server() { return {Role::clock, std::nullopt}; }
inline Asker organiser() { return {Role::organiser, std::nullopt}; }

// An agenda of one item per kind, live, the first one running:
// 1 info, 2 ideas (two per phone, released first), 3 dots on options 1 to 3, 4 split of 1000 on
// options 1 and 2, 5 poll on agreement, 6 discussion, 7 break.
Scene live_meeting(int phones = 0);
// As live_meeting, with that item running.
Scene running(ItemId item, int phones = 0);

protocol::Result empty_dots_result();

}  // namespace torg::domain::test
