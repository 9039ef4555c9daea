#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "protocol/types.hpp"

namespace torg::domain {

// What one class added to a result, while the box is counted.
class ClassFigures {
 public:
  // Whether it is counted how many of a class chose something that is funded.
  enum class Content { not_counted, counted };

  // `values` is how many figures a class has.
  explicit ClassFigures(std::size_t values, Content content = Content::not_counted)
      : values_(values), content_(content) {}

  // A ballot was cast, with or without something in the count.
  void mention(std::string const& ballot_class) { of(ballot_class); }
  // A ballot with something in the count.
  void add_ballot(std::string const& ballot_class) { ++of(ballot_class).ballots; }
  // That ballot chose something that is funded.
  void add_content(std::string const& ballot_class) { ++of(ballot_class).content; }
  void add(std::string const& ballot_class, std::size_t place, std::int64_t value) {
    of(ballot_class).values[place] += value;
  }

  // Nothing when fewer than two classes could be shown, or when a sum is above what every client
  // can hold exactly (2^53 - 1), which takes thousands of ballots of a pot of billions.
  std::optional<protocol::Breakdown> breakdown() const;

 private:
  struct Figures {
    std::int64_t ballots = 0;
    std::int64_t content = 0;
    std::vector<std::int64_t> values;
  };

  bool fits_protocol() const;
  protocol::GroupFigures shown(std::optional<protocol::GroupId> group,
                               Figures const& figures) const;

  Figures& of(std::string const& ballot_class) {
    auto const [found, added] = classes_.try_emplace(ballot_class);
    if (added) found->second.values.resize(values_);
    return found->second;
  }

  std::size_t values_;
  Content content_;
  std::map<std::string, Figures> classes_;
};

}  // namespace torg::domain
