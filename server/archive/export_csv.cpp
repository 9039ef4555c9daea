#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/exports.hpp"
#include "domain/texts.hpp"

namespace torg::archive {
namespace {

// A spreadsheet runs what begins with one of these; the wide forms of them are taken for the narrow
// ones where East Asian text is written.
bool looks_like_formula(std::string_view text) {
  for (std::string_view const start :
       {"=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"}) {
    if (text.starts_with(start)) return true;
  }
  return false;
}

class Table {
 public:
  explicit Table(char separator) : separator_(separator), out_("\xEF\xBB\xBF") {}

  void row(std::vector<std::string> const& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) out_ += separator_;
      cell(cells[i]);
    }
    out_ += "\r\n";
  }
  std::string take() { return std::move(out_); }

 private:
  void cell(std::string const& text) {
    out_ += '"';
    if (looks_like_formula(text)) out_ += '\'';
    for (char const c : text) {
      if (c == '"') out_ += '"';
      out_ += c;
    }
    out_ += '"';
  }

  char separator_;
  std::string out_;
};

struct Figures {
  std::string rank;
  std::string value;
  std::string supporters;
};

std::vector<std::pair<std::int64_t, Figures>> figures(protocol::Result const& result) {
  std::vector<std::pair<std::int64_t, Figures>> out;
  if (auto const* dots = std::get_if<protocol::DotsResult>(&result)) {
    for (auto const& row : dots->rows) {
      out.emplace_back(row.option, Figures{std::to_string(row.rank), std::to_string(row.dots),
                                           std::to_string(row.supporters)});
    }
  } else if (auto const* split = std::get_if<protocol::SplitResult>(&result)) {
    for (auto const& row : split->rows) {
      out.emplace_back(row.option, Figures{"", std::to_string(row.amount), ""});
    }
  } else if (auto const* fund = std::get_if<protocol::FundResult>(&result)) {
    for (auto const& row : fund->rows) {
      out.emplace_back(row.option, Figures{row.place ? std::to_string(*row.place) : "",
                                           std::to_string(row.funded ? row.cost : 0),
                                           std::to_string(row.supporters)});
    }
  } else if (auto const* choice = std::get_if<protocol::ChoiceResult>(&result)) {
    for (auto const& row : choice->rows) {
      out.emplace_back(row.option,
                       Figures{std::to_string(row.rank), std::to_string(row.votes), ""});
    }
  } else if (auto const* scale = std::get_if<protocol::ScaleResult>(&result)) {
    for (std::size_t i = 0; i < scale->counts.size(); ++i) {
      out.emplace_back(static_cast<std::int64_t>(i + 1),
                       Figures{"", std::to_string(scale->counts[i]), ""});
    }
  }
  return out;
}

std::string option_title(MeetingRecord const& record, domain::Box const& box, std::int64_t number,
                         Catalogue const& catalogue) {
  for (auto const& option : box.opened.options) {
    if (option.option == number) return record.text(option.title, catalogue.language());
  }
  return catalogue("scale." + std::to_string(number));
}

}  // namespace

std::string to_csv(MeetingRecord const& record, Catalogue const& catalogue) {
  Table table(catalogue.language() == "sv" ? ';' : ',');
  table.row({catalogue("archive.csv_item"), catalogue("archive.csv_round"),
             catalogue("archive.csv_state"), catalogue("common.number"),
             catalogue("archive.option"), catalogue("archive.csv_result"),
             catalogue("archive.people"), catalogue("archive.rank")});
  for (auto const& item : record.meeting.items) {
    std::string const title = record.text(item.definition.title, catalogue.language());
    for (auto const id : item.boxes) {
      auto const found = record.meeting.boxes.find(id);
      if (found == record.meeting.boxes.end()) continue;
      domain::Box const& box = found->second;
      std::string const round = std::to_string(box.opened.round);
      std::string const state =
          catalogue("box_state." + std::string(protocol::to_string(box.state)));
      if (box.voided || !box.sealed) {
        table.row({title, round, state, "", "", "", "", ""});
        continue;
      }
      for (auto const& [number, figure] : figures(box.sealed->result)) {
        table.row({title, round, state, std::to_string(number),
                   option_title(record, box, number, catalogue), figure.value, figure.supporters,
                   figure.rank});
      }
    }
  }
  return table.take();
}

}  // namespace torg::archive
