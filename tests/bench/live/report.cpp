#include "bench/live/report.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>

#include <nlohmann/json.hpp>

namespace torg::bench {
namespace {

std::string text_of(double value) {
  char text[32];
  std::snprintf(text, sizeof text, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  return text;
}

/// How the two compare, round by round: rounds are interleaved, so what disturbs the machine
/// disturbs both.
double ratio_of(Row const& row) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < std::min(row.floor.size(), row.torg.size()); ++i) {
    if (row.floor[i] > 0) ratios.push_back((row.torg[i] - row.allowance) / row.floor[i]);
  }
  return median(ratios);
}

double measure_of(Row const& row) { return row.floor.empty() ? median(row.torg) : ratio_of(row); }

bool reaches(Row const& row, std::optional<double> bar) {
  if (!bar) return true;
  return row.more_is_better ? measure_of(row) >= *bar : measure_of(row) <= *bar;
}

std::string bar_text(Row const& row, std::optional<double> bar) {
  if (!bar) return "";
  std::string text = row.more_is_better ? "≥ " : "≤ ";
  if (row.allowance > 0) text += text_of(row.allowance) + " + ";
  return text + text_of(*bar) + (row.floor.empty() ? "" : " ×");
}

std::string line_of(Row const& row) {
  std::string verdict;
  if (row.aim && reaches(row, row.aim)) {
    verdict = "aim";
  } else if (row.must) {
    verdict = reaches(row, row.must) ? "must" : "missed";
  } else if (row.aim) {
    verdict = "not the aim";
  }
  std::string line = "| " + row.name + " (" + row.unit + ") | ";
  line += (row.floor.empty() ? "" : text_of(median(row.floor))) + " | ";
  line += text_of(median(row.torg)) + " | ";
  line += (row.floor.empty() ? "" : text_of(ratio_of(row)) + " ×") + " | ";
  line += bar_text(row, row.must) + " | " + bar_text(row, row.aim) + " | " + verdict + " |";
  if (!row.note.empty()) line += " " + row.note;
  return line;
}

}  // namespace

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  auto const middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

void Report::add(Row row) {
  std::printf("%s\n", line_of(row).c_str());
  std::fflush(stdout);
  rows_.push_back(std::move(row));
}

void Report::print() const {
  std::printf(
      "\n| | floor | Torg | ratio | must | aim | reached |\n|---|---|---|---|---|---|---|\n");
  for (auto const& row : rows_) std::printf("%s\n", line_of(row).c_str());
}

void Report::write_json(std::string const& file) const {
  nlohmann::json rows = nlohmann::json::array();
  for (auto const& row : rows_) {
    nlohmann::json json{{"name", row.name},
                        {"unit", row.unit},
                        {"floor", row.floor},
                        {"torg", row.torg},
                        {"more_is_better", row.more_is_better}};
    if (!row.floor.empty()) json["ratio"] = ratio_of(row);
    if (row.must) json["must"] = *row.must;
    if (row.aim) json["aim"] = *row.aim;
    if (row.allowance > 0) json["allowance"] = row.allowance;
    if (!row.note.empty()) json["note"] = row.note;
    rows.push_back(std::move(json));
  }
  std::ofstream(file) << rows.dump(1) << '\n';
}

}  // namespace torg::bench
