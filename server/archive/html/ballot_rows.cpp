#include "archive/html/ballot_rows.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "archive/html/html.hpp"
#include "domain/class_disclosure.hpp"
#include "domain/fingerprint.hpp"
#include "protocol/codec.hpp"

namespace torg::archive {
namespace {

// What a ballot has under each option, as text; and a word where it has nothing under any.
struct Cells {
  std::map<std::int64_t, std::string> of_option;
  std::string instead;
};

struct CellsOf {
  Round const& round;

  Cells operator()(protocol::DotsBallot const& ballot) const { return marks(ballot.marks); }
  Cells operator()(protocol::SplitBallot const& ballot) const { return marks(ballot.marks); }
  Cells operator()(protocol::ChoiceBallot const& ballot) const {
    Cells cells;
    for (auto const option : ballot.options) cells.of_option[option] = "1";
    return cells;
  }
  Cells operator()(protocol::RankingBallot const& ballot) const {
    Cells cells;
    for (std::size_t i = 0; i < ballot.options.size(); ++i) {
      cells.of_option[ballot.options[i]] = std::to_string(i + 1);
    }
    return cells;
  }
  Cells operator()(protocol::ScaleBallot const& ballot) const {
    return {{}, round.say("scale." + std::to_string(ballot.value))};
  }
  Cells operator()(protocol::AbstainBallot const&) const {
    return {{}, round.say("archive.rows.abstained")};
  }

 private:
  Cells marks(std::vector<protocol::Mark> const& marks) const {
    Cells cells;
    for (auto const& mark : marks) cells.of_option[mark.option] = round.say.number(mark.value);
    return cells;
  }
};

class Table {
 public:
  explicit Table(Round const& round)
      : round_(round),
        ballots_(round.record.boxes.at(round.box.id()).sealed),
        disclosure_(domain::class_disclosure(round.box.opened, round.box.sealed->result)),
        with_groups_(std::ranges::any_of(
            ballots_, [&](auto const& row) { return disclosure_.shows(row.ballot_class); })) {}

  std::string html() const {
    std::string out = head() + "<tbody>";
    for (auto const& ballot : ballots_) out += row(ballot);
    return out + "</tbody>";
  }

 private:
  std::string head() const {
    std::string out =
        "<thead><tr><th scope=\"col\">" + escape_html(round_.say("archive.rows.key")) + "</th>";
    for (auto const& option : round_.box.opened.options) {
      out += "<th scope=\"col\" class=\"r\"><abbr title=\"" +
             escape_html(round_.name(option.option)) + "\">" + std::to_string(option.option) +
             "</abbr></th>";
    }
    if (round_.box.opened.options.empty()) {
      out += "<th scope=\"col\">" + escape_html(round_.say("archive.rows.answer")) + "</th>";
    }
    if (with_groups_) {
      out += "<th scope=\"col\">" + escape_html(round_.say("archive.rows.group")) + "</th>";
    }
    return out + "</tr></thead>";
  }

  std::string row(store::SealedBallot const& ballot) const {
    auto const key = domain::short_fingerprint(ballot.voter_key);
    return "<tr id=\"" + key + "\"><th scope=\"row\" class=\"hash\">" + key + "</th>" +
           choice(ballot) + group(ballot) + "</tr>";
  }

  std::string choice(store::SealedBallot const& ballot) const {
    auto const stored = protocol::decode_text<protocol::StoredBallot>(ballot.ballot);
    Cells cells;
    if (stored) cells = std::visit(CellsOf{round_}, stored->ballot);
    bool const blank = cells.of_option.empty() && cells.instead.empty();
    if (blank) cells.instead = round_.say("archive.rows.blank");
    auto const& options = round_.box.opened.options;
    if (!cells.instead.empty()) {
      auto const columns = std::max<std::size_t>(options.size(), 1);
      return "<td colspan=\"" + std::to_string(columns) + "\">" + escape_html(cells.instead) +
             "</td>";
    }
    std::string out;
    for (auto const& option : options) out += cell(escape_html(cells.of_option[option.option]));
    return out;
  }

  std::string group(store::SealedBallot const& ballot) const {
    if (!with_groups_) return {};
    if (!disclosure_.shows(ballot.ballot_class)) {
      return cell(escape_html(round_.say("archive.rows.withheld")), "quiet");
    }
    std::optional<std::string> named;
    if (!ballot.ballot_class.empty()) named = ballot.ballot_class;
    return cell(round_.group_html(named), "");
  }

  Round const& round_;
  std::vector<store::SealedBallot> const& ballots_;
  domain::ClassDisclosure disclosure_;
  bool with_groups_;
};

}  // namespace

bool has_ballot_rows(Round const& round) {
  return round.box.sealed && !round.box.voided && round.record.boxes.contains(round.box.id()) &&
         domain::class_disclosure(round.box.opened, round.box.sealed->result).ballots;
}

std::string ballot_rows_html(Round const& round) {
  return wide_table("rows", round.say("archive.rows.title"), round.say("archive.rows.note"),
                    Table(round).html());
}

}  // namespace torg::archive
