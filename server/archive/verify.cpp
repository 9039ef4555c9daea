#include "archive/verify.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

#include <nlohmann/json.hpp>

#include "archive/event_of.hpp"
#include "archive/verify_box.hpp"
#include "domain/base64url.hpp"
#include "domain/electorate.hpp"
#include "domain/evolve.hpp"
#include "domain/fingerprint.hpp"
#include "domain/forum.hpp"
#include "domain/meeting.hpp"
#include "domain/snapshot.hpp"
#include "protocol/codec.hpp"

namespace torg::archive {
namespace {

constexpr std::size_t events_per_read = 1'000;
constexpr std::string_view forum_stream = "forum";
constexpr std::string_view meeting_prefix = "meeting/";

MisfitKind misfit_of(store::StreamFault fault) {
  switch (fault) {
    case store::StreamFault::version_missing:
      return MisfitKind::version_missing;
    case store::StreamFault::chain_broken:
      return MisfitKind::chain_broken;
    case store::StreamFault::head_differs:
      return MisfitKind::head_differs;
    case store::StreamFault::content_altered:
      return MisfitKind::content_altered;
  }
  return MisfitKind::chain_broken;
}

// The texts that an event refers to. Its schema has 32 bytes in base64url nowhere else but in
// digests; what people write is never in an event.
void collect_refs(nlohmann::json const& value, std::set<std::string>& refs) {
  if (value.is_string()) {
    auto const& text = value.get_ref<std::string const&>();
    if (domain::bytes32_from_base64url(text)) refs.insert(text);
  } else if (value.is_object()) {
    for (auto const& [name, inner] : value.items()) {
      if (name != "digest") collect_refs(inner, refs);
    }
  } else if (value.is_array()) {
    for (auto const& inner : value) collect_refs(inner, refs);
  }
}

// One stream read from its first event to its last.
class StreamVerifier {
 public:
  StreamVerifier(store::StoreReader& reader, store::StreamName stream, Verification& found)
      : reader_(reader), stream_(std::move(stream)), found_(found) {}

  // False when something did not fit; `take` gets each event.
  template <class Take>
  store::Result<bool> replay(bool forum, Take take) {
    auto const check = reader_.verify_stream(stream_);
    if (!check) return check.error();
    found_.texts += check->contents_present;
    found_.texts_erased += check->contents_erased;
    if (check->fault) {
      return misfit({misfit_of(*check->fault), stream_, check->version, 0, check->ref});
    }
    for (std::uint64_t version = 0;;) {
      auto const events = reader_.read_stream(stream_, version, events_per_read);
      if (!events) return events.error();
      for (auto const& stored : *events) {
        version = stored.version;
        auto const event = event_of(stored.type, stored.payload);
        if (!event) {
          return misfit({MisfitKind::event_unreadable, stream_, version, 0, {}});
        }
        if (is_of_forum(*event) != forum) {
          return misfit({MisfitKind::event_misplaced, stream_, version, 0, {}});
        }
        note_refs(version, *event, stored.payload);
        ++found_.events;
        take(*event);
      }
      if (events->size() < events_per_read) break;
    }
    return verify_contents();
  }

  bool misfit(Misfit misfit) {
    found_.misfit = std::move(misfit);
    return false;
  }

 private:
  void note_refs(std::uint64_t version, protocol::Event const& event, std::string const& payload) {
    if (auto const* const erased = std::get_if<protocol::ContentErased>(&event)) {
      told_erased_.insert(erased->content);
    }
    std::set<std::string> refs;
    collect_refs(nlohmann::json::parse(payload), refs);
    for (auto const& ref : refs) first_use_.emplace(ref, version);
  }

  store::Result<bool> verify_contents() {
    auto const contents = reader_.read_contents(stream_);
    if (!contents) return contents.error();
    for (auto const& content : *contents) {
      if (content.erased && !told_erased_.contains(content.ref)) {
        return misfit({MisfitKind::erasure_untold, stream_, 0, 0, content.ref});
      }
      first_use_.erase(content.ref);
    }
    if (first_use_.empty()) return true;
    auto const first = std::ranges::min_element(first_use_, {}, &FirstUse::value_type::second);
    return misfit({MisfitKind::content_missing, stream_, first->second, 0, first->first});
  }

  using FirstUse = std::map<std::string, std::uint64_t>;

  store::StoreReader& reader_;
  store::StreamName stream_;
  Verification& found_;
  FirstUse first_use_;  // references of which nothing stored was seen yet
  std::set<std::string> told_erased_;
};

class FolderVerifier {
 public:
  explicit FolderVerifier(store::StoreReader& reader) : reader_(reader) {}

  store::Result<Verification> run() {
    auto done = verify_all();
    if (!done) return done.error();
    return std::move(found_);
  }

 private:
  store::Result<bool> verify_all() {
    auto forum_fits =
        StreamVerifier(reader_, store::StreamName(forum_stream), found_)
            .replay(true, [&](protocol::Event const& event) { domain::evolve(forum_, event); });
    if (!forum_fits || !*forum_fits) return forum_fits;

    auto const streams = reader_.list_streams("");
    if (!streams) return streams.error();
    for (auto const& registered : forum_.meetings) {
      auto const stream = std::string(meeting_prefix) + registered.id;
      if (!std::ranges::binary_search(*streams, stream)) {
        return misfit({MisfitKind::meeting_missing, stream, 0, 0, {}});
      }
    }
    for (auto const& stream : *streams) {
      if (stream == forum_stream) continue;
      auto const fits = verify_meeting(stream);
      if (!fits || !*fits) return fits;
      ++found_.meetings;
    }
    return true;
  }

  store::Result<bool> verify_meeting(store::StreamName const& stream) {
    auto const registered =
        std::ranges::find(forum_.meetings, stream, [](domain::RegisteredMeeting const& meeting) {
          return std::string(meeting_prefix) + meeting.id;
        });
    if (registered == forum_.meetings.end()) {
      return misfit({MisfitKind::meeting_unregistered, stream, 0, 0, {}});
    }
    auto const snapshot = reader_.load_snapshot(stream);
    if (!snapshot) return snapshot.error();

    domain::Meeting meeting;
    bool snapshot_fits = !*snapshot || (*snapshot)->codec_version != domain::snapshot_codec_version;
    auto const fits =
        StreamVerifier(reader_, stream, found_).replay(false, [&](protocol::Event const& event) {
          domain::evolve(meeting, event);
          if (!snapshot_fits && meeting.version == (*snapshot)->version) {
            snapshot_fits = domain::decode_snapshot((*snapshot)->bytes) == meeting;
          }
        });
    if (!fits || !*fits) return fits;
    if (!snapshot_fits) {
      return misfit({MisfitKind::snapshot_differs, stream, (*snapshot)->version, 0, {}});
    }
    bool const closed = meeting.phase == protocol::MeetingPhase::closed;
    if (closed != registered->finished_at_ms.has_value()) {
      return misfit({MisfitKind::meeting_end_differs, stream, 0, 0, {}});
    }
    auto const boxes_fit = verify_boxes(stream, meeting);
    if (!boxes_fit || !*boxes_fit || !closed) return boxes_fit;
    auto const closing = reader_.read_stream(stream, *meeting.closed_by - 1, 1);
    if (!closing) return closing.error();
    for (auto const& event : *closing) {
      found_.closed.push_back({registered->id, domain::fingerprint(event.chain)});
    }
    return true;
  }

  store::Result<bool> verify_boxes(store::StreamName const& stream,
                                   domain::Meeting const& meeting) {
    auto const stored = reader_.boxes_of(stream);
    if (!stored) return stored.error();
    for (auto const& summary : *stored) {
      if (!meeting.boxes.contains(summary.box)) {
        return misfit({MisfitKind::box_untold, stream, 0, summary.box, {}});
      }
    }
    for (auto const& [id, told] : meeting.boxes) {
      auto const number = static_cast<std::uint32_t>(id);
      auto const record = reader_.read_box(stream, number);
      if (!record) return record.error();
      if (!*record) return misfit({MisfitKind::box_missing, stream, 0, number, {}});
      auto const finding =
          verify_box(told, **record, static_cast<std::size_t>(domain::entitled_in(meeting, told)));
      if (finding.misfit) return misfit({*finding.misfit, stream, 0, number, {}});
      note(finding, (*record)->state);
    }
    return true;
  }

  void note(BoxFinding const& finding, store::BoxState state) {
    if (finding.recounted) {
      ++found_.boxes_recounted;
      found_.ballots_recounted += finding.ballots;
    } else if (finding.rule_unknown) {
      ++found_.boxes_not_recounted;
    } else if (state == store::BoxState::voided) {
      ++found_.boxes_voided;
    } else {
      ++found_.boxes_unsealed;
      found_.ballots_unsealed += finding.ballots;
    }
  }

  bool misfit(Misfit misfit) {
    found_.misfit = std::move(misfit);
    return false;
  }

  store::StoreReader& reader_;
  domain::Forum forum_;
  Verification found_;
};

}  // namespace

store::Result<Verification> verify(store::StoreReader& reader) {
  return FolderVerifier(reader).run();
}

}  // namespace torg::archive
