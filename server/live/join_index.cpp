#include "live/join_index.hpp"

namespace torg::live {

bool JoinIndex::set(std::string const& meeting, JoinKeys const& keys) {
  auto const before = hashes_.find(meeting);
  bool const new_code = before != hashes_.end() && before->second.code != keys.code_hash;
  forget(meeting);
  hashes_[meeting] = {keys.secret_hash, keys.code_hash};
  meetings_[keys.secret_hash] = meeting;
  meetings_[keys.code_hash] = meeting;
  return new_code;
}

void JoinIndex::forget(std::string const& meeting) {
  auto const found = hashes_.find(meeting);
  if (found == hashes_.end()) return;
  meetings_.erase(found->second.secret);
  meetings_.erase(found->second.code);
  hashes_.erase(found);
}

std::optional<std::string> JoinIndex::find(store::Digest const& hash) const {
  auto const found = meetings_.find(hash);
  if (found == meetings_.end()) return std::nullopt;
  return found->second;
}

}  // namespace torg::live
