#include "archive/pb/election.hpp"

#include <utility>

namespace torg::archive {

namespace {

tally::FundForm form_of(PbVoteType type) {
  if (has_points(type)) return tally::FundForm::points;
  return type == PbVoteType::ordinal ? tally::FundForm::ranking : tally::FundForm::approval;
}

}  // namespace

tally::FundElection election_of(PbFile const& file) {
  tally::FundElection election;
  election.form = form_of(file.vote_type);
  election.budget = file.budget;
  for (int digit = 0; digit < file.amount_decimals; ++digit) election.currency_unit *= 10;
  election.projects.reserve(file.projects.size());
  for (PbProject const& project : file.projects) {
    election.projects.push_back({project.id, project.cost});
  }
  if (election.form == tally::FundForm::ranking) {
    election.ranking_length = static_cast<std::size_t>(pb_ranking_length(file));
  }
  election.ballots.reserve(file.votes.size());
  for (PbVote const& vote : file.votes) {
    tally::FundBallot& ballot = election.ballots.emplace_back();
    ballot.reserve(vote.marks.size());
    for (PbMark const& mark : vote.marks) ballot.push_back({mark.project, mark.points});
  }
  return election;
}

}  // namespace torg::archive
