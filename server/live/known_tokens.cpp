#include "live/known_tokens.hpp"

#include <algorithm>
#include <charconv>
#include <utility>
#include <variant>

#include "live/credential.hpp"

namespace torg::live {
namespace {

using protocol::ErrorCode;

std::optional<protocol::Role> role_of(store::Credential const& credential) {
  if (credential.role == credential_role::participant) return protocol::Role::participant;
  if (credential.role == credential_role::facilitator) return protocol::Role::facilitator;
  if (credential.role == credential_role::screen) return protocol::Role::screen;
  if (credential.role == credential_role::organiser) return protocol::Role::organiser;
  return std::nullopt;
}

}  // namespace

void KnownTokens::learn(std::vector<store::Credential> const& credentials) {
  for (auto const& credential : credentials) {
    auto const role = role_of(credential);
    if (!role) continue;
    Holder holder;
    holder.role = *role;
    holder.subject = credential.subject;
    holder.revoked = credential.revoked;
    if (role == protocol::Role::participant) {
      domain::ParticipantId id = 0;
      auto const& subject = credential.subject;
      std::from_chars(subject.data() + 1, subject.data() + subject.size(), id);
      holder.participant = id;
    }
    holders_.insert_or_assign(credential.hash, std::move(holder));
  }
}

KnownTokens::Holder const* KnownTokens::find(store::Digest const& hash) const {
  auto const found = holders_.find(hash);
  return found == holders_.end() ? nullptr : &found->second;
}

KnownTokens::Holder const* KnownTokens::find(std::string_view token) const {
  return find(token_hash_in(stream_, token));
}

KnownTokens::Holder const* KnownTokens::find_valid(std::string_view token) const {
  auto const* const holder = find(token);
  return holder && !holder->revoked ? holder : nullptr;
}

bool KnownTokens::has_valid(protocol::Role role) const {
  return std::ranges::any_of(holders_, [role](auto const& known) {
    return known.second.role == role && !known.second.revoked;
  });
}

std::optional<protocol::Error> KnownTokens::refusal_of(protocol::Command const& command) const {
  std::string token;
  auto role = protocol::Role::screen;
  if (auto const* const issue = std::get_if<protocol::IssueScreenLink>(&command)) {
    token = issue->token;
  } else if (auto const* const lead = std::get_if<protocol::IssueFacilitatorLink>(&command)) {
    token = lead->facilitator_token;
    role = protocol::Role::facilitator;
  } else {
    return std::nullopt;
  }
  auto const* const holder = find(token);
  if (!holder || (holder->role == role && !holder->revoked)) return std::nullopt;
  auto error = domain::refusal(ErrorCode::duplicate);
  error.field = role == protocol::Role::screen ? "command.token" : "command.facilitator_token";
  return error;
}

std::optional<KnownTokens::Issue> KnownTokens::issue_of(protocol::Command const& command) const {
  if (auto const* const issue = std::get_if<protocol::IssueScreenLink>(&command)) {
    return Issue{credential_of(stream_, credential_role::screen, issue->token), {}};
  }
  auto const* const lead = std::get_if<protocol::IssueFacilitatorLink>(&command);
  if (!lead) return std::nullopt;
  Issue issue{credential_of(stream_, credential_role::facilitator, lead->facilitator_token), {}};
  if (lead->revoke_others.value_or(false)) {
    for (auto const& [hash, holder] : holders_) {
      if (holder.role != protocol::Role::facilitator || holder.revoked) continue;
      if (hash != issue.credential.hash) issue.revoked.push_back(hash);
    }
  }
  return issue;
}

void KnownTokens::put_into(store::Unit& unit, Issue const& issue) const {
  for (auto const& hash : issue.revoked) unit.push_back(store::RevokeCredential{hash});
  if (!find(issue.credential.hash)) unit.push_back(put_of(issue.credential));
}

std::vector<std::string> KnownTokens::on_issued(Issue const& issue) {
  if (!find(issue.credential.hash)) learn({issue.credential});
  std::vector<std::string> subjects;
  for (auto const& hash : issue.revoked) {
    auto& holder = holders_.at(hash);
    holder.revoked = true;
    subjects.push_back(holder.subject);
  }
  return subjects;
}

}  // namespace torg::live
