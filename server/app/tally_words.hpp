#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/tally_request.hpp"
#include "tally/fund/rule.hpp"
#include "tally/split/rule.hpp"

namespace torg::app {

// The words of the command line for rules: those of the reference outcomes of Pabulib's files
// (mes for Equal Shares, add1+utilitarian), and Torg's own for what they have not.
std::vector<std::string> fund_rule_words();
std::vector<std::string> split_rule_words();

// The rule for ballots of this form; what was not asked for is what suits the form: mes with add1
// and utilitarian completion, a satisfaction by cost, ties by id. Nothing for a word that is
// unknown; then `unknown` is that word. Ties `meeting` take the order of the file as their lot.
std::optional<tally::FundRule> fund_rule_of(TallyRequest const& request,
                                            tally::FundElection const& election,
                                            std::string& unknown);
std::optional<tally::SplitMethod> split_method_named(std::string_view word);

std::string_view word_of(tally::FundMethod method);
// "add1+utilitarian", "utilitarian", "none".
std::string completion_words(tally::FundRule const& rule);
// The key in the catalogues of a rule's name; with ".text" behind it, of its paragraph.
std::string_view catalogue_key(tally::FundMethod method);
std::string_view catalogue_key(tally::SplitMethod method);

}  // namespace torg::app
