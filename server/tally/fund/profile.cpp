#include "tally/fund/profile.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace torg::tally {

namespace {

/// One ballot's values, sorted by project; how types are told apart.
using Values = std::vector<std::pair<std::uint32_t, std::int32_t>>;

/// Finds the type that has exactly some values, or adds it.
class TypeTable {
 public:
  explicit TypeTable(std::size_t ballots) : begins_{0} {
    std::size_t size = 16;
    while (size < 2 * ballots) size *= 2;
    slots_.assign(size, FundProfile::no_type);
  }

  std::uint32_t find_or_add(const Values& values) {
    std::size_t slot = hash(values) & (slots_.size() - 1);
    while (slots_[slot] != FundProfile::no_type && !is_same(slots_[slot], values)) {
      slot = (slot + 1) & (slots_.size() - 1);
    }
    if (slots_[slot] == FundProfile::no_type) {
      slots_[slot] = static_cast<std::uint32_t>(begins_.size() - 1);
      all_.insert(all_.end(), values.begin(), values.end());
      begins_.push_back(all_.size());
    }
    return slots_[slot];
  }

  std::size_t size() const { return begins_.size() - 1; }
  std::span<const Values::value_type> values(std::size_t type) const {
    return std::span(all_).subspan(begins_[type], begins_[type + 1] - begins_[type]);
  }

 private:
  static std::size_t hash(const Values& values) {
    std::uint64_t sum = 0x9E3779B97F4A7C15U;
    for (const auto& [project, value] : values) {
      sum = (sum ^ (std::uint64_t{project} << 32 | static_cast<std::uint32_t>(value))) *
            0xBF58476D1CE4E5B9U;
      sum ^= sum >> 29;
    }
    return static_cast<std::size_t>(sum);
  }

  bool is_same(std::uint32_t type, const Values& values) const {
    return std::ranges::equal(this->values(type), values);
  }

  Values all_;
  std::vector<std::size_t> begins_;
  std::vector<std::uint32_t> slots_;
};

/// So that doubles can stand for weights where an exact calculation stands behind them.
constexpr std::size_t most_weight_bits = 400;

void check_weights(const FundElection& election) {
  if (election.weights.empty()) return;
  if (election.weights.size() != election.ballots.size()) {
    throw std::invalid_argument("as many weights as ballots are needed");
  }
  for (const Rational& weight : election.weights) {
    if (weight <= 0) throw std::invalid_argument("weight is not positive");
    if (boost::multiprecision::msb(weight.numerator()) > most_weight_bits) {
      throw std::invalid_argument("weight is larger than any sensible one");
    }
  }
}

Integer common_denominator(std::span<const Rational> weights) {
  Integer common = 1;
  for (const Rational& weight : weights) {
    common = boost::multiprecision::lcm(common, weight.denominator());
  }
  return common;
}

std::int64_t score_of_mark(FundForm form, std::int64_t ranking_length,
                           std::span<const FundMark> ballot, std::size_t place) {
  if (form == FundForm::points) return ballot[place].value;
  if (form == FundForm::approval) return 1;
  return value_of_mark(FundSatisfaction::rankpoints, ranking_length, ballot, place);
}

class Reader {
 public:
  Reader(const FundRule& rule, const FundElection& election, FundResult& result)
      : rule_(rule),
        election_(election),
        result_(result),
        supporters_(election.projects.size(), 0),
        support_(election.projects.size(), 0),
        score_(election.projects.size(), 0),
        table_(election.ballots.size()) {}

  FundProfile read() {
    check_weights(election_);
    profile_.weight_unit = common_denominator(election_.weights);
    if (boost::multiprecision::msb(profile_.weight_unit) > most_weight_bits) {
      throw std::invalid_argument("weights have no common denominator of a sensible size");
    }
    profile_.type_of_ballot.assign(election_.ballots.size(), FundProfile::no_type);
    refuse_faulty();
    result_.projects.resize(election_.projects.size());
    for (std::size_t number = 0; number < election_.ballots.size(); ++number) {
      if (is_counted_[number]) read_ballot(number);
    }
    gather_supporters();
    state_counts();
    return std::move(profile_);
  }

 private:
  void refuse_faulty() {
    FundBallotChecker checker(election_);
    std::size_t longest = 0;
    is_counted_.assign(election_.ballots.size(), true);
    for (std::size_t number = 0; number < election_.ballots.size(); ++number) {
      const FundBallot& ballot = election_.ballots[number];
      if (const auto fault = checker.check(ballot)) {
        result_.refused.push_back({number, *fault});
        is_counted_[number] = false;
      } else {
        longest = std::max(longest, ballot.size());
      }
    }
    if (election_.form != FundForm::ranking) return;
    result_.ranking_length = static_cast<std::int64_t>(election_.ranking_length.value_or(longest));
  }

  Integer weight_of(std::size_t number) const {
    if (election_.weights.empty()) return 1;
    const Rational& weight = election_.weights[number];
    return weight.numerator() * (profile_.weight_unit / weight.denominator());
  }

  void read_ballot(std::size_t number) {
    const FundBallot& ballot = election_.ballots[number];
    const Integer weight = weight_of(number);
    ++result_.valid_ballots;
    result_.blank_ballots += ballot.empty() ? 1 : 0;
    count_marks(ballot, weight);
    if (ballot.empty() && rule_.blank == BlankBallots::left_out) return;
    profile_.total_weight += weight;
    const std::uint32_t type = table_.find_or_add(values_);
    profile_.type_of_ballot[number] = type;
    if (type == profile_.types.size()) {
      profile_.types.push_back({1, weight, weight, weight});
      return;
    }
    VoterType& found = profile_.types[type];
    ++found.ballots;
    found.weight += weight;
    found.heaviest_ballot = std::max(found.heaviest_ballot, weight);
    found.lightest_ballot = std::min(found.lightest_ballot, weight);
  }

  /// Leaves the ballot's values in values_.
  void count_marks(std::span<const FundMark> ballot, const Integer& weight) {
    values_.clear();
    for (std::size_t place = 0; place < ballot.size(); ++place) {
      const ProjectIndex project = ballot[place].project;
      const auto score = score_of_mark(election_.form, result_.ranking_length, ballot, place);
      const auto value = value_of_mark(rule_.satisfaction, result_.ranking_length, ballot, place);
      ++supporters_[project];
      if (election_.weights.empty()) {
        score_[project] += score;
      } else {
        support_[project] += weight;
        weighted_score_.resize(support_.size());
        weighted_score_[project] += weight * score;
      }
      if (value > 0) values_.emplace_back(project, value);
    }
    std::sort(values_.begin(), values_.end());
  }

  void gather_supporters() {
    const std::size_t projects = election_.projects.size();
    profile_.supporters.resize(projects);
    profile_.values.assign(projects, 0);
    for (std::uint32_t type = 0; type < table_.size(); ++type) {
      for (const auto& [project, value] : table_.values(type)) {
        profile_.supporters[project].push_back({type, value});
        profile_.values[project] += profile_.types[type].weight * value;
      }
    }
    for (const FundProject& project : election_.projects) {
      profile_.satisfaction_unit.push_back(satisfaction_unit(rule_.satisfaction, project));
    }
  }

  void state_counts() {
    for (ProjectIndex project = 0; project < result_.projects.size(); ++project) {
      FundCount& count = result_.projects[project];
      count.supporters = supporters_[project];
      if (election_.weights.empty()) {
        count.support = count.supporters;
        count.score = score_[project];
      } else {
        count.support = Rational(support_[project], profile_.weight_unit);
        if (!weighted_score_.empty()) {
          count.score = Rational(weighted_score_[project], profile_.weight_unit);
        }
      }
      count.satisfaction = Rational(profile_.values[project], profile_.weight_unit) *
                           profile_.satisfaction_unit[project];
    }
  }

  const FundRule& rule_;
  const FundElection& election_;
  FundResult& result_;
  FundProfile profile_;
  std::vector<bool> is_counted_;
  std::vector<std::int64_t> supporters_;
  /// Of the form's own points: whole when nobody has a weight, else in weight_unit.
  std::vector<Integer> support_;
  std::vector<std::int64_t> score_;
  std::vector<Integer> weighted_score_;
  TypeTable table_;
  Values values_;
};

}  // namespace

std::int64_t value_of_mark(FundSatisfaction satisfaction, std::int64_t ranking_length,
                           std::span<const FundMark> ballot, std::size_t place) {
  switch (satisfaction) {
    case FundSatisfaction::cost:
    case FundSatisfaction::cardinality:
      return 1;
    case FundSatisfaction::points:
    case FundSatisfaction::points_x_cost:
      return ballot[place].value;
    case FundSatisfaction::rankpoints:
    case FundSatisfaction::rankpoints_x_cost:
      return std::max<std::int64_t>(0, ranking_length - static_cast<std::int64_t>(place));
    case FundSatisfaction::borda:
      return static_cast<std::int64_t>(ballot.size() - place) - 1;
  }
  return 0;
}

Money satisfaction_unit(FundSatisfaction satisfaction, const FundProject& project) {
  switch (satisfaction) {
    case FundSatisfaction::cost:
    case FundSatisfaction::points_x_cost:
    case FundSatisfaction::rankpoints_x_cost:
      return project.cost;
    case FundSatisfaction::cardinality:
    case FundSatisfaction::points:
    case FundSatisfaction::rankpoints:
    case FundSatisfaction::borda:
      return 1;
  }
  return 1;
}

FundProfile read_profile(const FundRule& rule, const FundElection& election, FundResult& result) {
  return Reader(rule, election, result).read();
}

}  // namespace torg::tally
