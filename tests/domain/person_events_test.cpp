#include "domain/person_events.hpp"

#include <gtest/gtest.h>

#include <set>

#include "domain/specification.hpp"

namespace torg::domain {
namespace {

using test::phone;

TEST(PersonEvents, given_the_name_of_an_event_then_it_is_known_whether_it_is_of_a_person) {
  for (auto const* type :
       {"ParticipantJoined", "GroupChosen", "MoreTimeAsked", "ProposalAuthored"}) {
    EXPECT_EQ(is_of_person(type), true) << type;
  }
  for (auto const* type : {"ProposalSubmitted", "BallotOpened", "BallotSealed", "MeetingClosed"}) {
    EXPECT_EQ(is_of_person(type), false) << type;
  }
  EXPECT_FALSE(is_of_person("").has_value());
  EXPECT_FALSE(is_of_person("Nothing").has_value());
  EXPECT_TRUE(is_of_person(protocol::Event(protocol::GroupChosen{})));
  EXPECT_FALSE(is_of_person(protocol::Event(protocol::MeetingClosed{})));
}

std::string salt_of(Decision const& decision) {
  std::string salt;
  for (auto const& event : decision.events) {
    std::visit(
        [&](auto const& one) {
          if constexpr (names_person<std::decay_t<decltype(one)>>) salt = one.salt;
        },
        event);
  }
  return salt;
}

TEST(PersonEvents,
     given_events_of_persons_then_each_has_a_salt_of_its_own_that_can_be_decided_again) {
  auto scene = test::running(2, 1);
  auto const write = R"({"type":"submit_proposal","item":2,"language":"sv","title":"Badplats"})";
  std::set<std::string> const salts{
      salt_of(scene.when_joining().accepted()), salt_of(scene.when(phone(1), write).accepted()),
      salt_of(scene.given_joined(1).when_joining().accepted()), std::string(22, 'A')};
  EXPECT_EQ(salts.size(), 4u);
  for (auto const& salt : salts) EXPECT_EQ(salt.size(), 22u);
  EXPECT_EQ(salt_of(scene.when_joining().accepted()), salt_of(scene.when_joining().accepted()));
}

}  // namespace
}  // namespace torg::domain
