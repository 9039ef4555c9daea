#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <sodium.h>

#include "archive/archive_file.hpp"
#include "archive/event_of.hpp"
#include "archive/summary.hpp"
#include "domain/ballot_digest.hpp"
#include "domain/base64url.hpp"
#include "domain/comparison.hpp"
#include "domain/count.hpp"
#include "domain/fingerprint.hpp"
#include "protocol/codec.hpp"
#include "store/secrets.hpp"

namespace torg::archive {

/// Somebody who writes an archive file anew, as far as it can be done by who has no key of the
/// server and can change nothing of what was kept elsewhere.
class ArchiveForger {
 public:
  explicit ArchiveForger(ArchiveFile original) : file(std::move(original)) {
    crypto_sign_keypair(public_key_.data(), secret_key_.data());
  }

  /// Chain, head, fingerprint, and a signature by a key of the forger's own.
  void chain_anew() {
    auto const name = file.summary.at("meeting").at("meeting").get<std::string>();
    file.head = chain_head("meeting/" + name, file.events);
    file.fingerprint = domain::fingerprint(file.head);
    sign_anew();
  }
  void sign_anew() {
    file.public_key = public_key_;
    auto const message = signed_message(file);
    crypto_sign_detached(file.signature.data(), nullptr,
                         reinterpret_cast<unsigned char const*>(message.data()), message.size(),
                         secret_key_.data());
  }

  /// All words and figures, as they follow from the journal.
  void tell_anew() {
    MeetingRecord record;
    record.meeting = replay(file.events).meeting;
    for (auto const& text : file.texts) {
      if (text.content) record.texts.emplace(text.ref, text.content->bytes);
    }
    auto summary = summarise(record);
    std::erase_if(file.texts, [&](auto const& text) { return !summary.texts.contains(text.ref); });
    file.summary = std::move(summary.parts);
  }

  /// Digest, result and comparison of a box, as they follow from its ballots and their classes.
  void count_anew(domain::BoxId box) {
    auto const meeting = replay(file.events).meeting;
    auto const& opened = meeting.boxes.at(box).opened;
    std::vector<domain::CountedBallot> counted;
    std::vector<domain::Bytes32> leaves;
    for (auto const& row : file.ballots.at(box)) {
      leaves.push_back(domain::leaf_hash(row.voter_key, row.class_hash, row.ballot));
      auto stored = protocol::decode_text<protocol::StoredBallot>(row.ballot);
      if (!stored) continue;
      counted.push_back({std::move(stored->ballot), row.shown ? row.shown->name : std::string()});
    }
    rewrite<protocol::BallotSealed>([&](protocol::BallotSealed& sealed) {
      if (sealed.box != box) return;
      sealed.digest = domain::to_base64url(domain::tree_hash(leaves));
      sealed.result = domain::count(opened, counted);
      sealed.comparison = domain::compare_rules(opened, counted);
    });
  }

  /// Lets `change` alter every event of a type.
  template <class Event, class Change>
  void rewrite(Change change) {
    for (auto& published : file.events) {
      if (published.type != Event::tag) continue;
      auto event = event_of(published.type, std::get<std::string>(published.payload)).value();
      change(std::get<Event>(event));
      published.payload = protocol::to_json(event);
    }
  }

  ArchiveFile file;

 private:
  store::Digest public_key_{};
  std::array<std::uint8_t, 64> secret_key_{};
};

}  // namespace torg::archive
