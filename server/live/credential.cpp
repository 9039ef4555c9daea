#include "live/credential.hpp"

#include <string>

#include "store/secrets.hpp"

namespace torg::live {
namespace {

constexpr std::size_t hash_length_in_subject = 10;

}  // namespace

store::Digest token_hash_in(std::string_view stream, std::string_view token) {
  std::string scoped(stream);
  scoped += ' ';
  scoped += token;
  return store::token_hash(scoped);
}

store::Credential credential_of(std::string_view stream, std::string_view role,
                                std::string_view token) {
  store::Credential credential;
  credential.hash = token_hash_in(stream, token);
  credential.stream = stream;
  credential.role = role;
  credential.subject = role.substr(0, 1);
  credential.subject += store::to_base64url(credential.hash).substr(0, hash_length_in_subject);
  return credential;
}

store::PutCredential put_of(store::Credential const& credential) {
  return {credential.hash, credential.stream, credential.role, credential.subject, {}};
}

}  // namespace torg::live
