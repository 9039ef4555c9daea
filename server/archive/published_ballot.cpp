#include "archive/published_ballot.hpp"

#include <utility>

#include "domain/ballot_digest.hpp"

namespace torg::archive {

std::vector<PublishedBallot> published_ballots(std::vector<store::SealedBallot> const& sealed,
                                               domain::ClassDisclosure const& disclosure) {
  std::vector<PublishedBallot> published;
  published.reserve(sealed.size());
  for (auto const& row : sealed) {
    PublishedBallot ballot;
    ballot.voter_key = row.voter_key;
    ballot.class_hash = domain::class_hash(row.class_salt, row.ballot_class);
    if (disclosure.shows(row.ballot_class)) ballot.shown = {row.ballot_class, row.class_salt};
    ballot.ballot = row.ballot;
    published.push_back(std::move(ballot));
  }
  return published;
}

}  // namespace torg::archive
