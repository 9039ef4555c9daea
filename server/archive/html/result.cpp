#include "archive/html/result.hpp"

#include "archive/export_pb.hpp"
#include "archive/html/ballot_rows.hpp"
#include "archive/html/breakdown.hpp"
#include "archive/html/comparison.hpp"
#include "archive/html/html.hpp"
#include "archive/html/rule.hpp"
#include "archive/html/tables.hpp"
#include "archive/html/why.hpp"
#include "archive/round.hpp"
#include "domain/class_disclosure.hpp"
#include "domain/texts.hpp"

namespace torg::archive {
namespace {

std::string void_html(Round const& round) {
  auto const& voided = *round.box.voided;
  std::string out =
      "<div class=\"void\"><p><s>" +
      escape_html(round.say("archive.round", {{"n", std::to_string(round.box.opened.round)}})) +
      "</s> " + escape_html(round.say("archive.void"));
  if (auto const reason = domain::line_of(round.record.texts, voided.reason)) {
    out += " " + escape_html(*reason);
  }
  return out + " " + escape_html(round.say.count("archive.ballots", voided.turnout)) + "</p></div>";
}

std::string figures_html(Round const& round, protocol::Result const& result) {
  struct Tables {
    Round const& round;
    std::string operator()(protocol::DotsResult const& dots) { return dots_html(round, dots); }
    std::string operator()(protocol::SplitResult const& split) { return split_html(round, split); }
    std::string operator()(protocol::FundResult const& fund) { return fund_html(round, fund); }
    std::string operator()(protocol::ChoiceResult const& poll) { return poll_html(round, poll); }
    std::string operator()(protocol::ScaleResult const& poll) { return poll_html(round, poll); }
  };
  return std::visit(Tables{round}, result);
}

// How a tie at the cut was settled, with a way to the run-off.
std::string settlement_html(Round const& round) {
  auto const& settled = round.box.settled;
  if (!settled) return {};
  std::string out = escape_html(
      round.say("archive.why.settled_" + std::string(protocol::to_string(settled->how))));
  if (settled->selected) {
    out += " " + escape_html(round.say("archive.why.goes_on",
                                       {{"options", round.names(*settled->selected)}}));
  }
  if (settled->item) {
    if (auto const* const item = round.record.meeting.find_item(*settled->item)) {
      out += " <a href=\"#item-" + std::to_string(item->id) + "\">" +
             round.text_html(item->definition.title) + "</a>";
    }
  }
  return "<p class=\"settled\">" + out + "</p>";
}

std::string check_html(Round const& round, std::string const& path) {
  std::string out;
  if (!domain::class_disclosure(round.box.opened, round.box.sealed->result).public_recount()) {
    out += paragraph({round.say("archive.why.no_recount")});
  }
  auto const box = path + "/box/" + std::to_string(round.box.id());
  auto const language = "?lang=" + round.say.language();
  if (has_ballot_rows(round)) {
    out += "<p class=\"no-print\"><a class=\"box-file\" href=\"" + escape_html(box + language) +
           "\">" + escape_html(round.say("archive.rows.see")) + "</a></p>";
  }
  if (can_write_pb(round.record, round.box)) {
    out += "<p class=\"no-print\"><a class=\"box-file\" href=\"" +
           escape_html(box + ".pb" + language) + "\" download>" +
           escape_html(round.say("archive.fund.download_pb")) + "</a></p>";
  }
  return out + "<p class=\"quiet small digest\">" + escape_html(round.say("archive.digest")) +
         " <span class=\"hash\">" + escape_html(round.box.sealed->digest) + "</span></p>";
}

}  // namespace

std::string round_html(MeetingRecord const& record, domain::Box const& box, std::string const& path,
                       Catalogue const& catalogue) {
  Round const round(record, box, catalogue);
  if (box.voided) return void_html(round);
  if (!box.sealed)
    return "<p class=\"quiet\">" + escape_html(catalogue("archive.not_counted")) + "</p>";

  protocol::Result const& result = box.sealed->result;
  std::string out;
  if (box.opened.round > 1) {
    auto const name = catalogue("archive.round", {{"n", std::to_string(box.opened.round)}});
    out += "<h3>" + escape_html(name) + "</h3>";
  }
  return out + figures_html(round, result) + settlement_html(round) + why_html(round, result) +
         breakdown_html(round, result) + rule_html(round) + comparison_html(round) +
         check_html(round, path);
}

}  // namespace torg::archive
