#include "archive/library.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "archive/catalogue.hpp"
#include "archive/export_pb.hpp"
#include "archive/exports.hpp"
#include "archive/guides.hpp"
#include "archive/html/ballot_rows.hpp"
#include "archive/meeting_record.hpp"
#include "archive/pages.hpp"
#include "archive/round.hpp"
#include "store/secrets.hpp"

namespace torg::archive {
namespace {

constexpr std::size_t secret_length = 22;

std::string derived_secret(store::KeyRing const& keys, std::string_view purpose,
                           std::string_view meeting) {
  return store::to_base64url(keys.short_code_hash(purpose, meeting)).substr(0, secret_length);
}

Document page(std::string title, std::string body, unsigned status = 200) {
  Document document;
  document.status = status;
  document.content_type = "text/html";
  document.title = std::move(title);
  document.body = std::move(body);
  return document;
}

Document failed(Catalogue const& catalogue) {
  return page(catalogue("archive.title"), failing_page(catalogue), 503);
}

Document missing(Catalogue const& catalogue) {
  return page(catalogue("archive.title"), missing_page(catalogue), 404);
}

}  // namespace

std::string internal_secret(store::KeyRing const& keys, std::string_view meeting) {
  return derived_secret(keys, "archive internal", meeting);
}

std::string unlisted_secret(store::KeyRing const& keys, std::string_view meeting) {
  return derived_secret(keys, "archive unlisted", meeting);
}

class Library::Shelf {
 public:
  Shelf(std::unique_ptr<store::StoreReader> reader, store::KeyRing const& keys)
      : reader_(std::move(reader)), keys_(keys) {}

  Document find(DocumentQuery const& query) {
    Catalogue const catalogue(query.language);
    switch (query.kind) {
      case DocumentKind::index:
        return index(catalogue);
      case DocumentKind::statement:
        return page(catalogue("statement.title"), statement_page(catalogue));
      case DocumentKind::secrecy:
        return page(catalogue("secrecy.title"), secrecy_page(catalogue));
      case DocumentKind::data:
        return page(catalogue("data.title"), data_page(catalogue));
      case DocumentKind::meeting:
      case DocumentKind::meeting_json:
      case DocumentKind::meeting_csv:
      case DocumentKind::box:
      case DocumentKind::box_pb:
        return meeting(query, catalogue);
    }
    return missing(catalogue);
  }

 private:
  Document index(Catalogue const& catalogue) {
    auto const ids = registered_meetings(*reader_);
    if (!ids) return failed(catalogue);
    std::vector<MeetingRecord> listed;
    for (auto const& id : *ids) {
      auto record = read_meeting(*reader_, id, WithJournal::no);
      if (!record) return failed(catalogue);
      if (*record && (*record)->meeting.publication == protocol::Publication::public_) {
        listed.push_back(**std::move(record));
      }
    }
    return page(catalogue("archive.title"), index_page(listed, catalogue));
  }

  Document meeting(DocumentQuery const& query, Catalogue const& catalogue) {
    bool const all = query.kind == DocumentKind::meeting_json;
    auto const record =
        read_meeting(*reader_, query.meeting, all ? WithJournal::yes : WithJournal::no);
    if (!record) return failed(catalogue);
    // What may not be read looks exactly like what is not there.
    if (!*record || !may_read(**record, query)) return missing(catalogue);
    // Saved files leave the page that says what they are of.
    std::string const file_name =
        ((*record)->meeting.created.rehearsal ? "torg-rehearsal-" : "torg-") + query.meeting;
    std::string path = "/archive/" + query.meeting;
    if (!query.secret.empty()) path += "/" + query.secret;

    Document document;
    document.title = (*record)->text((*record)->meeting.title, catalogue.language());
    if (query.kind == DocumentKind::meeting_json) {
      document.content_type = "application/json";
      document.download_name = file_name + ".json";
      document.body = to_json(**record, keys_);
    } else if (query.kind == DocumentKind::meeting_csv) {
      document.content_type = "text/csv; charset=utf-8";
      document.download_name = file_name + ".csv";
      document.body = to_csv(**record, catalogue);
    } else if (query.kind == DocumentKind::box) {
      auto const box = (*record)->meeting.boxes.find(query.box);
      if (box == (*record)->meeting.boxes.end()) return missing(catalogue);
      Round const round(**record, box->second, catalogue);
      if (!has_ballot_rows(round)) return missing(catalogue);
      document.content_type = "text/html";
      document.body = box_page(round, path);
    } else if (query.kind == DocumentKind::box_pb) {
      auto const box = (*record)->meeting.boxes.find(query.box);
      if (box == (*record)->meeting.boxes.end() || !can_write_pb(**record, box->second)) {
        return missing(catalogue);
      }
      document.content_type = "text/plain; charset=utf-8";
      document.download_name = file_name + "-" + std::to_string(query.box) + ".pb";
      document.body = to_pb(**record, box->second, catalogue.language());
    } else {
      document.content_type = "text/html";
      document.body = meeting_page(**record, path, keys_.public_key(), catalogue);
    }
    return document;
  }

  bool may_read(MeetingRecord const& record, DocumentQuery const& query) const {
    if (record.meeting.phase != protocol::MeetingPhase::closed) return false;
    auto const is = [&](std::string const& secret) {
      return store::equal_in_constant_time(query.secret, secret);
    };
    if (is(internal_secret(keys_, query.meeting))) return true;
    switch (record.meeting.publication) {
      case protocol::Publication::public_:
        return query.secret.empty() || is(unlisted_secret(keys_, query.meeting));
      case protocol::Publication::unlisted:
        return is(unlisted_secret(keys_, query.meeting));
      case protocol::Publication::internal:
      case protocol::Publication::unpublished:
        return false;
    }
    return false;
  }

  std::unique_ptr<store::StoreReader> reader_;
  store::KeyRing const& keys_;
};

Library::Library(std::unique_ptr<store::StoreReader> reader, store::KeyRing const& keys)
    : shelf_(std::make_unique<Shelf>(std::move(reader), keys)) {}

Library::~Library() = default;

Document Library::find(DocumentQuery const& query) { return shelf_->find(query); }

}  // namespace torg::archive
