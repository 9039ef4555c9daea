#include "archive/export_pb.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/pb/file.hpp"
#include "archive/pb/writer.hpp"
#include "domain/class_disclosure.hpp"
#include "protocol/codec.hpp"

namespace torg::archive {
namespace {

// What the format allows in a cell: no control characters, no space around.
std::string cell_text(std::string_view text) {
  std::string out;
  for (char const c : text) {
    auto const byte = static_cast<unsigned char>(c);
    out += byte < 0x20 || byte == 0x7F ? ' ' : c;
  }
  auto const first = out.find_first_not_of(' ');
  if (first == out.npos) return {};
  return out.substr(first, out.find_last_not_of(' ') - first + 1);
}

std::set<std::int64_t> selected_of(domain::Box const& box) {
  std::set<std::int64_t> out;
  if (auto const* fund = std::get_if<protocol::FundResult>(&box.sealed->result)) {
    out.insert(fund->order.begin(), fund->order.end());
  } else if (auto const* dots = std::get_if<protocol::DotsResult>(&box.sealed->result)) {
    auto const& chosen =
        box.settled && box.settled->selected ? *box.settled->selected : dots->selected;
    out.insert(chosen.begin(), chosen.end());
  }
  return out;
}

class Election {
 public:
  Election(MeetingRecord const& record, domain::Box const& box, std::string_view language)
      : record_(record), box_(box), language_(language) {}

  PbFile file() {
    describe();
    add_projects();
    if (auto const* fund = std::get_if<protocol::FundRule>(&box_.opened.rule)) set_rule(*fund);
    if (auto const* dots = std::get_if<protocol::DotsRule>(&box_.opened.rule)) set_rule(*dots);
    add_votes();
    return std::move(file_);
  }

 private:
  void entry(char const* key, std::string_view value) {
    auto text = cell_text(value);
    if (!text.empty()) file_.meta.push_back({key, std::move(text)});
  }

  void describe() {
    auto const* const item = record_.meeting.find_item(box_.opened.item);
    std::string const title =
        item ? record_.text(item->definition.title, language_) : std::string();
    entry("description", title);
    entry("unit", record_.text(record_.meeting.title, language_));
    entry("instance", record_.meeting.created.meeting + "/" + std::to_string(box_.id()));
    entry("currency", "SEK");
    entry("rule", rule_text());
    entry("experimental",
          record_.meeting.created.illustrative || record_.meeting.created.rehearsal ? "1" : "0");
  }

  std::string rule_text() const {
    std::string text =
        box_.opened.rule_name + " version " + std::to_string(box_.opened.rule_version);
    auto const* const fund = std::get_if<protocol::FundRule>(&box_.opened.rule);
    if (fund) {
      text += ", satisfaction " + std::string(protocol::to_string(fund->satisfaction)) +
              ", completion " + std::string(protocol::to_string(fund->completion)) +
              (fund->utilitarian ? "+utilitarian" : "");
    }
    return text;
  }

  void add_projects() {
    auto const selected = selected_of(box_);
    auto const& options = box_.opened.options;
    bool const decides =
        !selected.empty() || std::holds_alternative<protocol::FundRule>(box_.opened.rule);
    priced_ =
        std::ranges::all_of(options, [](auto const& option) { return option.cost.has_value(); });
    if (decides) file_.project_columns.push_back("selected");
    for (auto const& option : options) {
      PbProject project;
      project.id = std::to_string(option.option);
      project.cost = priced_ ? *option.cost : 1;
      project.name = cell_text(record_.text(option.title, language_));
      if (decides) project.others.push_back(selected.contains(option.option) ? "1" : "0");
      places_.emplace(option.option, file_.projects.size());
      file_.projects.push_back(std::move(project));
    }
  }

  void set_rule(protocol::FundRule const& rule) {
    file_.budget = rule.pot;
    switch (rule.form) {
      case protocol::FundForm::approve:
        file_.vote_type = PbVoteType::approval;
        file_.limits.max_length = rule.max_choices;
        break;
      case protocol::FundForm::points:
        file_.vote_type = PbVoteType::cumulative;
        file_.limits.max_points = rule.max_per_option;
        file_.limits.max_sum_points = rule.points;
        break;
      case protocol::FundForm::rank:
        file_.vote_type = PbVoteType::ordinal;
        // Rank points start from it, so it is the length that the count used.
        file_.limits.max_length =
            rule.max_choices.value_or(static_cast<std::int64_t>(box_.opened.options.size()));
        break;
    }
  }

  void set_rule(protocol::DotsRule const& rule) {
    file_.vote_type = PbVoteType::cumulative;
    file_.limits.max_points = rule.max_per_option;
    file_.limits.max_sum_points = rule.dots;
    auto const options = static_cast<std::int64_t>(file_.projects.size());
    file_.budget = rule.top.value_or(options);
    if (!priced_) return;
    file_.budget = 0;
    for (auto const& project : file_.projects) file_.budget += project.cost;
  }

  void add_votes() {
    auto const disclosure = domain::class_disclosure(box_.opened, box_.sealed->result);
    auto const& sealed = record_.boxes.at(box_.id()).sealed;
    bool const grouped = std::ranges::any_of(sealed, [&](auto const& ballot) {
      return !ballot.ballot_class.empty() && disclosure.shows(ballot.ballot_class);
    });
    if (grouped) file_.vote_columns.push_back("group");
    std::int64_t voter = 0;
    for (auto const& ballot : sealed) {
      ++voter;
      auto const stored = protocol::decode_text<protocol::StoredBallot>(ballot.ballot);
      if (!stored) continue;
      PbVote vote;
      vote.marks = marks_of(stored->ballot);
      if (vote.marks.empty()) continue;
      vote.voter = std::to_string(voter);
      if (grouped) {
        bool const told = disclosure.shows(ballot.ballot_class);
        vote.others.push_back(told ? cell_text(ballot.ballot_class) : std::string());
      }
      file_.votes.push_back(std::move(vote));
    }
  }

  std::vector<PbMark> marks_of(protocol::Ballot const& ballot) const {
    std::vector<PbMark> out;
    if (auto const* dots = std::get_if<protocol::DotsBallot>(&ballot)) {
      for (auto const& mark : dots->marks) add(out, mark.option, mark.value);
    } else if (auto const* choice = std::get_if<protocol::ChoiceBallot>(&ballot)) {
      for (auto const option : choice->options) add(out, option, 1);
    } else if (auto const* ranking = std::get_if<protocol::RankingBallot>(&ballot)) {
      for (auto const option : ranking->options) add(out, option, 1);
    }
    return out;
  }

  void add(std::vector<PbMark>& marks, std::int64_t option, std::int64_t points) const {
    if (auto const place = places_.find(option); place != places_.end()) {
      marks.push_back({place->second, points});
    }
  }

  MeetingRecord const& record_;
  domain::Box const& box_;
  std::string_view language_;
  PbFile file_;
  bool priced_ = false;
  std::map<std::int64_t, std::size_t> places_;
};

}  // namespace

bool can_write_pb(MeetingRecord const& record, domain::Box const& box) {
  bool const fits = std::holds_alternative<protocol::DotsRule>(box.opened.rule) ||
                    std::holds_alternative<protocol::FundRule>(box.opened.rule);
  return fits && box.sealed && !box.voided && record.boxes.contains(box.id()) &&
         domain::class_disclosure(box.opened, box.sealed->result).ballots;
}

std::string to_pb(MeetingRecord const& record, domain::Box const& box, std::string_view language) {
  return write_pb(Election(record, box, language).file());
}

}  // namespace torg::archive
