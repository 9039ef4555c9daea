#include "archive/misfit.hpp"

namespace torg::archive {

std::string_view name_of(MisfitKind kind) {
  switch (kind) {
    case MisfitKind::version_missing:
      return "version_missing";
    case MisfitKind::chain_broken:
      return "chain_broken";
    case MisfitKind::head_differs:
      return "head_differs";
    case MisfitKind::content_altered:
      return "content_altered";
    case MisfitKind::content_missing:
      return "content_missing";
    case MisfitKind::erasure_untold:
      return "erasure_untold";
    case MisfitKind::event_unreadable:
      return "event_unreadable";
    case MisfitKind::event_misplaced:
      return "event_misplaced";
    case MisfitKind::snapshot_differs:
      return "snapshot_differs";
    case MisfitKind::meeting_missing:
      return "meeting_missing";
    case MisfitKind::meeting_unregistered:
      return "meeting_unregistered";
    case MisfitKind::meeting_end_differs:
      return "meeting_end_differs";
    case MisfitKind::box_missing:
      return "box_missing";
    case MisfitKind::box_untold:
      return "box_untold";
    case MisfitKind::box_state_differs:
      return "box_state_differs";
    case MisfitKind::ballots_unordered:
      return "ballots_unordered";
    case MisfitKind::ballots_too_many:
      return "ballots_too_many";
    case MisfitKind::ballot_unreadable:
      return "ballot_unreadable";
    case MisfitKind::ballot_refused:
      return "ballot_refused";
    case MisfitKind::turnout_differs:
      return "turnout_differs";
    case MisfitKind::digest_differs:
      return "digest_differs";
    case MisfitKind::result_differs:
      return "result_differs";
    case MisfitKind::comparison_differs:
      return "comparison_differs";
    case MisfitKind::file_unreadable:
      return "file_unreadable";
    case MisfitKind::fingerprint_differs:
      return "fingerprint_differs";
    case MisfitKind::signature_differs:
      return "signature_differs";
    case MisfitKind::anchor_head_differs:
      return "anchor_head_differs";
    case MisfitKind::anchor_key_differs:
      return "anchor_key_differs";
    case MisfitKind::event_withheld:
      return "event_withheld";
    case MisfitKind::event_told:
      return "event_told";
    case MisfitKind::meeting_not_closed:
      return "meeting_not_closed";
    case MisfitKind::content_untold:
      return "content_untold";
    case MisfitKind::summary_differs:
      return "summary_differs";
    case MisfitKind::rule_unusable:
      return "rule_unusable";
    case MisfitKind::ballots_missing:
      return "ballots_missing";
    case MisfitKind::ballots_told:
      return "ballots_told";
    case MisfitKind::class_differs:
      return "class_differs";
  }
  return "unknown";
}

bool is_of_folder(MisfitKind kind) { return kind < MisfitKind::file_unreadable; }

}  // namespace torg::archive
