#include "live/voting_codes.hpp"

#include <charconv>
#include <utility>
#include <variant>

#include "domain/request.hpp"
#include "live/credential.hpp"

namespace torg::live {
namespace {

using protocol::ErrorCode;

protocol::Error duplicate_at(std::string field) {
  auto error = domain::refusal(ErrorCode::duplicate);
  error.field = std::move(field);
  return error;
}

}  // namespace

store::Digest voting_code_hash(store::KeyRing const& key_ring, std::string_view code) {
  return key_ring.short_code_hash(credential_role::voting_code, code);
}

VotingCodes::VotingCodes(store::KeyRing const& key_ring, std::string stream)
    : key_ring_(key_ring), stream_(std::move(stream)) {}

void VotingCodes::load(std::vector<store::Credential> const& credentials) {
  seats_.clear();
  codes_.clear();
  revoked_.clear();
  for (auto const& credential : credentials) {
    if (credential.role != credential_role::voting_code) continue;
    if (credential.revoked) {
      revoked_.insert(credential.hash);
      continue;
    }
    domain::SeatId seat = 0;
    auto const& subject = credential.subject;
    std::from_chars(subject.data(), subject.data() + subject.size(), seat);
    seats_.emplace(credential.hash, seat);
    codes_.emplace(seat, credential.hash);
  }
}

std::optional<domain::SeatId> VotingCodes::seat_behind(std::string_view code) const {
  auto const found = seats_.find(voting_code_hash(key_ring_, code));
  if (found == seats_.end()) return std::nullopt;
  return found->second;
}

bool VotingCodes::is_known(std::string_view code) const {
  auto const hash = voting_code_hash(key_ring_, code);
  return seats_.contains(hash) || revoked_.contains(hash);
}

std::optional<protocol::Error> VotingCodes::refusal_of(protocol::Command const& command) const {
  if (auto const* const reissue = std::get_if<protocol::ReissueVotingCode>(&command)) {
    if (is_known(reissue->code)) return duplicate_at("command.code");
  } else if (auto const* const issue = std::get_if<protocol::IssueVotingCodes>(&command)) {
    for (std::size_t place = 0; place < issue->codes.size(); ++place) {
      if (is_known(issue->codes[place])) {
        return duplicate_at("command.codes." + std::to_string(place));
      }
    }
  }
  return std::nullopt;
}

void VotingCodes::issue(domain::SeatId seat, std::string_view code, store::Unit& unit) {
  revoke(seat, unit);
  auto const hash = voting_code_hash(key_ring_, code);
  seats_.emplace(hash, seat);
  codes_.emplace(seat, hash);
  unit.push_back(store::PutCredential{
      hash, stream_, std::string(credential_role::voting_code), std::to_string(seat), {}});
}

void VotingCodes::revoke(domain::SeatId seat, store::Unit& unit) {
  auto const found = codes_.find(seat);
  if (found == codes_.end()) return;
  unit.push_back(store::RevokeCredential{found->second});
  revoked_.insert(found->second);
  seats_.erase(found->second);
  codes_.erase(found);
}

}  // namespace torg::live
