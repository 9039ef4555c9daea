#include <algorithm>
#include <utility>

#include <boost/asio/post.hpp>

#include "domain/evolve.hpp"
#include "domain/forum.hpp"
#include "live/journal_unit.hpp"
#include "live/meeting_actor.hpp"

// Counting and sealing. A box is stopped first; when nothing of it is on its way to the disk any
// more it is counted elsewhere, while the meeting goes on; then one unit holds the sealed box, its
// result, and the events of the command that asked for it.
namespace torg::live {

using protocol::ErrorCode;

void MeetingActor::begin_sealing(std::shared_ptr<Sealing> sealing) {
  auto const cause =
      sealing->command ? protocol::StopCause::closing : protocol::StopCause::recovery;
  sealings_.push_back(sealing);
  domain::Decision stops;
  for (auto const box : sealing->boxes) {
    if (decided_.boxes.at(box).state != protocol::BoxState::open) continue;
    auto verdict = domain::decide_stop(decided_, request_of({}), box, cause);
    if (!verdict) continue;
    for (auto& event : verdict->events) stops.events.push_back(std::move(event));
  }
  if (!stops.events.empty()) submit_decision(nullptr, std::move(stops), {}, nullptr);
  when_durable([this, sealing](bool stands) {
    if (stands) return count_boxes(sealing);
    abandon_sealing(sealing);
    if (sealing->command) {
      consider(sealing->question, *sealing->command);
    } else {
      seal_what_cannot_go_on();
    }
  });
}

void MeetingActor::count_boxes(std::shared_ptr<Sealing> sealing) {
  std::vector<std::pair<protocol::BallotOpened, BallotsToSeal>> work;
  for (auto const box : sealing->boxes) {
    work.emplace_back(durable_.boxes.at(box).opened,
                      boxes_.to_seal(box, holders_.handovers_in(box)));
  }
  boost::asio::post(
      neighbours_.counting, [self = shared_from_this(), sealing, work = std::move(work)] {
        std::map<domain::BoxId, BoxCount> counts;
        for (auto const& [opened, box] : work) counts.emplace(opened.box, count_box(opened, box));
        boost::asio::post(self->loop_, [self, sealing, counts = std::move(counts)]() mutable {
          sealing->counts = std::move(counts);
          self->run_or_wait([self = self.get(), sealing] { self->finish_sealing(sealing); });
          self->answers_.post();
          self->check_if_settled();
        });
      });
}

void MeetingActor::abandon_sealing(std::shared_ptr<Sealing> const& sealing) {
  std::erase(sealings_, sealing);
}

void MeetingActor::finish_sealing(std::shared_ptr<Sealing> sealing) {
  abandon_sealing(sealing);
  auto const refuse = [&](protocol::Error error) {
    if (sealing->question) reject(*sealing->question, std::move(error));
  };
  if (unreachable_) return refuse(domain::refusal(ErrorCode::storage_full));
  if (on_stopped_ || unloaded_) return refuse(domain::refusal(ErrorCode::shutting_down));

  // Decided on a copy: if the command is refused after all, nothing was sealed.
  auto sealed = decided_;
  domain::Decision decision;
  store::Unit seals;
  for (auto& [box, count] : sealing->counts) {
    auto verdict = domain::decide_seal(sealed, request_of({}), box, count.result, count.comparison,
                                       count.digest);
    if (!verdict) return refuse(verdict.error());
    for (auto& event : verdict->events) {
      domain::evolve(sealed, event);
      decision.events.push_back(std::move(event));
    }
    seals.push_back(store::SealBox{stream_, static_cast<std::uint32_t>(box),
                                   std::move(count.ballots), protocol::to_json(count.result),
                                   count.digest, std::move(count.renamed)});
  }
  bool closes = false;
  if (sealing->command) {
    auto const& command = sealing->command->command;
    if (!domain::boxes_to_seal(sealed, command).empty()) {
      // Another box was opened meanwhile.
      return consider(sealing->question, *sealing->command);
    }
    auto verdict = domain::decide(sealed, request_of(sealing->command->asker), command);
    if (!verdict) return refuse(verdict.error());
    closes = std::holds_alternative<protocol::CloseMeeting>(command);
    for (auto& event : verdict->events) decision.events.push_back(std::move(event));
    decision.contents = std::move(verdict->contents);
    decision.answer = std::move(verdict->answer);
  }
  if (!closes) {
    return submit_decision(sealing->question, std::move(decision), std::move(seals), nullptr);
  }
  auto answer = protocol::to_json(decision.answer);
  auto unit = unit_for(sealing->question.get(), decision, answer);
  for (auto& write : seals) unit.push_back(std::move(write));
  close_meeting(sealing->question, std::move(decision), std::move(unit), std::move(answer));
}

void MeetingActor::close_meeting(std::shared_ptr<Question> const& question,
                                 domain::Decision decision, store::Unit unit, std::string answer) {
  // The unit goes to the disk by way of the forum. Until it is back nothing else may be decided,
  // or it could overtake.
  joint_in_flight_ = true;
  InFlight record;
  record.question = question;
  record.answer = std::move(answer);
  record.events = std::move(decision.events);
  record.contents = std::move(decision.contents);
  forget_holders(unit, record.on_durable);
  put_in_flight(std::move(record));
  auto in_forum = domain::finished_in_forum(decided_, request_of({}));
  neighbours_.store_with_forum(
      std::move(unit), std::move(in_forum), loop_,
      [self = shared_from_this()](WriteOutcome outcome) { self->on_outcome(outcome); });
}

void MeetingActor::seal_what_cannot_go_on() {
  std::vector<domain::BoxId> boxes;
  for (auto const box : boxes_.without_secret()) {
    auto const found = decided_.boxes.find(box);
    if (found == decided_.boxes.end() || being_sealed(box)) continue;
    boxes.push_back(box);
  }
  if (boxes.empty()) return;
  begin_sealing(std::make_shared<Sealing>(Sealing{nullptr, std::nullopt, std::move(boxes), {}}));
}

}  // namespace torg::live
