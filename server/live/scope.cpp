#include "live/scope.hpp"

#include <algorithm>
#include <bit>
#include <iterator>
#include <utility>

#include "protocol/writing.hpp"

namespace torg::live {

std::string_view name_of(ScopeName scope) {
  switch (scope) {
    case ScopeName::participant:
      return "participant";
    case ScopeName::person:
      return "person";
    case ScopeName::facilitator:
      return "facilitator";
    case ScopeName::screen:
      return "screen";
    case ScopeName::organiser:
      return "organiser";
  }
  return {};
}

Scope::Scope(ScopeName name, std::string epoch, std::size_t remembered_removals,
             std::size_t cached_catch_ups)
    : epoch_(std::move(epoch)),
      remembered_removals_(static_cast<std::uint32_t>(remembered_removals)),
      cached_catch_ups_(static_cast<std::uint32_t>(cached_catch_ups)),
      name_(name) {}

std::shared_ptr<ScopeChange const> Scope::update(domain::Sections const& view) {
  auto change = std::make_shared<ScopeChange>();
  if (!find_change(view, *change)) return nullptr;
  change->scope = name_;
  change->epoch = epoch_;
  step(*change);
  change->frame = frame_from(seq_ - 1);
  return change;
}

bool Scope::renew(domain::Sections const& view) {
  ScopeChange change;
  if (!find_change(view, change)) return false;
  step(change);
  return true;
}

bool Scope::find_change(domain::Sections const& view, ScopeChange& change) const {
  for (auto const& [key, value] : view) {
    auto const found = entries_.find(key);
    if (found == entries_.end() || *found->second.value != value) {
      change.set.emplace_back(key, std::make_shared<std::string const>(value));
    }
  }
  for (auto const& [key, entry] : entries_) {
    if (!view.contains(key)) change.removed.push_back(key);
  }
  change.seq = seq_ + 1;
  return !change.set.empty() || !change.removed.empty() || seq_ == 0;
}

void Scope::apply(ScopeChange const& change) {
  step(change);
  if (change.seq > 1) catch_ups_.push_back({change.seq - 1, change.frame});
}

void Scope::step(ScopeChange const& change) {
  seq_ = change.seq;
  for (auto const& [key, value] : change.set) entries_[key] = Entry{value, seq_};
  for (auto const& key : change.removed) {
    entries_.erase(key);
    removals_.emplace_back(seq_, key);
  }
  if (removals_.size() > remembered_removals_) {
    auto const kept = removals_.end() - static_cast<std::ptrdiff_t>(remembered_removals_);
    horizon_ = std::max(horizon_, std::prev(kept)->first);
    removals_.erase(removals_.begin(), kept);
  }
  full_ = nullptr;
  catch_ups_.clear();
}

domain::Sections Scope::sections() const {
  domain::Sections sections;
  for (auto const& [key, entry] : entries_) sections.emplace(key, *entry.value);
  return sections;
}

std::uint64_t Scope::position_of(std::string_view epoch, std::int64_t seq) const {
  if (epoch != epoch_ || seq < 0 || static_cast<std::uint64_t>(seq) > seq_) return nothing;
  return static_cast<std::uint64_t>(seq);
}

Frame Scope::frame_from(std::uint64_t seq) {
  if (seq >= seq_) return nullptr;
  if (seq < horizon_) {
    if (cached_catch_ups_ == 0) return encode_full();
    if (!full_) full_ = encode_full();
    return full_;
  }
  if (cached_catch_ups_ == 0) return encode_delta(seq);
  auto const since = rounded_down(seq);
  for (auto const& catch_up : catch_ups_) {
    if (catch_up.since == since) return catch_up.frame;
  }
  if (catch_ups_.size() >= cached_catch_ups_) catch_ups_.erase(catch_ups_.begin());
  catch_ups_.push_back({since, encode_delta(since)});
  return catch_ups_.back().frame;
}

std::uint64_t Scope::rounded_down(std::uint64_t seq) const {
  auto const step = std::max<std::uint64_t>(1, std::bit_floor(seq_ - seq) / 4);
  return std::max(horizon_, seq - seq % step);
}

std::string Scope::head(bool full) const {
  std::string out = R"({"type":"frame","scope":")";
  out += name_of(name_);
  out += R"(","epoch":)";
  protocol::write_string(out, epoch_);
  out += R"(,"seq":)";
  protocol::write_integer(out, static_cast<std::int64_t>(seq_));
  out += full ? R"(,"full":true,"set":{)" : R"(,"full":false,"set":{)";
  return out;
}

Frame Scope::encode_full() const {
  auto out = head(true);
  bool first = true;
  for (auto const& [key, entry] : entries_) {
    if (!first) out += ',';
    first = false;
    protocol::write_string(out, key);
    out += ':';
    out += *entry.value;
  }
  out += R"(},"remove":[]})";
  return text_frame(out);
}

Frame Scope::encode_delta(std::uint64_t since) const {
  auto out = head(false);
  bool first = true;
  for (auto const& [key, entry] : entries_) {
    if (entry.changed_seq <= since) continue;
    if (!first) out += ',';
    first = false;
    protocol::write_string(out, key);
    out += ':';
    out += *entry.value;
  }
  std::vector<std::string> removed;
  for (auto const& [seq, key] : removals_) {
    if (seq > since && !entries_.contains(key)) removed.push_back(key);
  }
  std::sort(removed.begin(), removed.end());
  removed.erase(std::unique(removed.begin(), removed.end()), removed.end());
  out += R"(},"remove":)";
  protocol::write_array(out, removed,
                        [&out](std::string const& key) { protocol::write_string(out, key); });
  out += '}';
  return text_frame(out);
}

}  // namespace torg::live
