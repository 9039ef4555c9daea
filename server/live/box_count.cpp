#include "live/box_count.hpp"

#include <utility>

#include "domain/ballot_digest.hpp"
#include "domain/comparison.hpp"
#include "domain/count.hpp"

namespace torg::live {

BoxCount count_box(protocol::BallotOpened const& opened, BallotsToSeal const& box) {
  auto const rows = domain::sealed_rows(box.ballots);
  BoxCount count;
  count.renamed = box.renamed;
  std::vector<domain::CountedBallot> ballots;
  ballots.reserve(rows.size());
  count.ballots.reserve(rows.size());
  for (auto const& row : rows) {
    // A ballot was decoded and checked before it was stored; .value() of one that was not throws.
    auto stored = protocol::decode_text<protocol::StoredBallot>(row.ballot).value();
    ballots.push_back({std::move(stored.ballot), row.ballot_class});
    count.ballots.push_back({row.voter_key, row.ballot_class, row.class_salt, row.ballot});
  }
  count.result = domain::count(opened, ballots);
  count.comparison = domain::compare_rules(opened, ballots);
  count.digest = domain::box_digest(rows);
  return count;
}

}  // namespace torg::live
