#include "tally/fund/reference.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <stdexcept>

#include "support/pabulib.hpp"

namespace torg::tally::reference {

namespace {

using Json = nlohmann::json;
namespace pabulib = torg::test::pabulib;

struct Table {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;

  std::string get(const std::vector<std::string>& row, const std::string& column) const {
    const auto place = std::ranges::find(header, column);
    const auto at = static_cast<std::size_t>(place - header.begin());
    return at < row.size() ? row[at] : std::string();
  }
};

std::map<std::string, Table> read_tables(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot open " + path.string());
  std::map<std::string, Table> tables;
  Table* table = nullptr;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) continue;
    if (line == "META" || line == "PROJECTS" || line == "VOTES") {
      table = &tables[line];
      continue;
    }
    if (table == nullptr) throw std::runtime_error("text before the first section");
    auto fields = pabulib::detail::split_fields(line, ';');
    if (table->header.empty()) {
      table->header = std::move(fields);
    } else {
      table->rows.push_back(std::move(fields));
    }
  }
  return tables;
}

std::size_t decimals_of(const std::string& amount) {
  const auto point = amount.find('.');
  return point == std::string::npos ? 0 : amount.size() - point - 1;
}

Money to_money(std::string amount, std::size_t decimals) {
  std::size_t missing = decimals - decimals_of(amount);
  std::erase(amount, '.');
  amount.append(missing, '0');
  return pabulib::detail::to_number(amount, 0);
}

FundForm form_of(const std::string& vote_type) {
  if (vote_type == "approval" || vote_type == "choose-1") return FundForm::approval;
  if (vote_type == "cumulative" || vote_type == "scoring") return FundForm::points;
  if (vote_type == "ordinal") return FundForm::ranking;
  throw std::runtime_error("no vote type " + vote_type);
}

template <class Value>
Value value_by_name(const std::string& name, std::initializer_list<Value> values) {
  for (const Value value : values) {
    if (name_of(value) == name) return value;
  }
  throw std::runtime_error("nothing is called " + name);
}

FundRule rule_of(const Json& json) {
  FundRule rule;
  const auto method = json.at("rule").get<std::string>();
  rule.method = method == "mes" ? FundMethod::equal_shares
                                : value_by_name(method, {FundMethod::greedy, FundMethod::phragmen});
  const auto satisfaction = json.at("satisfaction").get<std::string>();
  if (satisfaction != "-") {
    rule.satisfaction =
        value_by_name(satisfaction, {FundSatisfaction::cost, FundSatisfaction::cardinality,
                                     FundSatisfaction::points, FundSatisfaction::points_x_cost,
                                     FundSatisfaction::rankpoints,
                                     FundSatisfaction::rankpoints_x_cost, FundSatisfaction::borda});
  }
  std::istringstream parts(json.at("completion").get<std::string>());
  for (std::string part; std::getline(parts, part, '+');) {
    if (part == "utilitarian") {
      rule.utilitarian = true;
    } else {
      rule.completion = value_by_name(part, {FundCompletion::none, FundCompletion::add1,
                                             FundCompletion::add1_no_exhaustive_stop});
    }
  }
  return rule;
}

Rational to_rational(const std::string& text) {
  const auto slash = text.find('/');
  if (slash == std::string::npos) return Rational(Integer(text));
  return Rational(Integer(text.substr(0, slash)), Integer(text.substr(slash + 1)));
}

Json read_json(const std::filesystem::path& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot open " + path.string());
  return Json::parse(in);
}

template <class Value>
std::optional<Value> find(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found == json.end() ? std::nullopt : std::optional(found->get<Value>());
}

Outcome outcome_of(const Json& json, Money currency_unit) {
  Outcome outcome;
  const FundRule rule = rule_of(json);
  for (const auto& ties : json.at("tie_breaking")) {
    outcome.rules.push_back(rule);
    outcome.rules.back().ties =
        value_by_name(ties.get<std::string>(), {FundTies::lexico, FundTies::score_cost_id});
  }
  outcome.name = json.at("rule").get<std::string>() + " " +
                 json.at("satisfaction").get<std::string>() + " " +
                 json.at("completion").get<std::string>();
  using Ids = std::vector<std::string>;
  outcome.selected = json.at("selected").get<Ids>();
  outcome.selection_order = find<Ids>(json, "selection_order");
  outcome.added_by_completion = find<Ids>(json, "added_by_completion");
  outcome.ties_met = find<std::vector<Ids>>(json, "ties_met");
  outcome.total_cost = static_cast<Money>(
      json.at("total_cost").get<double>() * static_cast<double>(currency_unit) + 0.5);
  outcome.exhaustive = json.at("exhaustive").get<bool>();
  for (const auto& [key, endowment] : {std::pair{"endowment_start", &outcome.endowment_start},
                                       std::pair{"endowment_final", &outcome.endowment_final}}) {
    if (const auto text = find<std::string>(json, key)) {
      *endowment = to_rational(*text) * currency_unit;
    }
  }
  outcome.runs = find<std::int64_t>(json, "mes_runs");
  outcome.stopped_because = find<std::string>(json, "stopped_because");
  return outcome;
}

template <class Value>
std::string text_of(const Value& value) {
  if constexpr (std::is_same_v<Value, Rational>) {
    return value.text();
  } else {
    return Json(value).dump();
  }
}

template <class Value>
void compare(const char* what, const Value& expected, const Value& found, std::string& text) {
  if (expected == found) return;
  text +=
      std::string(what) + ": expected " + text_of(expected) + ", found " + text_of(found) + "\n";
}

template <class Value>
void compare_if_stated(const char* what, const std::optional<Value>& expected,
                       const std::optional<Value>& found, std::string& text) {
  if (!expected) return;
  if (!found) {
    text += std::string(what) + ": expected " + text_of(*expected) + ", found nothing\n";
  } else {
    compare(what, *expected, *found, text);
  }
}

std::vector<std::string> sorted(std::vector<std::string> ids) {
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::vector<std::vector<std::string>> ties_of(const FundElection& election,
                                              const FundResult& result) {
  std::vector<std::vector<std::string>> sets;
  for (const auto& set : result.ties_met) sets.push_back(sorted(ids_of(election, set)));
  return sets;
}

}  // namespace

FundElection read_election(const std::filesystem::path& path) {
  const auto tables = read_tables(path);
  std::map<std::string, std::string> meta;
  for (const auto& row : tables.at("META").rows) meta[row.at(0)] = row.at(1);
  const Table& projects = tables.at("PROJECTS");
  const Table& votes = tables.at("VOTES");

  FundElection election;
  election.form = form_of(meta.at("vote_type"));
  std::size_t decimals = decimals_of(meta.at("budget"));
  for (const auto& row : projects.rows) {
    decimals = std::max(decimals, decimals_of(projects.get(row, "cost")));
  }
  for (std::size_t digit = 0; digit < decimals; ++digit) election.currency_unit *= 10;
  election.budget = to_money(meta.at("budget"), decimals);
  std::map<std::string, ProjectIndex> places;
  for (const auto& row : projects.rows) {
    const std::string id = projects.get(row, "project_id");
    places[id] = election.projects.size();
    election.projects.push_back({id, to_money(projects.get(row, "cost"), decimals)});
  }
  if (election.form == FundForm::ranking && meta.contains("max_length")) {
    election.ranking_length =
        static_cast<std::size_t>(pabulib::detail::to_number(meta.at("max_length"), 0));
  }
  for (const auto& row : votes.rows) {
    FundBallot& ballot = election.ballots.emplace_back();
    const std::string vote = votes.get(row, "vote");
    if (vote.empty()) continue;
    const auto points = pabulib::detail::split_fields(votes.get(row, "points"), ',');
    const auto ids = pabulib::detail::split_fields(vote, ',');
    for (std::size_t place = 0; place < ids.size(); ++place) {
      const std::int64_t value =
          election.form == FundForm::points ? pabulib::detail::to_number(points.at(place), 0) : 1;
      ballot.push_back({places.at(ids[place]), value});
    }
  }
  return election;
}

std::vector<Outcome> read_outcomes(const std::filesystem::path& path,
                                   const FundElection& election) {
  const Json file = read_json(path);
  std::vector<Outcome> outcomes;
  for (const auto& json : file.at("outcomes")) {
    outcomes.push_back(outcome_of(json, election.currency_unit));
  }
  return outcomes;
}

Facts read_facts(const std::filesystem::path& path, const FundElection& election) {
  const Json json = read_json(path).at("facts");
  Facts facts;
  for (const FundProject& project : election.projects) {
    facts.support.push_back(json.at("support").at(project.id).get<std::int64_t>());
    facts.score.push_back(json.at("score").at(project.id).get<std::int64_t>());
  }
  return facts;
}

std::vector<std::string> ids_of(const FundElection& election,
                                const std::vector<ProjectIndex>& projects) {
  std::vector<std::string> ids;
  for (const ProjectIndex project : projects) ids.push_back(election.projects[project].id);
  return ids;
}

std::string differences(const FundElection& election, const FundResult& result,
                        const Outcome& outcome) {
  std::string text;
  compare("selected", outcome.selected, sorted(ids_of(election, result.selected)), text);
  compare("total_cost", outcome.total_cost, result.total_cost, text);
  compare("exhaustive", outcome.exhaustive, result.exhaustive, text);
  compare_if_stated("selection_order", outcome.selection_order,
                    std::optional(ids_of(election, result.selection_order)), text);
  compare_if_stated("added_by_completion", outcome.added_by_completion,
                    std::optional(ids_of(election, result.added_by_completion)), text);
  compare_if_stated("ties_met", outcome.ties_met, std::optional(ties_of(election, result)), text);
  compare_if_stated("endowment_start", outcome.endowment_start, result.endowment_start, text);
  compare_if_stated("endowment_final", outcome.endowment_final, result.endowment_final, text);
  compare_if_stated("mes_runs", outcome.runs, std::optional(result.runs), text);
  compare_if_stated("stopped_because", outcome.stopped_because,
                    std::optional(std::string(name_of(result.stop))), text);
  return text;
}

}  // namespace torg::tally::reference
