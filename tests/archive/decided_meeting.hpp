#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "archive/meeting_record.hpp"
#include "domain/ballot_digest.hpp"
#include "domain/box_secret.hpp"
#include "domain/comparison.hpp"
#include "domain/count.hpp"
#include "domain/decide.hpp"
#include "domain/evolve.hpp"
#include "domain/forum.hpp"
#include "protocol/codec.hpp"
#include "store/journal_chain.hpp"

namespace torg::archive {

/// A meeting decided by the domain alone, without server and store, as an archive would read it.
/// The same steps give the same bytes: its randomness is the number of the step.
class DecidedMeeting {
 public:
  DecidedMeeting(std::string id, protocol::MeetingTemplate const& from) {
    record.head.chain = store::chain_start("meeting/" + id);
    domain::Forum forum;
    forum.version = 1;
    protocol::CreateMeeting create;
    create.source = protocol::MeetingSource::demo;
    auto const made = domain::decide_create_meeting(forum, request(server()), create, id, from);
    if (!made) throw std::logic_error(protocol::to_json(made.error()));
    apply(made->meeting);
  }

  static domain::Asker server() { return {domain::Role::clock, std::nullopt}; }
  static domain::Asker facilitator() { return {domain::Role::facilitator, std::nullopt}; }
  static domain::Asker phone(domain::ParticipantId id) { return {domain::Role::participant, id}; }

  DecidedMeeting& join(int phones) {
    for (int i = 0; i < phones; ++i) {
      accept(domain::decide_join(record.meeting, request(server())), "join");
    }
    return *this;
  }
  DecidedMeeting& command(domain::Asker const& asker, std::string_view json) {
    auto const command = protocol::decode_text<protocol::Command>(json);
    if (!command) throw std::logic_error(std::string(json));
    accept(domain::decide(record.meeting, request(asker), *command), json);
    return *this;
  }
  DecidedMeeting& command(std::string_view json) { return command(facilitator(), json); }
  /// Into the newest box.
  DecidedMeeting& cast(domain::ParticipantId voter, std::string_view ballot) {
    auto const json = R"({"type":"cast_ballot","box":)" + std::to_string(record.meeting.last_box) +
                      R"(,"revision":1,"tag":")" + tag(voter) + R"(","ballot":)" +
                      std::string(ballot) + "}";
    auto const command = protocol::decode_text<protocol::Command>(json);
    if (!command) throw std::logic_error(json);
    auto const key = domain::BoxSecret(secret()).key_of(domain::Voter::phone(voter));
    auto verdict = domain::decide_cast(record.meeting, ballots_, request(phone(voter)), key,
                                       std::get<protocol::CastBallot>(*command));
    if (!verdict) throw std::logic_error(protocol::to_json(verdict.error()));
    ballots_.put(key, *verdict->row);
    ++step_;
    return *this;
  }
  DecidedMeeting& stop() {
    accept(domain::decide_stop(record.meeting, request(server()), record.meeting.last_box,
                               protocol::StopCause::facilitator),
           "stop");
    return *this;
  }
  /// Counts, seals and shows the newest box.
  DecidedMeeting& finish() {
    auto const box = record.meeting.last_box;
    auto const rows = domain::sealed_rows(ballots_);
    std::vector<domain::CountedBallot> counted;
    store::BoxRecord stored;
    for (auto const& row : rows) {
      auto ballot = protocol::decode_text<protocol::StoredBallot>(row.ballot).value();
      counted.push_back({std::move(ballot.ballot), row.ballot_class});
      stored.sealed.push_back({row.voter_key, row.ballot_class, row.class_salt, row.ballot});
    }
    stop();
    auto const& opened = record.meeting.boxes.at(box).opened;
    accept(
        domain::decide_seal(record.meeting, request(server()), box, domain::count(opened, counted),
                            domain::compare_rules(opened, counted), domain::box_digest(rows)),
        "seal");
    record.boxes.emplace(box, std::move(stored));
    ballots_ = {};
    return command(R"({"type":"show_result","box":)" + std::to_string(box) + "}");
  }
  DecidedMeeting& void_newest(std::string const& reason) {
    stop();
    turnout_ = ballots_.turnout();
    command(R"({"type":"void_ballot","box":)" + std::to_string(record.meeting.last_box) +
            R"(,"reason":")" + reason + "\"}");
    ballots_ = {};
    return *this;
  }

  MeetingRecord record;

 private:
  domain::Bytes32 secret() const {
    return domain::Bytes32{7, static_cast<unsigned char>(record.meeting.last_box)};
  }
  static std::string tag(domain::ParticipantId voter) {
    return std::string(20, 'A') + std::to_string(10 + voter);
  }

  domain::Request request(domain::Asker const& asker) const {
    domain::Request request;
    request.asker = asker;
    request.now_ms = 1'792'252'800'000 + static_cast<std::int64_t>(step_) * 5'000;
    request.entropy = {static_cast<unsigned char>(step_), static_cast<unsigned char>(step_ >> 8U)};
    request.turnout = turnout_;
    return request;
  }
  void accept(domain::Verdict const& verdict, std::string_view what) {
    if (!verdict) {
      throw std::logic_error(std::string(what) + ": " + protocol::to_json(verdict.error()));
    }
    apply(*verdict);
  }
  void apply(domain::Decision const& decision) {
    for (auto const& content : decision.contents) {
      if (content.is_private) continue;
      record.texts.emplace(content.ref, content.bytes);
      record.salts.emplace(content.ref, content.salt);
    }
    for (auto const& event : decision.events) {
      domain::evolve(record.meeting, event);
      auto const type =
          std::visit([](auto const& one) { return std::decay_t<decltype(one)>::tag; }, event);
      auto const payload = protocol::to_json(event);
      record.head = {record.meeting.version,
                     store::chain_next(record.head.chain, record.meeting.version, type, payload)};
      record.journal.push_back(
          {record.head.version, std::string(type), payload, record.head.chain});
    }
    ++step_;
  }

  domain::BallotBox ballots_;
  std::uint64_t step_ = 1;
  std::int64_t turnout_ = 0;
};

}  // namespace torg::archive
