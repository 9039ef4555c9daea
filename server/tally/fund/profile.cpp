#include "tally/fund/profile.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>
#include <utility>

namespace torg::tally {

namespace {

/// Finds the type that gains exactly so much, or adds it.
class TypeTable {
 public:
  explicit TypeTable(std::size_t ballots) : begins_{0} {
    std::size_t size = 16;
    while (size < 2 * ballots) size *= 2;
    slots_.assign(size, FundProfile::no_type);
  }

  /// `gains` are by project.
  std::uint32_t find_or_add(std::span<const Gain> gains) {
    std::size_t slot = hash(gains) & (slots_.size() - 1);
    while (slots_[slot] != FundProfile::no_type && !is_same(slots_[slot], gains)) {
      slot = (slot + 1) & (slots_.size() - 1);
    }
    if (slots_[slot] == FundProfile::no_type) {
      slots_[slot] = static_cast<std::uint32_t>(begins_.size() - 1);
      all_.insert(all_.end(), gains.begin(), gains.end());
      begins_.push_back(all_.size());
    }
    return slots_[slot];
  }

  std::vector<Gain> take_gains() { return std::move(all_); }
  std::vector<std::size_t> take_begins() { return std::move(begins_); }

 private:
  static std::size_t hash(std::span<const Gain> gains) {
    std::uint64_t sum = 0x9E3779B97F4A7C15U;
    for (const Gain& gain : gains) {
      sum = (sum ^ (std::uint64_t{gain.project} << 32 | static_cast<std::uint32_t>(gain.value))) *
            0xBF58476D1CE4E5B9U;
      sum ^= sum >> 29;
    }
    return static_cast<std::size_t>(sum);
  }

  bool is_same(std::uint32_t type, std::span<const Gain> gains) const {
    const std::size_t count = begins_[type + 1] - begins_[type];
    return std::ranges::equal(std::span(all_).subspan(begins_[type], count), gains);
  }

  std::vector<Gain> all_;
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
    weigh_types();
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
    const Rational& weight = election_.weights[number];
    return weight.numerator() * (profile_.weight_unit / weight.denominator());
  }

  void read_ballot(std::size_t number) {
    const FundBallot& ballot = election_.ballots[number];
    ++result_.valid_ballots;
    result_.blank_ballots += ballot.empty() ? 1 : 0;
    count_marks(ballot);
    if (!election_.weights.empty()) weigh_marks(ballot, weight_of(number));
    if (ballot.empty() && rule_.blank == BlankBallots::left_out) return;
    const std::uint32_t type = table_.find_or_add(gains_);
    profile_.type_of_ballot[number] = type;
    if (type == profile_.types.size()) profile_.types.emplace_back();
    ++profile_.types[type].ballots;
  }

  /// Leaves what the ballot gains from in gains_.
  void count_marks(std::span<const FundMark> ballot) {
    gains_.clear();
    for (std::size_t place = 0; place < ballot.size(); ++place) {
      const auto project = static_cast<std::uint32_t>(ballot[place].project);
      const auto value = value_of_mark(rule_.satisfaction, result_.ranking_length, ballot, place);
      ++supporters_[project];
      score_[project] += score_of_mark(election_.form, result_.ranking_length, ballot, place);
      if (value > 0) gains_.push_back({project, static_cast<std::int32_t>(value)});
    }
    // No project is on a ballot twice.
    if (!std::ranges::is_sorted(gains_, {}, &Gain::project)) {
      std::ranges::sort(gains_, {}, &Gain::project);
    }
  }

  void weigh_marks(std::span<const FundMark> ballot, const Integer& weight) {
    for (std::size_t place = 0; place < ballot.size(); ++place) {
      const ProjectIndex project = ballot[place].project;
      support_[project] += weight;
      weighted_score_.resize(support_.size());
      weighted_score_[project] +=
          weight * score_of_mark(election_.form, result_.ranking_length, ballot, place);
    }
  }

  void weigh_types() {
    if (election_.weights.empty()) {
      std::int64_t ballots = 0;
      for (VoterType& type : profile_.types) {
        type.weight = type.ballots;
        type.heaviest_ballot = 1;
        type.lightest_ballot = 1;
        ballots += type.ballots;
      }
      profile_.total_weight = ballots;
      return;
    }
    for (std::size_t number = 0; number < election_.ballots.size(); ++number) {
      if (profile_.type_of_ballot[number] == FundProfile::no_type) continue;
      const Integer weight = weight_of(number);
      VoterType& type = profile_.types[profile_.type_of_ballot[number]];
      if (type.weight == 0) type.lightest_ballot = weight;
      type.weight += weight;
      type.heaviest_ballot = std::max(type.heaviest_ballot, weight);
      type.lightest_ballot = std::min(type.lightest_ballot, weight);
      profile_.total_weight += weight;
    }
  }

  void gather_supporters() {
    const std::size_t projects = election_.projects.size();
    profile_.gains = table_.take_gains();
    profile_.gains_begin = table_.take_begins();
    std::vector<std::size_t> counts(projects, 0);
    for (const Gain& gain : profile_.gains) {
      ++counts[gain.project];
      profile_.largest_value = std::max(profile_.largest_value, gain.value);
    }
    profile_.supporters.resize(projects);
    for (ProjectIndex project = 0; project < projects; ++project) {
      profile_.supporters[project].reserve(counts[project]);
    }
    for (std::uint32_t type = 0; type < profile_.types.size(); ++type) {
      for (const Gain& gain : profile_.gains_of(type)) {
        profile_.supporters[gain.project].push_back({type, gain.value});
      }
    }
    for (const auto& supporters : profile_.supporters) {
      profile_.values.push_back(values_of(supporters));
    }
    for (const FundProject& project : election_.projects) {
      profile_.satisfaction_unit.push_back(satisfaction_unit(rule_.satisfaction, project));
    }
  }

  Integer values_of(std::span<const Supporter> supporters) const {
    Integer values = 0;
    if (!election_.weights.empty()) {
      for (const Supporter& supporter : supporters) {
        values += profile_.types[supporter.type].weight * supporter.value;
      }
      return values;
    }
    Wide sum = 0;
    for (const Supporter& supporter : supporters) {
      sum += static_cast<Wide>(profile_.types[supporter.type].ballots) *
             static_cast<Wide>(supporter.value);
    }
    return to_integer(sum);
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
  /// Of the ballot that is being read, by project.
  std::vector<Gain> gains_;
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
