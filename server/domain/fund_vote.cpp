#include "domain/fund_vote.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>
#include <variant>

#include "domain/ballot_box.hpp"
#include "domain/counting_rule.hpp"
#include "domain/group_weights.hpp"

namespace torg::domain {

namespace {

using Places = std::unordered_map<protocol::OptionNumber, tally::ProjectIndex>;

// A ballot as marks; nothing of one that abstains.
struct Marks {
  Places const& places;

  tally::FundBallot of(std::vector<protocol::OptionNumber> const& options) const {
    tally::FundBallot marks;
    for (protocol::OptionNumber const option : options) marks.push_back({places.at(option), 1});
    return marks;
  }
  tally::FundBallot operator()(protocol::ChoiceBallot const& ballot) const {
    return of(ballot.options);
  }
  tally::FundBallot operator()(protocol::RankingBallot const& ballot) const {
    return of(ballot.options);
  }
  tally::FundBallot operator()(protocol::DotsBallot const& ballot) const {
    tally::FundBallot marks;
    for (protocol::Mark const& mark : ballot.marks) {
      marks.push_back({places.at(mark.option), mark.value});
    }
    return marks;
  }
  template <class Other>
  tally::FundBallot operator()(Other const&) const {
    return {};
  }
};

std::vector<tally::ProjectIndex> lot_of(protocol::BallotOpened const& opened,
                                        Places const& places) {
  std::vector<tally::ProjectIndex> lot;
  if (opened.lot) {
    for (protocol::OptionNumber const option : *opened.lot) lot.push_back(places.at(option));
  } else {
    lot.resize(places.size());
    std::iota(lot.begin(), lot.end(), tally::ProjectIndex{0});
  }
  return lot;
}

}  // namespace

std::vector<std::int64_t> FundVote::scores() const {
  std::vector<std::int64_t> scores(election.projects.size());
  auto const length = static_cast<std::int64_t>(election.ranking_length.value_or(0));
  for (tally::FundBallot const& ballot : election.ballots) {
    std::int64_t place = 0;
    for (tally::FundMark const& mark : ballot) {
      bool const is_ranking = election.form == tally::FundForm::ranking;
      scores[mark.project] += is_ranking ? length - place : mark.value;
      ++place;
    }
  }
  return scores;
}

FundVote fund_vote(protocol::BallotOpened const& opened, protocol::FundRule const& rule,
                   std::vector<CountedBallot> const& ballots) {
  Places places;
  for (protocol::StoredOption const& option : opened.options) {
    places.emplace(option.option, places.size());
  }
  FundVote vote;
  vote.election = fund_election(rule, opened.options);
  vote.lot = lot_of(opened, places);
  for (CountedBallot const& counted : ballots) {
    if (check_ballot(opened, counted.ballot)) continue;
    tally::FundBallot marks = std::visit(Marks{places}, counted.ballot);
    if (marks.empty()) {
      bool const abstains = std::holds_alternative<protocol::AbstainBallot>(counted.ballot);
      ++(abstains ? vote.abstained : vote.blank);
      vote.others.push_back(counted.ballot_class);
      continue;
    }
    vote.election.ballots.push_back(std::move(marks));
    vote.classes.push_back(counted.ballot_class);
  }
  if (rule.weights) vote.election.weights = ballot_weights(*rule.weights, vote.classes);
  return vote;
}

}  // namespace torg::domain
