#pragma once

#include <optional>
#include <string>
#include <vector>

namespace torg::bench {

/// One line of the table: the figures of each round, of the floor and of Torg.
struct Row {
  std::string name;
  std::string unit;
  std::vector<double> floor{};  // empty when the bar is a figure, not a ratio
  std::vector<double> torg{};
  /// Bars of the ratio Torg to floor, or of Torg's figure when there is no floor.
  std::optional<double> must{};
  std::optional<double> aim{};
  bool more_is_better = false;
  /// Told as it is beside the figures.
  std::string note{};
  /// What is added to `bar times floor` to get the bar, in the row's unit: a merge window.
  double allowance = 0;
};

/// The middle one, or the mean of the middle two; 0 of nothing.
double median(std::vector<double> values);

class Report {
 public:
  /// Shown at once, so that a run that is ended early has told something.
  void add(Row row);
  /// The table, as it stands in the README.
  void print() const;
  void write_json(std::string const& file) const;

 private:
  std::vector<Row> rows_;
};

}  // namespace torg::bench
