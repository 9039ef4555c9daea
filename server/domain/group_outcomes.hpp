#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "protocol/types.hpp"

namespace torg::domain {

// How one counted ballot fares under a rule against the rule of the box.
struct BallotOutcome {
  bool better = false;
  bool worse = false;
  bool content = false;  // a project on it is funded
};

// Adds up outcomes by class. `classes` are those of the counted ballots in their order, `others`
// those of the rest: a class is withheld here exactly where the breakdown withholds it, or the two
// together would tell that none of its ballots counted.
class GroupOutcomes {
 public:
  enum class Content { not_counted, counted };

  GroupOutcomes(std::vector<std::string> const& classes, std::vector<std::string> const& others,
                Content content);

  // Writes better, worse and groups. One outcome for each ballot.
  void tell(std::vector<BallotOutcome> const& ballots, protocol::RuleOutcome& outcome) const;

 private:
  std::vector<std::string> const& classes_;
  Content content_;
  std::vector<std::string> shown_;  // in their order, those without a group last
};

}  // namespace torg::domain
