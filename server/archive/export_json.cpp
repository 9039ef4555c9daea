#include <utility>

#include "archive/archive_file.hpp"
#include "archive/exports.hpp"
#include "archive/summary.hpp"
#include "domain/class_disclosure.hpp"
#include "domain/fingerprint.hpp"
#include "domain/person_events.hpp"
#include "store/journal_chain.hpp"

namespace torg::archive {
namespace {

PublishedEvent published(store::StoredEvent const& stored) {
  // What this version does not know is withheld, too.
  if (domain::is_of_person(stored.type).value_or(true)) {
    return {stored.type, store::payload_hash(stored.payload)};
  }
  return {stored.type, stored.payload};
}

PublishedText published(MeetingRecord const& record, domain::ContentRef const& ref) {
  PublishedText text{ref, std::nullopt};
  auto const found = record.texts.find(ref);
  auto const salt = record.salts.find(ref);
  if (found != record.texts.end() && salt != record.salts.end()) {
    text.content = {salt->second, found->second};
  }
  return text;
}

}  // namespace

std::string to_json(MeetingRecord const& record, store::KeyRing const& keys) {
  ArchiveFile file;
  auto summary = summarise(record);
  file.summary = std::move(summary.parts);
  for (auto const& ref : summary.texts) file.texts.push_back(published(record, ref));
  for (auto const& [id, box] : record.meeting.boxes) {
    if (!box.sealed || box.voided) continue;
    auto const disclosure = domain::class_disclosure(box.opened, box.sealed->result);
    auto const stored = record.boxes.find(id);
    if (!disclosure.ballots || stored == record.boxes.end()) continue;
    file.ballots.emplace(id, published_ballots(stored->second.sealed, disclosure));
  }
  for (auto const& stored : record.journal) file.events.push_back(published(stored));
  file.head = record.head.chain;
  file.fingerprint = domain::fingerprint(file.head);
  file.public_key = keys.public_key();
  file.signature = keys.sign(signed_message(file));
  return write_archive_file(file);
}

}  // namespace torg::archive
