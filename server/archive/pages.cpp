#include "archive/pages.hpp"

#include <utility>

#include "archive/html/ballot_rows.hpp"
#include "archive/html/frame.hpp"
#include "archive/html/html.hpp"
#include "archive/html/ledger.hpp"
#include "archive/html/result.hpp"
#include "domain/fingerprint.hpp"
#include "domain/texts.hpp"
#include "domain/view_ledger.hpp"
#include "store/secrets.hpp"

namespace torg::archive {
namespace {

// The village by the lake: trees, houses and a church on the shore.
constexpr std::string_view horizon =
    "<svg class=\"horizon\" viewBox=\"0 0 760 112\" aria-hidden=\"true\">"
    "<path class=\"land\" d=\"M6 96l8-30 8 30zM26 96l10-44 10 44zM50 96l7-26 7 26zM226 96l6-24 6 "
    "24z"
    "M290 96l8-36 8 36zM310 96l10-50 10 50zM338 96l7-30 7 30zM526 96l7-28 7 28zM546 96l9-44 9 44z"
    "M684 96l8-38 8 38zM704 96l10-52 10 52zM730 96l7-32 7 32zM388 96V72l26-15 26 15v24z"
    "M446 96V70l30-12 20 8v30zM494 96V44l11-36 11 36v52zM0 96h760v3H0z\"/>"
    "<path class=\"water\" d=\"M24 105h118M196 105h160M410 105h92M560 105h175M70 110h66M262 "
    "110h58\"/>"
    "<path class=\"house\" d=\"M92 96V76l28-18 28 18v20zM164 96V80l20-13 20 13v16zM592 96V75l31-20 "
    "31 "
    "20v21z\"/>"
    "<path class=\"window\" d=\"M108 80h8v8h-8zM124 80h8v8h-8zM180 84h8v7h-8zM608 80h8v8h-8zM630 "
    "80h8v8"
    "h-8zM503 54h4v9h-4z\"/></svg>";

std::string when(MeetingRecord const& record, Catalogue const& catalogue) {
  auto const& meeting = record.meeting;
  auto const start = meeting.started_at_ms ? meeting.started_at_ms : meeting.starts_at_ms;
  if (!start) return {};
  std::string const iso = catalogue.short_date(*start);
  std::string out =
      "<time datetime=\"" + iso + "\">" + escape_html(catalogue.date(*start)) + "</time>";
  std::string hours = catalogue.clock(*start);
  if (meeting.closed_at_ms) hours += "–" + catalogue.clock(*meeting.closed_at_ms);
  return out + ", " + escape_html(catalogue("format.time", {{"clock", hours}}));
}

std::string front(MeetingRecord const& record, Catalogue const& catalogue) {
  std::string out(horizon);
  out += "<h1>" + escape_html(record.text(record.meeting.title, catalogue.language())) +
         "</h1><p class=\"quiet\">";
  out += when(record, catalogue);
  auto const place = record.text(record.meeting.place, catalogue.language());
  if (!place.empty()) out += "<br>" + escape_html(place);
  if (record.meeting.created.illustrative) {
    out += "<br>" + escape_html(catalogue("archive.illustrative"));
  }
  return out + "</p>";
}

std::string figures(MeetingRecord const& record, Catalogue const& catalogue) {
  std::int64_t votes = 0;
  std::int64_t ballots = 0;
  for (auto const& [id, box] : record.meeting.boxes) {
    if (!box.sealed || box.voided) continue;
    ++votes;
    ballots += std::visit([](auto const& result) { return result.cast; }, box.sealed->result);
  }
  auto const figure = [&](char const* key, std::int64_t n) {
    return "<div><dt>" + escape_html(catalogue.count(key, n)) + "</dt><dd>" + catalogue.number(n) +
           "</dd></div>";
  };
  return "<dl class=\"figures\">" +
         figure("archive.figure_people",
                static_cast<std::int64_t>(record.meeting.participants.size())) +
         figure("archive.figure_votes", votes) + figure("archive.figure_ballots", ballots) +
         "</dl>";
}

std::string proposals(MeetingRecord const& record, domain::Item const& item,
                      Catalogue const& catalogue) {
  std::string out;
  for (auto const& [id, proposal] : record.meeting.proposals) {
    if (proposal.item != item.id || proposal.state != protocol::ProposalState::released) continue;
    out += "<li><span class=\"key\">" + std::to_string(id) + "</span> <span class=\"name\">" +
           escape_html(record.text(proposal.text.title, catalogue.language())) + "</span>";
    auto const text = record.text(proposal.text.text, catalogue.language());
    if (!text.empty()) out += "<br>" + escape_html(text);
    out += "</li>";
  }
  return out.empty() ? out : "<ul class=\"a-list\" role=\"list\">" + out + "</ul>";
}

// The vote whose tie at the cut this item settles.
std::string run_off_line(MeetingRecord const& record, domain::Item const& item,
                         Catalogue const& catalogue) {
  auto const* const tied =
      item.definition.run_off_of ? record.meeting.find_item(*item.definition.run_off_of) : nullptr;
  if (!tied) return {};
  return "<p class=\"quiet\">" + escape_html(catalogue("archive.why.run_off_of")) +
         " <a href=\"#item-" + std::to_string(tied->id) + "\">" +
         escape_html(record.text(tied->definition.title, catalogue.language())) + "</a></p>";
}

std::string item_html(MeetingRecord const& record, domain::Item const& item,
                      std::string const& path, Catalogue const& catalogue) {
  auto const title = escape_html(record.text(item.definition.title, catalogue.language()));
  std::string out = "<section id=\"item-" + std::to_string(item.id) + "\"><h2>" + title + "</h2>";
  auto const text = record.text(item.definition.text, catalogue.language());
  if (!text.empty()) out += "<p>" + escape_html(text) + "</p>";
  out += run_off_line(record, item, catalogue);
  if (item.state == protocol::ItemState::skipped || item.state == protocol::ItemState::deferred) {
    bool const deferred = item.state == protocol::ItemState::deferred;
    auto const reason = domain::line_of(record.texts, item.reason).value_or("");
    out += "<p>" +
           escape_html(
               catalogue(deferred ? "archive.deferred" : "archive.skipped", {{"reason", reason}})) +
           "</p>";
  }
  if (item.definition.ledger) {
    if (auto const ledger = domain::ledger_section(record.meeting, record.texts)) {
      out += ledger_html(*ledger, catalogue);
    }
  }
  for (auto const id : item.boxes) {
    auto const box = record.meeting.boxes.find(id);
    if (box != record.meeting.boxes.end()) {
      out += round_html(record, box->second, path, catalogue);
    }
  }
  return out + proposals(record, item, catalogue) + "</section>";
}

std::string notice(std::string const& key, Catalogue const& catalogue) {
  return frame("<h1>" + escape_html(catalogue(key + "_title")) + "</h1><p>" +
                   escape_html(catalogue(key)) + "</p>",
               catalogue);
}

std::string hash_line(std::string const& what, std::string const& hash) {
  return "<p class=\"quiet small\">" + escape_html(what) + " <span class=\"hash\">" +
         escape_html(hash) + "</span></p>";
}

}  // namespace

std::string rehearsal_mark(Catalogue const& catalogue) {
  return "<aside class=\"rehearsal\" aria-label=\"" + escape_html(catalogue("rehearsal.word")) +
         "\">" + escape_html(catalogue("rehearsal.mark")) + "</aside>";
}

std::string meeting_page(MeetingRecord const& record, std::string const& path,
                         store::Digest const& key, Catalogue const& catalogue) {
  std::string out = front(record, catalogue) + figures(record, catalogue);
  std::string agenda;
  for (auto const& item : record.meeting.items) {
    bool const says_something = !item.boxes.empty() || item.reason || item.definition.ledger ||
                                item.definition.kind == protocol::ItemKind::ideas;
    if (says_something) out += item_html(record, item, path, catalogue);
    // The meeting is over: what was only planned was not taken up.
    std::string const state = item.state == protocol::ItemState::planned
                                  ? "archive.not_taken_up"
                                  : "item_state." + std::string(protocol::to_string(item.state));
    agenda += "<li>" + escape_html(record.text(item.definition.title, catalogue.language())) +
              " <span class=\"quiet small\">" + escape_html(catalogue(state)) + "</span></li>";
  }
  out += "<section><h2>" + escape_html(catalogue("archive.agenda")) + "</h2><ol class=\"a-list\">" +
         agenda + "</ol></section>";
  out +=
      "<section><h2>" + escape_html(catalogue("archive.count_yourself")) + "</h2><p>" +
      escape_html(catalogue("archive.count_yourself_text")) +
      "</p><p class=\"no-print\"><a class=\"g-link\" href=\"/secrecy?lang=" + catalogue.language() +
      "\">" + escape_html(catalogue("secrecy.title")) + "</a></p>" +
      hash_line(catalogue("archive.fingerprint"), domain::fingerprint(record.head.chain)) +
      hash_line(catalogue("archive.key"), store::to_base64url(key)) +
      "<p class=\"downloads no-print\"><a class=\"btn\" href=\"" + escape_html(path) +
      ".json\" download>" + escape_html(catalogue("archive.download_json")) +
      "</a><a class=\"btn\" href=\"" + escape_html(path) + ".csv?lang=" + catalogue.language() +
      "\" download>" + escape_html(catalogue("archive.download_csv")) + "</a></p></section>";
  return frame(out, catalogue,
               record.meeting.created.rehearsal ? rehearsal_mark(catalogue) : std::string());
}

std::string box_page(Round const& round, std::string const& path) {
  auto const& say = round.say;
  auto const& box = round.box;
  auto const* const item = round.record.meeting.find_item(box.opened.item);
  auto const title = item ? round.text_html(item->definition.title) : std::string();
  std::string out = "<p class=\"no-print\"><a href=\"" +
                    escape_html(path + "?lang=" + say.language()) + "#item-" +
                    std::to_string(box.opened.item) + "\">" +
                    escape_html(say("archive.rows.back")) + "</a></p><h1>" + title + "</h1>";
  if (box.opened.round > 1) {
    out += "<p>" + escape_html(say("archive.round", {{"n", std::to_string(box.opened.round)}})) +
           "</p>";
  }
  out += ballot_rows_html(round) + hash_line(say("archive.digest"), box.sealed->digest);
  return frame(out, say,
               round.record.meeting.created.rehearsal ? rehearsal_mark(say) : std::string());
}

std::string index_page(std::vector<MeetingRecord> const& meetings, Catalogue const& catalogue) {
  std::string out(horizon);
  out += "<h1>" + escape_html(catalogue("archive.title")) + "</h1>";
  if (meetings.empty()) {
    out += "<p>" + escape_html(catalogue("archive.none")) + "</p>";
    return frame(out, catalogue);
  }
  out += "<ul class=\"a-list a-meetings\" role=\"list\">";
  for (auto const& record : meetings) {
    out += "<li><a href=\"/archive/" + escape_html(record.meeting.created.meeting) +
           "?lang=" + catalogue.language() + "\">" +
           escape_html(record.text(record.meeting.title, catalogue.language())) +
           "</a><br><span class=\"quiet small\">" + when(record, catalogue) + "</span></li>";
  }
  return frame(out + "</ul>", catalogue);
}

std::string missing_page(Catalogue const& catalogue) {
  return notice("archive.missing", catalogue);
}

std::string failing_page(Catalogue const& catalogue) {
  return notice("archive.failing", catalogue);
}

}  // namespace torg::archive
