#include "app/fund_report.hpp"

#include <algorithm>
#include <ostream>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/tally_words.hpp"
#include "tally/fund/comparison.hpp"
#include "tally/fund/miss.hpp"

namespace torg::app {

namespace {

using Json = nlohmann::ordered_json;
using tally::ProjectIndex;

class FundReport {
 public:
  FundReport(archive::PbFile const& file, tally::FundElection const& election,
             tally::FundRule const& rule, archive::Catalogue const& say, std::ostream& out)
      : file_(file),
        election_(election),
        rule_(rule),
        result_(tally::tally_fund(rule, election)),
        say_(say),
        out_(out) {}

  Json json() const {
    Json json{{"rule", word_of(rule_.method)},
              {"satisfaction", satisfaction_word(rule_)},
              {"completion", completion_words(rule_)},
              {"ties", tally::name_of(rule_.ties)}};
    auto selected = ids(result_.selected);
    std::sort(selected.begin(), selected.end());
    json["selected"] = std::move(selected);
    json["selection_order"] = ids(result_.selection_order);
    json["total_cost"] = Json::parse(amount(result_.total_cost));
    json["exhaustive"] = result_.exhaustive;
    if (result_.status != tally::FundStatus::ok) json["status"] = tally::name_of(result_.status);
    return json;
  }

  void print_outcome() const {
    out_ << say_("cli.counted",
                 {{"ballots", say_.number(result_.valid_ballots)},
                  {"projects", say_.number(static_cast<std::int64_t>(election_.projects.size()))},
                  {"budget", amount(election_.budget)}})
         << '\n'
         << say_(catalogue_key(rule_.method)) << " (" << word_of(rule_.method) << ", "
         << satisfaction_word(rule_) << ", " << completion_words(rule_) << ", "
         << tally::name_of(rule_.ties) << ")\n";
    if (result_.status == tally::FundStatus::not_proved) {
      out_ << say_("fund.story_not_proved") << '\n';
    }
    out_ << '\n';
    for (ProjectIndex const project : result_.selection_order) {
      out_ << "  " << amount(cost(project)) << "  " << name(project) << '\n';
    }
    out_ << '\n'
         << say_("cli.total", {{"total", amount(result_.total_cost)},
                               {"left", amount(election_.budget - result_.total_cost)}})
         << '\n';
  }

  void explain() const {
    out_ << '\n' << say_("cli.how") << '\n';
    for (auto const& round : result_.equal_shares_rounds) {
      out_ << "  "
           << say_("cli.bought", {{"project", name(round.project)},
                                  {"cost", amount(cost(round.project))},
                                  {"n", say_.number(round.payers)},
                                  {"most", about(round.paid_most)}})
           << '\n';
    }
    for (auto const& round : result_.phragmen_rounds) {
      out_ << "  "
           << say_("cli.carried", {{"project", name(round.project)},
                                   {"cost", amount(cost(round.project))},
                                   {"load", about(round.load)}})
           << '\n';
    }
    for (auto const& step : result_.greedy_steps) {
      out_ << "  "
           << say_(step.taken ? "cli.taken" : "cli.skipped", {{"project", name(step.project)},
                                                              {"cost", amount(cost(step.project))},
                                                              {"left", amount(step.left)}})
           << '\n';
    }
    // Nobody waits in a hall for this, so the search may take its time.
    tally::FundMissLimits limits;
    limits.most_steps *= 20;
    limits.proof_per_search = 1'000'000;
    auto const misses = tally::fund_misses(rule_, election_, result_, limits);
    if (misses.empty()) return;
    out_ << '\n' << say_("cli.missed") << '\n';
    for (tally::FundMiss const& miss : misses) print_miss(miss);
  }

  void compare() const {
    out_ << '\n' << say_("cli.compare") << '\n';
    for (auto const& outcome : tally::compare_fund_rules(rule_, election_)) {
      auto selected = ids(outcome.result.selected);
      std::sort(selected.begin(), selected.end());
      out_ << (outcome.chosen ? "* " : "  ") << word_of(outcome.rule.method) << ' '
           << satisfaction_word(outcome.rule) << ' ' << completion_words(outcome.rule) << ": "
           << amount(outcome.result.total_cost) << ", "
           << say_("cli.fares",
                   {{"better", say_.number(outcome.better)}, {"worse", say_.number(outcome.worse)}})
           << "\n    ";
      for (auto const& id : selected) out_ << ' ' << id;
      out_ << '\n';
    }
  }

 private:
  static std::string satisfaction_word(tally::FundRule const& rule) {
    if (rule.method == tally::FundMethod::phragmen) return "-";
    return std::string(tally::name_of(rule.satisfaction));
  }

  std::vector<std::string> ids(std::vector<ProjectIndex> const& projects) const {
    std::vector<std::string> ids;
    for (ProjectIndex const project : projects) ids.push_back(election_.projects[project].id);
    return ids;
  }
  std::string name(ProjectIndex project) const {
    auto const& read = file_.projects[project];
    return read.name.empty() ? read.id : read.id + " " + read.name;
  }
  tally::Money cost(ProjectIndex project) const { return election_.projects[project].cost; }
  std::string amount(tally::Money scaled) const {
    return archive::pb_number_text(scaled, file_.amount_decimals);
  }
  // Rounded up to the file's smallest unit: what nobody pays more than.
  std::string about(tally::Rational const& exact) const {
    tally::Integer const floor = exact.floor();
    auto const whole = static_cast<tally::Money>(floor);
    return amount(exact == tally::Rational(floor) ? whole : whole + 1);
  }

  void print_miss(tally::FundMiss const& miss) const {
    out_ << "  " << name(miss.project) << ", " << amount(cost(miss.project)) << ". "
         << say_("cli.miss_" + std::string(tally::name_of(miss.cause)));
    if (miss.left) out_ << ' ' << say_("cli.miss_left", {{"left", amount_down(*miss.left)}});
    if (miss.extra_supporters) {
      out_ << ' '
           << say_.count(miss.extra_supporters_proved ? "cli.miss_extra" : "cli.miss_extra_already",
                         *miss.extra_supporters);
    }
    if (miss.highest_cost) {
      out_ << ' '
           << say_(miss.highest_cost_proved ? "cli.miss_cost" : "cli.miss_cost_at_least",
                   {{"cost", amount(*miss.highest_cost)}});
    }
    out_ << '\n';
  }
  std::string amount_down(tally::Rational const& exact) const {
    return amount(static_cast<tally::Money>(exact.floor()));
  }

  archive::PbFile const& file_;
  tally::FundElection const& election_;
  tally::FundRule const& rule_;
  tally::FundResult result_;
  archive::Catalogue const& say_;
  std::ostream& out_;
};

}  // namespace

void report_fund(TallyRequest const& request, archive::PbFile const& file,
                 tally::FundElection const& election, tally::FundRule const& rule,
                 archive::Catalogue const& say, std::ostream& out) {
  FundReport const report(file, election, rule, say, out);
  if (request.json) {
    out << report.json().dump(1) << '\n';
    return;
  }
  report.print_outcome();
  if (request.explain) report.explain();
  if (request.compare) report.compare();
}

}  // namespace torg::app
