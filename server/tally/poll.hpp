#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "tally/exact/rational.hpp"
#include "tally/option_index.hpp"
#include "tally/rule_id.hpp"

/// Polls: what people chose, counted. The rules are Torg's own decisions.
namespace torg::tally {

enum class PollForm {
  one_of_many,
  several_of_many,
  /// Five steps, numbered 1 (least agreement) to 5 (most).
  agreement,
};

inline constexpr RuleId poll_one_rule_id{"poll-one", 1};
inline constexpr RuleId poll_several_rule_id{"poll-several", 1};
inline constexpr RuleId poll_agreement_rule_id{"poll-agreement", 1};

RuleId rule_id(PollForm form);

/// The options of an agreement poll; the other forms bring their own.
std::span<const OptionNumber> agreement_steps();

struct PollRule {
  PollForm form = PollForm::one_of_many;
  /// Only for several_of_many; without it any number may be chosen.
  std::optional<std::size_t> max_choices;

  std::size_t most_choices(std::size_t options) const;
};

/// The options one voter chose; none is a blank ballot. Someone who abstained or did not vote has
/// no ballot here.
using PollBallot = std::vector<OptionNumber>;

enum class PollRuleFault {
  no_options,
  option_listed_twice,
  not_the_agreement_steps,   // an agreement poll over something else than agreement_steps()
  max_choices_out_of_range,  // 0, more than there are options, or given for another form
};

enum class PollFault { unknown_option, option_chosen_twice, too_many_choices };

struct PollCount {
  OptionNumber option = 0;
  /// Ballots that chose the option.
  std::int64_t votes = 0;
  /// By votes; equal votes, equal rank. On an agreement poll it says which step is most common.
  int rank = 0;
  /// Of the ballots that are not blank; with several_of_many the shares can add up to more than 1.
  /// Nothing, like percent_tenths, when every ballot is blank.
  std::optional<Rational> share;
  /// With several_of_many each share is rounded by itself, half upwards. With the other forms they
  /// add up to exactly 1000 (see tally::percent_tenths).
  std::optional<int> percent_tenths;
};

struct PollRefusal {
  /// Index into the ballots given.
  std::size_t ballot = 0;
  PollFault fault{};
};

/// The middle step of all that were chosen. With an even number of ballots the middle two can
/// differ; then both are stated and no step in between is invented.
struct MedianStep {
  OptionNumber lower = 0;
  OptionNumber upper = 0;

  friend bool operator==(const MedianStep&, const MedianStep&) = default;
};

struct PollResult {
  std::int64_t valid_ballots = 0;
  /// Valid ballots that chose nothing.
  std::int64_t blank_ballots = 0;
  std::vector<PollRefusal> refused;
  /// In list order.
  std::vector<PollCount> options;
  /// Only for an agreement poll in which somebody chose a step.
  std::optional<MedianStep> median;
};

/// For whoever sets up a poll. The tally itself refuses only what it cannot compute.
std::optional<PollRuleFault> check_rule(const PollRule& rule,
                                        std::span<const OptionNumber> options);

/// The first fault, or nothing if the ballot counts: first the choices in the ballot's order
/// (unknown, chosen twice), then their number. A ballot is refused as a whole and never repaired.
std::optional<PollFault> check_ballot(const PollRule& rule, std::span<const OptionNumber> options,
                                      std::span<const OptionNumber> ballot);

/// Rules "poll-one", "poll-several" and "poll-agreement", version 1, as rule.form says. Checks
/// every ballot again. Options must differ, and be the agreement steps for that form; otherwise
/// std::invalid_argument is thrown.
PollResult tally_poll(const PollRule& rule, std::span<const OptionNumber> options,
                      std::span<const PollBallot> ballots);

std::string_view name_of(PollRuleFault fault);
std::string_view name_of(PollFault fault);

}  // namespace torg::tally
