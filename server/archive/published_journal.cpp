#include "archive/published_journal.hpp"

#include "archive/event_of.hpp"
#include "domain/evolve.hpp"
#include "domain/person_events.hpp"
#include "store/journal_chain.hpp"

namespace torg::archive {
namespace {

// Who came is not told; that somebody did is.
void take_withheld(Replay& replay, std::string const& type) {
  ++replay.withheld;
  if (type == protocol::ParticipantJoined::tag) {
    protocol::ParticipantJoined joined;
    joined.participant = replay.meeting.last_participant + 1;
    domain::evolve(replay.meeting, joined);
  } else {
    ++replay.meeting.version;
  }
}

std::optional<MisfitKind> take(Replay& replay, PublishedEvent const& published) {
  auto const of_person = domain::is_of_person(published.type);
  if (!of_person) return MisfitKind::event_unreadable;
  auto const* const payload = std::get_if<std::string>(&published.payload);
  if (!payload) {
    if (!*of_person) return MisfitKind::event_withheld;
    take_withheld(replay, published.type);
    return std::nullopt;
  }
  if (*of_person) return MisfitKind::event_told;
  auto const event = event_of(published.type, *payload);
  if (!event) return MisfitKind::event_unreadable;
  if (is_of_forum(*event)) return MisfitKind::event_misplaced;
  domain::evolve(replay.meeting, *event);
  return std::nullopt;
}

}  // namespace

store::Digest chain_head(store::StreamName const& stream,
                         std::vector<PublishedEvent> const& events) {
  auto chain = store::chain_start(stream);
  std::uint64_t version = 0;
  for (auto const& event : events) {
    auto const* const payload = std::get_if<std::string>(&event.payload);
    auto const hash =
        payload ? store::payload_hash(*payload) : std::get<store::Digest>(event.payload);
    chain = store::chain_next(chain, ++version, event.type, hash);
  }
  return chain;
}

Replay replay(std::vector<PublishedEvent> const& events) {
  Replay result;
  for (auto const& event : events) {
    result.misfit = take(result, event);
    if (result.misfit) return result;
    ++result.at;
  }
  return result;
}

}  // namespace torg::archive
