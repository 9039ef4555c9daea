#include "app/rehearse_command.hpp"

#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <variant>

#include "app/interruption.hpp"
#include "app/rehearse_report.hpp"
#include "app/secret_line.hpp"
#include "archive/catalogue.hpp"
#include "rehearsal/facilitator_link.hpp"
#include "rehearsal/target.hpp"
#include "rehearsal/tls.hpp"
#include "rehearsal/trial.hpp"
#include "rehearsal/trial_verdict.hpp"

namespace torg::app {
namespace {

using archive::Catalogue;
using rehearsal::TlsFault;
using rehearsal::TrialBallot;
using rehearsal::TrialObstacle;

constexpr char const* options[] = {"cli.rehearse.option_1", "cli.rehearse.option_2",
                                   "cli.rehearse.option_3", "cli.rehearse.option_4",
                                   "cli.rehearse.option_5", "cli.rehearse.option_6"};

protocol::Title in_both(char const* key) {
  return {{"en", Catalogue("en")(key)}, {"sv", Catalogue("sv")(key)}};
}

rehearsal::TrialPlan plan_of(RehearseRequest const& request) {
  rehearsal::TrialPlan plan;
  plan.phones = request.phones;
  plan.length = std::chrono::milliseconds(static_cast<std::int64_t>(request.minutes * 60'000));
  plan.vote_title = in_both("cli.rehearse.vote_title");
  for (auto const* const key : options) plan.options.push_back(in_both(key));
  return plan;
}

std::string words_of(rehearsal::TlsFault fault, std::string const& url, Catalogue const& say) {
  switch (fault) {
    case TlsFault::none:
      break;
    case TlsFault::untrusted:
      return say("cli.rehearse.untrusted", {{"url", url}});
    case TlsFault::other_name:
      return say("cli.rehearse.other_name", {{"url", url}});
    case TlsFault::out_of_date:
      return say("cli.rehearse.out_of_date", {{"url", url}});
    case TlsFault::no_tls:
      return say("cli.rehearse.no_tls", {{"url", url}});
  }
  return {};
}

std::string words_of(rehearsal::TrialFailure const& failure, std::string const& url,
                     Catalogue const& say) {
  switch (failure.obstacle) {
    case TrialObstacle::no_answer:
      return say("cli.rehearse.no_answer", {{"url", url}});
    case TrialObstacle::not_encrypted:
      return words_of(failure.tls, url, say);
    case TrialObstacle::wrong_link:
      return say("cli.rehearse.wrong_link");
    case TrialObstacle::not_rehearsal:
      return say("cli.rehearse.not_rehearsal");
    case TrialObstacle::closed:
      return say("cli.rehearse.closed");
    case TrialObstacle::ballot_open:
      return say("cli.rehearse.ballot_open");
    case TrialObstacle::few_files:
      return say("cli.rehearse.few_files");
    case TrialObstacle::server_gone:
      return say("cli.rehearse.server_gone");
    case TrialObstacle::interrupted:
      return say("cli.rehearse.interrupted");
    case TrialObstacle::refused:
      return say("cli.rehearse.refused", {{"why", say("error." + failure.code)}});
  }
  return {};
}

std::string words_of(TrialBallot ballot, Catalogue const& say) {
  return say(ballot == TrialBallot::stopped ? "cli.rehearse.ballot_stopped"
                                            : "cli.rehearse.ballot_unknown");
}

}  // namespace

int rehearse_command(RehearseRequest const& request, std::ostream& out, std::ostream& err) {
  Catalogue const say(request.language);
  auto const fail = [&](std::string const& words) {
    err << words << '\n';
    return exit_not_held;
  };
  auto const line = read_secret_line(say("cli.rehearse.prompt"), err);
  auto const link = line ? rehearsal::read_facilitator_link(*line) : std::nullopt;
  if (!link) return fail(say("cli.rehearse.no_link"));
  std::string const url = request.url.empty() ? link->origin : request.url;
  std::shared_ptr<rehearsal::TlsTrust const> trust;
  if (url.starts_with("https:")) {
    trust = rehearsal::TlsTrust::load(request.ca);
    if (!trust) return fail(say("cli.rehearse.no_ca", {{"file", request.ca}}));
  }
  auto target = rehearsal::target_of(url, std::move(trust));
  if (!target) return fail(say("cli.rehearse.no_answer", {{"url", url}}));
  target->offers_deflate = true;

  auto const tell = [&](rehearsal::TrialStage stage, std::size_t at, std::size_t of) {
    auto const key =
        stage == rehearsal::TrialStage::voting ? "cli.rehearse.voting" : "cli.rehearse.coming_in";
    err << say(key, {{"at", say.number(static_cast<std::int64_t>(at))},
                     {"of", say.number(static_cast<std::int64_t>(of))}})
        << std::endl;
  };
  Interruption const interruption;
  auto const held = rehearsal::hold_trial(plan_of(request), *target, link->meeting, link->token,
                                          tell, interruption.came());
  if (auto const* const failure = std::get_if<rehearsal::TrialFailure>(&held)) {
    fail(words_of(*failure, url, say));
    if (failure->ballot != TrialBallot::none) fail(words_of(failure->ballot, say));
    return exit_not_held;
  }
  auto const& report = std::get<rehearsal::TrialReport>(held);
  auto const against = rehearsal::reasons_against(report);
  if (request.json) {
    report_trial_json(report, against, out);
  } else {
    report_trial(report, against, say, out);
  }
  return against.empty() ? 0 : exit_will_not_do;
}

}  // namespace torg::app
