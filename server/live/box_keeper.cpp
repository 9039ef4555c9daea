#include "live/box_keeper.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "store/secrets.hpp"

namespace torg::live {
namespace {

domain::BallotBox const no_ballots;

std::string text_of(domain::Bytes32 const& bytes) {
  return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

// How often the seat had been handed over when the ballot was cast.
std::uint32_t handovers_before(domain::StandingBallot const& row,
                               SeatHolders::Handovers const& handovers) {
  auto const after = std::ranges::lower_bound(handovers, row.revision);
  return static_cast<std::uint32_t>(after - handovers.begin());
}

}  // namespace

BoxKeeper::BoxKeeper(store::KeyRing const& key_ring, Entropy& entropy, std::string stream)
    : key_ring_(key_ring), entropy_(entropy), stream_(std::move(stream)) {}

template <class Condition>
void BoxKeeper::drop(Condition condition) {
  for (auto at = boxes_.begin(); at != boxes_.end();) {
    at = condition(at->second) ? boxes_.erase(at) : std::next(at);
  }
}

std::string BoxKeeper::purpose(domain::BoxId box) const {
  return "box " + stream_ + " " + std::to_string(box);
}

void BoxKeeper::load(std::vector<store::BoxRecord> const& records) {
  drop([](Kept const& kept) { return !kept.sealed; });
  for (auto const& record : records) {
    Kept kept;
    if (auto secret = key_ring_.unwrap(purpose(record.box), record.wrapped_secret);
        secret && secret->size() == 32) {
      domain::Bytes32 bytes;
      std::copy(secret->begin(), secret->end(), bytes.begin());
      store::wipe(*secret);
      kept.secret.emplace(bytes);
      store::wipe(bytes);
    }
    for (auto const& row : record.standing) {
      kept.durable.put(row.voter_key,
                       {row.revision, row.ballot, row.ballot_class, row.class_salt, row.withdrawn});
    }
    kept.decided = kept.durable;
    boxes_.insert_or_assign(record.box, std::move(kept));
  }
}

std::string BoxKeeper::open(domain::BoxId box) {
  Kept kept;
  auto bytes = entropy_.bytes32();
  kept.secret.emplace(bytes);
  auto secret = text_of(bytes);
  store::wipe(bytes);
  auto wrapped = key_ring_.wrap(purpose(box), secret);
  store::wipe(secret);
  boxes_.insert_or_assign(box, std::move(kept));
  return wrapped;
}

void BoxKeeper::seal(domain::BoxId box) {
  auto const found = boxes_.find(box);
  if (found == boxes_.end()) return;
  found->second.sealed = true;
  found->second.decided = {};
}

void BoxKeeper::forget(domain::BoxId box) {
  auto const found = boxes_.find(box);
  if (found == boxes_.end()) return;
  boxes_.erase(found);
}

void BoxKeeper::forget_sealed() {
  drop([](Kept const& kept) { return kept.sealed; });
}

std::vector<domain::BoxId> BoxKeeper::without_secret() const {
  std::vector<domain::BoxId> boxes;
  for (auto const& [id, kept] : boxes_) {
    if (!kept.secret && !kept.sealed) boxes.push_back(id);
  }
  return boxes;
}

std::optional<domain::VoterKey> BoxKeeper::key_of(domain::BoxId box,
                                                  domain::Voter const& voter) const {
  auto const found = boxes_.find(box);
  if (found == boxes_.end() || !found->second.secret) return std::nullopt;
  return found->second.secret->key_of(voter);
}

domain::BallotBox const& BoxKeeper::decided(domain::BoxId box) const {
  auto const found = boxes_.find(box);
  return found == boxes_.end() ? no_ballots : found->second.decided;
}

domain::BallotBox const& BoxKeeper::durable(domain::BoxId box) const {
  auto const found = boxes_.find(box);
  return found == boxes_.end() ? no_ballots : found->second.durable;
}

void BoxKeeper::decide(PendingBallot const& ballot) {
  auto const found = boxes_.find(ballot.box);
  if (found != boxes_.end()) found->second.decided.put(ballot.key, ballot.row);
}

void BoxKeeper::settle(PendingBallot const& ballot) {
  auto const found = boxes_.find(ballot.box);
  if (found != boxes_.end()) found->second.durable.put(ballot.key, ballot.row);
}

std::map<domain::BoxId, std::int64_t> BoxKeeper::turnout() const {
  std::map<domain::BoxId, std::int64_t> turnout;
  for (auto const& [id, kept] : boxes_) {
    if (!kept.sealed) turnout[id] = kept.durable.turnout();
  }
  return turnout;
}

std::optional<std::uint64_t> BoxKeeper::revision_of(domain::BoxId box,
                                                    domain::VoterKey const& key) const {
  auto const found = boxes_.find(box);
  if (found == boxes_.end()) return std::nullopt;
  auto const& ballots = found->second.sealed ? found->second.durable : found->second.decided;
  auto const* const row = ballots.find(key);
  if (!row) return std::nullopt;
  return row->revision;
}

std::optional<domain::OwnBallot> BoxKeeper::own_ballot(
    domain::BoxId box, domain::Voter const& voter, SeatHolders::Handovers const& handovers) const {
  auto const found = boxes_.find(box);
  if (found == boxes_.end() || !found->second.secret) return std::nullopt;
  domain::OwnBallot own;
  bool const is_phone = voter.kind == domain::Voter::Kind::phone;
  auto const key = found->second.secret->key_of(voter);
  if (is_phone) own.voter_key = key;
  auto const* const standing = found->second.durable.find(key);
  if (!standing) return own;
  own.elsewhere = !handovers.empty() && standing->revision <= handovers.back();
  if (!is_phone && !own.elsewhere && !standing->withdrawn) {
    own.voter_key =
        found->second.secret->sealed_key_of(voter, handovers_before(*standing, handovers));
  }
  if (!found->second.sealed) {
    own.standing = *standing;
  } else if (!standing->withdrawn) {
    own.counted = true;
    own.sealed_ballot = standing->ballot;
  }
  return own;
}

BallotsToSeal BoxKeeper::to_seal(
    domain::BoxId box, std::map<domain::SeatId, SeatHolders::Handovers> const& handovers) const {
  BallotsToSeal to_seal;
  to_seal.ballots = durable(box);
  auto const found = boxes_.find(box);
  if (found == boxes_.end() || !found->second.secret) return to_seal;
  for (auto const& [seat, revisions] : handovers) {
    auto const voter = domain::Voter::seat(seat);
    auto const key = found->second.secret->key_of(voter);
    auto const* const row = to_seal.ballots.find(key);
    if (!row) continue;
    auto const before = handovers_before(*row, revisions);
    if (before == 0) continue;
    auto const sealed_key = found->second.secret->sealed_key_of(voter, before);
    to_seal.ballots.rename(key, sealed_key);
    if (!to_seal.ballots.find(sealed_key)->withdrawn) to_seal.renamed.push_back({key, sealed_key});
  }
  return to_seal;
}

}  // namespace torg::live
