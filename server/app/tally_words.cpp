#include "app/tally_words.hpp"

#include <array>
#include <numeric>

namespace torg::app {

namespace {

using tally::FundCompletion;
using tally::FundForm;
using tally::FundMethod;
using tally::FundSatisfaction;
using tally::FundTies;
using tally::SplitMethod;

constexpr std::array methods{FundMethod::greedy, FundMethod::equal_shares, FundMethod::phragmen,
                             FundMethod::knapsack};
constexpr std::array satisfactions{
    FundSatisfaction::cost,       FundSatisfaction::cardinality,
    FundSatisfaction::points,     FundSatisfaction::points_x_cost,
    FundSatisfaction::rankpoints, FundSatisfaction::rankpoints_x_cost,
    FundSatisfaction::borda};
constexpr std::array completions{FundCompletion::none, FundCompletion::add1,
                                 FundCompletion::add1_no_exhaustive_stop};
constexpr std::array ties{FundTies::lexico, FundTies::score_cost_id, FundTies::meeting};

FundSatisfaction usual_satisfaction(FundForm form) {
  switch (form) {
    case FundForm::approval:
      return FundSatisfaction::cost;
    case FundForm::points:
      return FundSatisfaction::points_x_cost;
    case FundForm::ranking:
      return FundSatisfaction::rankpoints_x_cost;
  }
  return {};
}

template <class Value, std::size_t Size, class Name>
std::optional<Value> named(std::array<Value, Size> const& values, std::string_view word,
                           Name const& name) {
  for (Value const value : values) {
    if (name(value) == word) return value;
  }
  return std::nullopt;
}

bool read_completion(std::string word, tally::FundRule& rule) {
  std::string_view const utilitarian = "utilitarian";
  rule.utilitarian = word.ends_with(utilitarian);
  if (rule.utilitarian) {
    word.resize(word.size() - utilitarian.size());
    if (word.empty()) return true;
    if (!word.ends_with('+')) return false;
    word.pop_back();
  }
  auto const found = named(completions, word, [](auto one) { return tally::name_of(one); });
  if (found) rule.completion = *found;
  return found.has_value();
}

}  // namespace

std::string_view word_of(FundMethod method) {
  return method == FundMethod::equal_shares ? "mes" : tally::name_of(method);
}

std::vector<std::string> fund_rule_words() {
  std::vector<std::string> words;
  for (FundMethod const method : methods) words.emplace_back(word_of(method));
  return words;
}

std::vector<std::string> split_rule_words() {
  std::vector<std::string> words;
  for (SplitMethod const method : tally::split_methods) words.emplace_back(tally::name_of(method));
  return words;
}

std::optional<SplitMethod> split_method_named(std::string_view word) {
  if (word == "median_renormalised") return SplitMethod::median;
  return named(tally::split_methods, word, [](auto one) { return tally::name_of(one); });
}

std::optional<tally::FundRule> fund_rule_of(TallyRequest const& request,
                                            tally::FundElection const& election,
                                            std::string& unknown) {
  tally::FundRule rule;
  rule.method = FundMethod::equal_shares;
  rule.satisfaction = usual_satisfaction(election.form);
  if (!request.rule.empty()) {
    auto const found = named(methods, request.rule, [](auto one) { return word_of(one); });
    if (!found) return unknown = request.rule, std::nullopt;
    rule.method = *found;
  }
  if (!request.satisfaction.empty()) {
    auto const found =
        named(satisfactions, request.satisfaction, [](auto one) { return tally::name_of(one); });
    if (!found) return unknown = request.satisfaction, std::nullopt;
    rule.satisfaction = *found;
  }
  if (!request.completion.empty()) {
    if (!read_completion(request.completion, rule)) {
      return unknown = request.completion, std::nullopt;
    }
  } else {
    bool const shares = rule.method == FundMethod::equal_shares;
    if (shares) rule.completion = FundCompletion::add1;
    rule.utilitarian = shares || rule.method == FundMethod::phragmen;
  }
  if (!request.ties.empty()) {
    auto const found = named(ties, request.ties, [](auto one) { return tally::name_of(one); });
    if (!found) return unknown = request.ties, std::nullopt;
    rule.ties = *found;
  }
  if (rule.ties == FundTies::meeting) {
    rule.lot.resize(election.projects.size());
    std::iota(rule.lot.begin(), rule.lot.end(), tally::ProjectIndex{0});
  }
  return rule;
}

std::string completion_words(tally::FundRule const& rule) {
  if (!rule.utilitarian) return std::string(tally::name_of(rule.completion));
  if (rule.completion == FundCompletion::none) return "utilitarian";
  return std::string(tally::name_of(rule.completion)) + "+utilitarian";
}

std::string_view catalogue_key(FundMethod method) {
  switch (method) {
    case FundMethod::greedy:
      return "rule.greedy";
    case FundMethod::equal_shares:
      return "rule.equal_shares";
    case FundMethod::phragmen:
      return "rule.phragmen";
    case FundMethod::knapsack:
      return "rule.fund_knapsack";
  }
  return "";
}

std::string_view catalogue_key(SplitMethod method) {
  switch (method) {
    case SplitMethod::mean:
      return "rule.mean";
    case SplitMethod::median:
      return "rule.median";
    case SplitMethod::independent_markets:
      return "rule.independent_markets";
    case SplitMethod::knapsack:
      return "rule.split_knapsack";
  }
  return "";
}

}  // namespace torg::app
