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

/// Dot voting: everyone places up to N dots. The rules are Torg's own decisions; only the rounding
/// of percentages is a known method (largest remainder).
namespace torg::tally {

inline constexpr RuleId dots_rule_id{"dots", 1};

/// So that a tally of 2^40 ballots still fits in 64 bits.
inline constexpr std::int64_t most_dots_per_voter = 1'000'000;

struct DotsRule {
  std::int64_t dots_per_voter = 0;
  std::optional<std::int64_t> max_per_option;
  /// A ballot that leaves dots unplaced, a blank one included, does not count.
  bool must_use_all = false;
  /// How many options go on to the next step; nothing if the vote only ranks.
  std::optional<std::size_t> top;
  /// All options in the order of a lot drawn before the box opened, which then orders those with
  /// equal dots and supporters, in place of the list.
  std::optional<std::vector<OptionNumber>> lot = std::nullopt;
};

struct DotsMark {
  OptionNumber option = 0;
  std::int64_t dots = 0;
};

/// One voter's whole choice. An option that is not named got 0 dots; a ballot without a dot is
/// blank: it counts as a valid ballot and adds nothing. Someone who abstained or did not vote has
/// no ballot here.
using DotsBallot = std::vector<DotsMark>;

enum class DotsRuleFault {
  no_options,
  option_listed_twice,
  dots_out_of_range,            // below 1 or above most_dots_per_voter
  max_per_option_out_of_range,  // below 1
  cannot_use_all,               // must_use_all, but the maximum per option leaves no way to do so
  top_out_of_range,             // 0, or more than there are options
  lot_not_of_the_options,       // the lot does not name every option exactly once
};

enum class DotsFault {
  unknown_option,
  option_marked_twice,
  negative,
  too_many_on_one_option,
  too_many_dots,
  too_few_dots,  // only with must_use_all
};

/// Whether a ballot with this fault is merely unfinished: worth saving while the box is open, since
/// every press saves the whole ballot, but not counted if it stays like that.
constexpr bool is_unfinished(DotsFault fault) { return fault == DotsFault::too_few_dots; }

/// What was strictly larger in the earlier of two neighbours in the order (dots by weight). When
/// nothing was, lot if one was drawn, and otherwise list_order, so that a screen can say that only
/// the list put one before the other.
enum class DotsReason { dots, supporters, lot, list_order };

struct DotsCount {
  OptionNumber option = 0;
  std::int64_t dots = 0;
  /// The dots times their ballots' weights; the same as dots if all weights are 1.
  Rational weighted_dots = 0;
  /// Ballots with at least one dot on the option, whatever they weigh.
  std::int64_t supporters = 0;
  /// By weighted dots only; equal dots, equal rank.
  int rank = 0;
  /// Of all weighted dots placed. Nothing, like percent_tenths, when not one dot was placed.
  std::optional<Rational> share;
  /// Adds up to exactly 1000 over all options (see tally::percent_tenths).
  std::optional<int> percent_tenths;
};

struct DotsRefusal {
  /// Index into the ballots given.
  std::size_t ballot = 0;
  DotsFault fault{};
};

struct DotsResult {
  std::int64_t valid_ballots = 0;
  /// Valid ballots without a dot.
  std::int64_t blank_ballots = 0;
  std::vector<DotsRefusal> refused;
  std::int64_t total_dots = 0;
  Rational total_weighted_dots = 0;
  /// In list order.
  std::vector<DotsCount> options;
  /// More weighted dots first, then more supporters, then the lot or else list order.
  std::vector<OptionNumber> order;
  /// [k] separates order[k] from order[k + 1].
  std::vector<DotsReason> order_decided_by;
  /// The first `top` of the order; empty without `top`.
  std::vector<OptionNumber> selected;
  /// All options with the weighted dots at the cut, in order, when the cut goes through a tie on
  /// them: then the selection was not decided by dots. Otherwise empty.
  std::vector<OptionNumber> tie_at_cut;
};

/// For whoever sets up a vote. The tally itself refuses only what it cannot compute.
std::optional<DotsRuleFault> check_rule(const DotsRule& rule,
                                        std::span<const OptionNumber> options);

/// The first fault, or nothing if the ballot counts. Marks are checked one after the other in the
/// ballot's order (unknown, marked twice, negative, too many on one option), then the whole (too
/// many, too few). A ballot is refused as a whole and never repaired.
std::optional<DotsFault> check_ballot(const DotsRule& rule, std::span<const OptionNumber> options,
                                      std::span<const DotsMark> ballot);

/// Rule "dots" version 1. Checks every ballot again. `weights` holds one positive weight for each
/// ballot given, or nothing if each weighs 1.
///
/// Options must differ, dots_per_voter lie in 0..most_dots_per_voter, a lot name every option once
/// and weights be as said; otherwise std::invalid_argument is thrown.
DotsResult tally_dots(const DotsRule& rule, std::span<const OptionNumber> options,
                      std::span<const DotsBallot> ballots, std::span<const Rational> weights = {});

std::string_view name_of(DotsRuleFault fault);
std::string_view name_of(DotsFault fault);
std::string_view name_of(DotsReason reason);

}  // namespace torg::tally
