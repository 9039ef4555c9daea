#include "live/code_guard.hpp"

namespace torg::live {
namespace {

constexpr std::int64_t source_pause_ms = 60 * 60'000;

}  // namespace

CodeBudget CodeBudget::of_join_codes(Limits const& limits) {
  return {limits.wrong_codes, limits.wrong_codes_per_source, limits.remembered_sources};
}

CodeBudget CodeBudget::of_voting_codes(Limits const& limits) {
  return {limits.wrong_voting_codes, limits.wrong_voting_codes_per_source,
          limits.remembered_sources};
}

CodeBudget CodeBudget::of_phones(Limits const& limits) {
  return {limits.wrong_voting_codes, limits.wrong_voting_codes_per_phone,
          limits.remembered_sources};
}

bool CodeGuard::source_paused(std::string const& source, std::int64_t now_ms) {
  auto const found = sources_.find(source);
  if (found == sources_.end()) return false;
  if (now_ms >= found->second.since_ms + source_pause_ms) {
    found->second = {0, now_ms};
    return false;
  }
  return found->second.wrong >= budget_.wrong_per_source;
}

bool CodeGuard::code_paused(std::string const& meeting) const {
  auto const found = wrong_before_.find(meeting);
  auto const before = found == wrong_before_.end() ? 0 : found->second;
  return wrong_ - before >= budget_.wrong;
}

void CodeGuard::wrong_code(std::string const& source, std::int64_t now_ms) {
  ++wrong_;
  auto const [entry, added] = sources_.try_emplace(source, Source{0, now_ms});
  ++entry->second.wrong;
  if (!added) return;
  oldest_first_.push_back(source);
  if (oldest_first_.size() > budget_.remembered_sources) {
    sources_.erase(oldest_first_.front());
    oldest_first_.pop_front();
  }
}

}  // namespace torg::live
