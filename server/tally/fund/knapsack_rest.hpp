#pragma once

#include <optional>
#include <vector>

#include "tally/fund/recounting.hpp"

namespace torg::tally {

/// Knapsack with a satisfaction that is value × cost: the costs, highest first, at one of which a
/// project that is not funded is funded if it is at any, and so at the highest that does.
///
/// At cost p the project's best set is worth value × p + most(budget − p), where most(b) is the
/// most that the others are worth within b: whole steps, at the costs of sets of the others that
/// are worth more than any that costs less. Between two steps the worth rises with p, and every
/// set without the project is worth what it was. So of the costs between two steps, if one does,
/// the highest does. The steps are worked out in a list of such sets, in which only those stay that
/// could still make the project's set worth as much as the best one without it.
///
/// Nothing if the recounting's limit ended it.
std::optional<std::vector<Money>> costs_filling_the_rest(Recounting& recounting,
                                                         ProjectIndex project);

}  // namespace torg::tally
