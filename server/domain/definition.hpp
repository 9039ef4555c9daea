#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/meeting.hpp"
#include "protocol/errors.hpp"
#include "protocol/types.hpp"

namespace torg::domain {

// Whether ballots are cast on an item of this kind: dots, split, fund and poll.
bool is_voting_kind(protocol::ItemKind kind);

// Whether an item may be written like this. It may be unfinished, without rule or options, but it
// may not contradict itself, name what the meeting does not have, or carry what its kind does not
// use. `path` is where the definition stands in the message; fields of errors begin with it.
std::optional<protocol::Error> check_definition(Meeting const& meeting,
                                                protocol::ItemDefinition const& definition,
                                                std::string const& path);

// Whether a rule fits the options it would be used on, finished or not: bounds name options, and
// they can be met. Numbers that need all options, such as `top`, are left to check_ready.
std::optional<protocol::Error> check_rule(protocol::BallotRule const& rule,
                                          std::vector<protocol::OptionNumber> const& options,
                                          std::string const& path);

// Whether a box may open with this item: definition_incomplete if something is missing,
// cost_missing if that is the cost of a project to fund, wrong_kind if there is nothing to vote on,
// definition_conflict if rule and options do not fit.
std::optional<protocol::Error> check_ready(protocol::StoredItem const& item,
                                           std::string const& path);

// A title says something in at least one language.
bool is_blank(std::string_view text);
bool is_blank(protocol::Title const& title);

}  // namespace torg::domain
