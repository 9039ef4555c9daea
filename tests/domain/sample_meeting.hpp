#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "domain/ballot_box.hpp"
#include "domain/meeting.hpp"
#include "domain/request.hpp"
#include "domain/view.hpp"

// A meeting that is put together by hand, so that tests of views and ballots say what state they
// start from and need no decider.
namespace torg::domain {

struct SampleMeeting {
  Meeting meeting;
  ContentMap texts;
  LiveFacts facts;

  // A live meeting with this title and nothing else.
  explicit SampleMeeting(std::string const& title = "Höstforum");

  // Both keep the text under a reference of its own, also when it is equal to another.
  ContentRef title(std::string const& swedish);
  ContentRef line(std::string const& text);

  GroupId group(GroupId const& id, std::string const& name,
                std::vector<std::string> const& delegates = {});
  ParticipantId participant(std::optional<GroupId> group = std::nullopt);
  Item& item(protocol::ItemKind kind, std::string const& title);
  void run(ItemId item);
  ProposalId proposal(ItemId item, std::string const& title, protocol::ProposalState state,
                      std::optional<ParticipantId> author = std::nullopt);

  // Opens a box on the item, with options of these numbers.
  Box& box(ItemId item, protocol::BallotRule const& rule,
           std::initializer_list<protocol::OptionNumber> options);
  // Seals the box with a result that says `cast` ballots, and shows it if told.
  void seal(BoxId box, protocol::Result const& result, bool shown);
  void make_void(BoxId box, std::string const& reason, std::int64_t turnout);

  ContentRef keep(std::string bytes);
};

Request request_of(ParticipantId participant, std::int64_t now_ms = 0);

protocol::BallotOpened opened_with(protocol::BallotRule const& rule,
                                   std::initializer_list<protocol::OptionNumber> options);

// 22 characters that differ for every number.
std::string tag_of(std::int64_t number);

VoterKey key_of(std::int64_t number);

}  // namespace torg::domain
