#include "archive/verify_box.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "domain/ballot_box.hpp"
#include "domain/ballot_digest.hpp"
#include "domain/base64url.hpp"
#include "domain/comparison.hpp"
#include "domain/count.hpp"
#include "protocol/codec.hpp"

namespace torg::archive {
namespace {

store::BoxState stored_state(protocol::BoxState told) {
  switch (told) {
    case protocol::BoxState::open:
      return store::BoxState::open;
    case protocol::BoxState::stopped:
      return store::BoxState::stopped;
    case protocol::BoxState::sealed:
    case protocol::BoxState::shown:
      return store::BoxState::sealed;
    case protocol::BoxState::void_:
      return store::BoxState::voided;
  }
  return store::BoxState::voided;
}

// Also false when two have one key.
template <class Ballots>
bool in_order(Ballots const& ballots) {
  return std::ranges::adjacent_find(ballots, [](auto const& left, auto const& right) {
           return left.voter_key >= right.voter_key;
         }) == ballots.end();
}

// The ballot as it counts, or what is wrong with it.
std::optional<MisfitKind> read_ballot(domain::Box const& told, std::string const& bytes,
                                      std::string const& ballot_class,
                                      std::vector<domain::CountedBallot>& ballots) {
  auto stored = protocol::decode_text<protocol::StoredBallot>(bytes);
  if (!stored) return MisfitKind::ballot_unreadable;
  if (domain::check_ballot(told.opened, stored->ballot)) return MisfitKind::ballot_refused;
  ballots.push_back({std::move(stored->ballot), ballot_class});
  return std::nullopt;
}

BoxFinding verify_unsealed(domain::Box const& told, store::BoxRecord const& stored,
                           std::size_t entitled) {
  BoxFinding found;
  std::vector<domain::CountedBallot> ballots;
  if (!in_order(stored.standing)) return {MisfitKind::ballots_unordered};
  for (auto const& row : stored.standing) {
    if (row.withdrawn) continue;
    found.misfit = read_ballot(told, row.ballot, row.ballot_class, ballots);
    if (found.misfit) return found;
  }
  found.ballots = ballots.size();
  if (stored.standing.size() > entitled) found.misfit = MisfitKind::ballots_too_many;
  if (stored.turnout != found.ballots) found.misfit = MisfitKind::turnout_differs;
  return found;
}

domain::Bytes32 digest_of(std::vector<store::SealedBallot> const& ballots) {
  std::vector<domain::SealedRow> rows;
  rows.reserve(ballots.size());
  for (auto const& ballot : ballots) {
    rows.push_back({ballot.voter_key, ballot.ballot_class, ballot.class_salt, ballot.ballot});
  }
  return domain::box_digest(rows);
}

BoxFinding verify_sealed(domain::Box const& told, store::BoxRecord const& stored) {
  auto const& sealed = *told.sealed;
  if (!in_order(stored.sealed)) return {MisfitKind::ballots_unordered};
  if (stored.turnout != stored.sealed.size()) return {MisfitKind::turnout_differs};
  if (stored.sealed.size() > static_cast<std::size_t>(sealed.entitled)) {
    return {MisfitKind::ballots_too_many};
  }
  auto const digest = digest_of(stored.sealed);
  if (stored.digest != digest || sealed.digest != domain::to_base64url(digest)) {
    return {MisfitKind::digest_differs};
  }
  if (stored.result != protocol::to_json(sealed.result)) return {MisfitKind::result_differs};

  BoxFinding found;
  found.ballots = stored.sealed.size();
  if (!domain::can_count(told.opened)) {
    found.rule_unknown = true;
    return found;
  }
  std::vector<domain::CountedBallot> ballots;
  ballots.reserve(stored.sealed.size());
  for (auto const& row : stored.sealed) {
    found.misfit = read_ballot(told, row.ballot, row.ballot_class, ballots);
    if (found.misfit) return found;
  }
  if (domain::count(told.opened, ballots) != sealed.result) {
    found.misfit = MisfitKind::result_differs;
  } else if (domain::compare_rules(told.opened, ballots) != sealed.comparison) {
    found.misfit = MisfitKind::comparison_differs;
  } else {
    found.recounted = true;
  }
  return found;
}

// The ballots are gone; what was recorded of them stays.
BoxFinding verify_voided(domain::Box const& told, store::BoxRecord const& stored) {
  auto const& voided = *told.voided;
  BoxFinding found;
  if (!stored.sealed.empty() || !stored.standing.empty() || !stored.wrapped_secret.empty()) {
    found.misfit = MisfitKind::box_state_differs;
  } else if (stored.turnout != static_cast<std::uint64_t>(voided.turnout)) {
    found.misfit = MisfitKind::turnout_differs;
  } else if (stored.digest.has_value() != voided.digest.has_value() ||
             (stored.digest && domain::to_base64url(*stored.digest) != *voided.digest)) {
    found.misfit = MisfitKind::digest_differs;
  } else if (told.sealed && stored.result != protocol::to_json(told.sealed->result)) {
    found.misfit = MisfitKind::result_differs;
  }
  return found;
}

}  // namespace

BoxFinding verify_box(domain::Box const& told, store::BoxRecord const& stored,
                      std::size_t entitled) {
  if (stored.state != stored_state(told.state)) return {MisfitKind::box_state_differs};
  switch (stored.state) {
    case store::BoxState::open:
    case store::BoxState::stopped:
      return verify_unsealed(told, stored, entitled);
    case store::BoxState::sealed:
      // A journal can say that a box is shown and never that it was sealed.
      if (!told.sealed) return {MisfitKind::box_state_differs};
      return verify_sealed(told, stored);
    case store::BoxState::voided:
      return verify_voided(told, stored);
  }
  return {MisfitKind::box_state_differs};
}

}  // namespace torg::archive
