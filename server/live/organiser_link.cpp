#include "live/organiser_link.hpp"

#include <utility>
#include <vector>

#include "live/credential.hpp"
#include "live/journal_unit.hpp"
#include "store/secrets.hpp"

namespace torg::live {

store::Result<std::string> renew_organiser_token(store::Store& store) {
  auto const credentials = store.credentials_of(store::StreamName(forum_stream));
  if (!credentials) return credentials.error();
  store::Unit unit;
  for (auto const& credential : *credentials) {
    if (credential.role == credential_role::organiser && !credential.revoked) {
      unit.push_back(store::RevokeCredential{credential.hash});
    }
  }
  auto token = store::new_token();
  unit.push_back(put_of(credential_of(forum_stream, credential_role::organiser, token)));
  std::vector<store::Unit> const units{std::move(unit)};
  auto const outcomes = store.append(units);
  if (!outcomes) return outcomes.error();
  if (outcomes->front() != store::UnitOutcome::committed) {
    return store::StoreError{store::StoreErrc::io, 0, "the new link was not stored"};
  }
  return token;
}

}  // namespace torg::live
