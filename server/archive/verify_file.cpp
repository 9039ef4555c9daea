#include "archive/verify_file.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <nlohmann/json.hpp>

#include "archive/archive_file.hpp"
#include "archive/meeting_record.hpp"
#include "archive/recount.hpp"
#include "archive/summary.hpp"
#include "domain/class_disclosure.hpp"
#include "domain/fingerprint.hpp"
#include "store/journal_chain.hpp"

namespace torg::archive {
namespace {

using Json = nlohmann::json;

// Where two values part, as a path; empty when they are equal as wholes or of another kind.
std::string first_difference(Json const& told, Json const& made) {
  auto const deeper = [](std::string const& name, std::string const& rest) {
    return rest.empty() ? name : name + "." + rest;
  };
  if (told.is_object() && made.is_object()) {
    for (auto const& [name, value] : made.items()) {
      if (!told.contains(name)) return name;
      if (told.at(name) != value) return deeper(name, first_difference(told.at(name), value));
    }
    for (auto const& [name, value] : told.items()) {
      if (!made.contains(name)) return name;
    }
  } else if (told.is_array() && made.is_array()) {
    std::size_t const both = std::min(told.size(), made.size());
    for (std::size_t i = 0; i < both; ++i) {
      if (told[i] != made[i]) return deeper(std::to_string(i), first_difference(told[i], made[i]));
    }
    if (told.size() != made.size()) return std::to_string(both);
  }
  return {};
}

class FileVerifier {
 public:
  FileVerifier(ArchiveFile file, Anchor const& anchor) : file_(std::move(file)), anchor_(anchor) {}

  // Each step rests on those before it.
  FileVerification run() {
    found_.fingerprint = file_.fingerprint;
    found_.public_key = file_.public_key;
    (void)(head_fits() && anchor_holds() && journal_fits() && texts_fit() && summary_fits() &&
           boxes_fit());
    return std::move(found_);
  }

 private:
  bool head_fits() {
    stream_ = "meeting/" + meeting_name();
    if (chain_head(stream_, file_.events) != file_.head) {
      return misfit(MisfitKind::head_differs, "journal.head");
    }
    if (file_.fingerprint != domain::fingerprint(file_.head)) {
      return misfit(MisfitKind::fingerprint_differs, "journal.fingerprint");
    }
    if (!store::KeyRing::verify(file_.public_key, signed_message(file_), file_.signature)) {
      return misfit(MisfitKind::signature_differs, "journal.signature");
    }
    return true;
  }

  bool anchor_holds() {
    if (auto const* const head = std::get_if<HeadAnchor>(&anchor_)) {
      if (head->fingerprint != file_.fingerprint) {
        return misfit(MisfitKind::anchor_head_differs, "journal.fingerprint");
      }
    } else if (auto const* const key = std::get_if<KeyAnchor>(&anchor_)) {
      if (key->public_key != file_.public_key) {
        return misfit(MisfitKind::anchor_key_differs, "journal.public_key");
      }
    }
    return true;
  }

  bool journal_fits() {
    auto replayed = replay(file_.events);
    if (replayed.misfit) {
      found_.misfit = Misfit{*replayed.misfit,
                             stream_,
                             replayed.at + 1,
                             0,
                             {},
                             "journal.events." + std::to_string(replayed.at)};
      return false;
    }
    record_.meeting = std::move(replayed.meeting);
    found_.events = file_.events.size();
    found_.events_withheld = replayed.withheld;
    if (record_.meeting.closed_by != file_.events.size()) {
      return misfit(MisfitKind::meeting_not_closed, "journal.events");
    }
    return true;
  }

  bool texts_fit() {
    for (std::size_t i = 0; i < file_.texts.size(); ++i) {
      auto const& [ref, content] = file_.texts[i];
      auto const part = "texts." + std::to_string(i);
      if (i > 0 && ref <= file_.texts[i - 1].ref) return misfit(MisfitKind::file_unreadable, part);
      if (!content) {
        ++found_.texts_erased;
        continue;
      }
      if (store::content_ref(content->salt, content->bytes) != ref) {
        return misfit_of_text(MisfitKind::content_altered, ref, part);
      }
      record_.texts.emplace(ref, content->bytes);
      record_.salts.emplace(ref, content->salt);
      ++found_.texts;
    }
    summary_ = summarise(record_);
    for (std::size_t i = 0; i < file_.texts.size(); ++i) {
      if (summary_.texts.erase(file_.texts[i].ref) == 0) {
        return misfit_of_text(MisfitKind::content_untold, file_.texts[i].ref,
                              "texts." + std::to_string(i));
      }
    }
    if (summary_.texts.empty()) return true;
    return misfit_of_text(MisfitKind::content_missing, *summary_.texts.begin(), "texts");
  }

  bool boxes_fit() {
    for (auto const& [id, box] : record_.meeting.boxes) {
      auto const listed = file_.ballots.find(id);
      bool const has_ballots = listed != file_.ballots.end();
      bool const counts = box.sealed && !box.voided;
      bool const open_to_all =
          counts && domain::class_disclosure(box.opened, box.sealed->result).ballots;
      if (has_ballots != open_to_all) {
        return misfit_of_box(open_to_all ? MisfitKind::ballots_missing : MisfitKind::ballots_told,
                             id);
      }
      if (box.voided) ++found_.boxes_voided;
      if (counts && !open_to_all) ++found_.boxes_of_tellers;
      if (!open_to_all) continue;
      auto const finding = recount(box, listed->second);
      if (finding.misfit) return misfit_of_box(*finding.misfit, id);
      found_.boxes_recounted += finding.recounted ? 1 : 0;
      found_.ballots_recounted += finding.recounted ? finding.ballots : 0;
      found_.boxes_not_recounted += finding.rule_unknown ? 1 : 0;
    }
    return true;
  }

  bool summary_fits() {
    Json const told = file_.summary;
    Json const made = summary_.parts;
    if (told == made) {
      found_.meeting = record_.meeting.created.meeting;
      return true;
    }
    return misfit(MisfitKind::summary_differs, first_difference(told, made));
  }

  std::string meeting_name() const {
    auto const front = file_.summary.find("meeting");
    if (front == file_.summary.end() || !front->is_object()) return {};
    auto const name = front->find("meeting");
    return name != front->end() && name->is_string() ? name->get<std::string>() : std::string();
  }

  bool misfit(MisfitKind kind, std::string part) {
    found_.misfit = Misfit{kind, stream_, 0, 0, {}, std::move(part)};
    return false;
  }
  bool misfit_of_text(MisfitKind kind, std::string const& ref, std::string const& part) {
    found_.misfit = Misfit{kind, stream_, 0, 0, ref, part};
    return false;
  }
  bool misfit_of_box(MisfitKind kind, domain::BoxId box) {
    found_.misfit = Misfit{kind, stream_, 0, static_cast<std::uint32_t>(box), {}, {}};
    return false;
  }

  ArchiveFile file_;
  Anchor const& anchor_;
  std::string stream_;
  MeetingRecord record_;
  Summary summary_;
  FileVerification found_;
};

}  // namespace

FileVerification verify_file(std::string_view bytes, Anchor const& anchor) {
  auto file = read_archive_file(bytes);
  if (!file) {
    FileVerification found;
    found.misfit = Misfit{MisfitKind::file_unreadable, {}, 0, 0, {}, file.error().part};
    return found;
  }
  return FileVerifier(*std::move(file), anchor).run();
}

}  // namespace torg::archive
