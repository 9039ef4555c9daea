#pragma once

#include <string_view>

#include "store/records.hpp"
#include "store/unit.hpp"

namespace torg::live {

// Roles of stored credentials.
namespace credential_role {
inline constexpr std::string_view participant = "participant";
inline constexpr std::string_view facilitator = "facilitator";
inline constexpr std::string_view screen = "screen";
inline constexpr std::string_view organiser = "organiser";
inline constexpr std::string_view join_link = "join_link";
inline constexpr std::string_view join_code = "join_code";
inline constexpr std::string_view voting_code = "voting_code";
}  // namespace credential_role

// What is stored of a token. It counts in one stream only, so a phone may use one token everywhere.
store::Digest token_hash_in(std::string_view stream, std::string_view token);

// A token's credential; the subject is the role's first letter and a part of the hash.
store::Credential credential_of(std::string_view stream, std::string_view role,
                                std::string_view token);
store::PutCredential put_of(store::Credential const& credential);

}  // namespace torg::live
