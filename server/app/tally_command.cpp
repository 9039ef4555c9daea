#include "app/tally_command.hpp"

#include <optional>
#include <ostream>

#include "app/fund_report.hpp"
#include "app/split_report.hpp"
#include "app/tally_words.hpp"
#include "app/text_file.hpp"
#include "archive/catalogue.hpp"
#include "archive/pb/election.hpp"
#include "archive/pb/reader.hpp"

namespace torg::app {

namespace {

void tell(std::ostream& err, archive::Catalogue const& say, TallyRequest const& request,
          archive::PbFinding const& finding) {
  err << request.file.string();
  if (finding.line > 0) err << ':' << finding.line;
  err << ": ";
  if (!finding.column.empty()) err << finding.column << ": ";
  err << say("pb." + std::string(archive::name_of(finding.code)),
             {{"value", finding.value}, {"against", finding.against}})
      << '\n';
}

int tally_fund_file(TallyRequest const& request, std::string const& text,
                    archive::Catalogue const& say, std::ostream& out, std::ostream& err) {
  auto const reading = archive::read_pb(text);
  for (auto const& error : reading.errors) tell(err, say, request, error);
  if (reading.more_errors) err << say("cli.more_errors") << '\n';
  if (!reading.file) return exit_bad_file;
  for (auto const& warning : reading.warnings) tell(err, say, request, warning);

  auto const election = archive::election_of(*reading.file);
  std::string unknown;
  auto const rule = fund_rule_of(request, election, unknown);
  if (!rule) {
    err << say("cli.unknown_word", {{"word", unknown}}) << '\n';
    return exit_bad_usage;
  }
  if (auto const fault = tally::check_rule(*rule, election)) {
    err << say("cli.rule_fault", {{"fault", std::string(tally::name_of(*fault))}}) << '\n';
    return exit_bad_usage;
  }
  report_fund(request, *reading.file, election, *rule, say, out);
  return 0;
}

}  // namespace

int tally_command(TallyRequest const& request, std::ostream& out, std::ostream& err) {
  archive::Catalogue const say(request.language);
  auto const text = read_text_file(request.file);
  if (!text) {
    err << say("cli.cannot_read", {{"file", request.file.string()}}) << '\n';
    return exit_bad_file;
  }
  if (request.is_split) return report_split(request, *text, say, out, err);
  return tally_fund_file(request, *text, say, out, err);
}

int rules_command(std::string const& language, std::ostream& out) {
  archive::Catalogue const say(language);
  auto const rule = [&](std::string const& word, std::string_view key, char const* source) {
    out << "  " << word << std::string(word.size() < 20 ? 20 - word.size() : 1, ' ') << say(key)
        << ". " << say(std::string(key) + ".text") << "\n"
        << std::string(22, ' ') << source << "\n";
  };
  out << say("cli.rules_fund") << "\n";
  rule("greedy", "rule.greedy", "Utilitarian greedy, folklore");
  rule("mes", "rule.equal_shares", "Peters, Pierczyński, Skowron, NeurIPS 2021");
  rule("phragmen", "rule.phragmen", "Los, Christoff, Grossi, IJCAI 2022");
  rule("knapsack", "rule.fund_knapsack", "Knapsack problem, branch and bound");
  out << "\n" << say("cli.rules_split") << "\n";
  rule("mean", "rule.mean", "Folklore");
  rule("median", "rule.median", "Folklore");
  rule("independent_markets", "rule.independent_markets",
       "Freeman, Pennock, Peters, Wortman Vaughan, JET 193, 2021");
  rule("knapsack", "rule.split_knapsack",
       "Goel, Krishnaswamy, Sakshuwong, Aitamurto, ACM TEAC 7(2), 2019");
  return 0;
}

}  // namespace torg::app
