#include "archive/recount.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

#include "domain/ballot_box.hpp"
#include "domain/ballot_digest.hpp"
#include "domain/base64url.hpp"
#include "domain/class_disclosure.hpp"
#include "domain/comparison.hpp"
#include "domain/count.hpp"
#include "protocol/codec.hpp"

namespace torg::archive {
namespace {

// The class of all ballots whose own is withheld, while they are counted; no group has this name.
// They are five ballots at least where any class is shown, so the count shows it like a group, and
// it is of the others where groups weigh.
constexpr char const* withheld_class = "?";

bool in_order(std::vector<PublishedBallot> const& ballots) {
  return std::ranges::adjacent_find(ballots, [](auto const& left, auto const& right) {
           return left.voter_key >= right.voter_key;
         }) == ballots.end();
}

std::string digest_of(std::vector<PublishedBallot> const& ballots) {
  std::vector<domain::Bytes32> leaves;
  leaves.reserve(ballots.size());
  for (auto const& row : ballots) {
    leaves.push_back(domain::leaf_hash(row.voter_key, row.class_hash, row.ballot));
  }
  return domain::to_base64url(domain::tree_hash(leaves));
}

bool class_fits(PublishedBallot const& row, domain::ClassDisclosure const& disclosure) {
  if (!row.shown) return !disclosure.all_classes;
  return disclosure.shows(row.shown->name) &&
         domain::class_hash(row.shown->salt, row.shown->name) == row.class_hash;
}

std::optional<protocol::Breakdown>& breakdown_of(protocol::Result& result) {
  return std::visit([](auto& counted) -> auto& { return counted.breakdown; }, result);
}

template <class Lines>
std::optional<typename Lines::value_type> take_withheld(Lines& lines) {
  auto const found = std::ranges::find_if(
      lines, [](auto const& line) { return line.group == std::string(withheld_class); });
  if (found == lines.end()) return std::nullopt;
  auto line = std::move(*found);
  lines.erase(found);
  return line;
}

// Makes of a result that shows the withheld ballots like a group what the box recorded of them:
// their number, and names that only the voters' rows could prove.
void withhold(protocol::Result& counted, protocol::Result recorded) {
  auto& breakdown = breakdown_of(counted);
  auto const& told = breakdown_of(recorded);
  if (!breakdown || !told) return;
  auto const together = take_withheld(breakdown->shown);
  breakdown->withheld_ballots += together ? together->ballots : 0;
  breakdown->withheld = told->withheld;
  breakdown->withheld_ungrouped = told->withheld_ungrouped;
}

void withhold(std::optional<protocol::Comparison>& comparison) {
  if (!comparison) return;
  for (auto& outcome : comparison->outcomes) take_withheld(outcome.groups);
}

std::optional<MisfitKind> compare_counts(domain::Box const& told,
                                         std::vector<domain::CountedBallot> const& ballots,
                                         bool withheld) {
  auto const& sealed = *told.sealed;
  try {
    auto result = domain::count(told.opened, ballots);
    if (withheld) withhold(result, sealed.result);
    if (result != sealed.result) return MisfitKind::result_differs;
    auto comparison = domain::compare_rules(told.opened, ballots);
    if (withheld) withhold(comparison);
    if (comparison != sealed.comparison) return MisfitKind::comparison_differs;
  } catch (std::logic_error const&) {
    // No meeting opens such a box, but a file may tell of one: the same option twice, a step of 0.
    return MisfitKind::rule_unusable;
  }
  return std::nullopt;
}

}  // namespace

BoxFinding recount(domain::Box const& told, std::vector<PublishedBallot> const& ballots) {
  auto const& sealed = *told.sealed;
  if (!in_order(ballots)) return {MisfitKind::ballots_unordered};
  if (ballots.size() > static_cast<std::size_t>(sealed.entitled)) {
    return {MisfitKind::ballots_too_many};
  }
  if (digest_of(ballots) != sealed.digest) return {MisfitKind::digest_differs};
  auto const disclosure = domain::class_disclosure(told.opened, sealed.result);
  for (auto const& row : ballots) {
    if (!class_fits(row, disclosure)) return {MisfitKind::class_differs};
  }

  BoxFinding found;
  found.ballots = ballots.size();
  if (!domain::can_count(told.opened)) {
    found.rule_unknown = true;
    return found;
  }
  bool withheld = false;
  std::vector<domain::CountedBallot> counted;
  counted.reserve(ballots.size());
  for (auto const& row : ballots) {
    auto stored = protocol::decode_text<protocol::StoredBallot>(row.ballot);
    if (!stored) return {MisfitKind::ballot_unreadable};
    if (domain::check_ballot(told.opened, stored->ballot)) return {MisfitKind::ballot_refused};
    withheld |= !row.shown;
    counted.push_back({std::move(stored->ballot), row.shown ? row.shown->name : withheld_class});
  }
  found.misfit = compare_counts(told, counted, withheld);
  found.recounted = !found.misfit;
  return found;
}

}  // namespace torg::archive
