#include "app/command_line.hpp"

#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/public_url.hpp"
#include "app/serve_options.hpp"
#include "app/tally_command.hpp"
#include "app/tally_words.hpp"

namespace torg::app {
namespace {

// From LC_ALL, LC_MESSAGES or LANG: Swedish for a Swedish terminal, else English.
std::string terminal_language() {
  for (char const* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    char const* const value = std::getenv(name);
    if (value && *value) return std::string_view(value).starts_with("sv") ? "sv" : "en";
  }
  return "en";
}

void add_language(CLI::App& command, std::string& language) {
  command.add_option("--language", language, "Language of the terminal: sv or en")
      ->check(CLI::IsMember({"sv", "en"}))
      ->capture_default_str();
}

std::string joined(std::vector<std::string> const& words) {
  std::string text;
  for (auto const& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

void describe_tally(CLI::App& tally, TallyRequest& request) {
  tally.add_option("FILE", request.file, "A vote in the Pabulib format (.pb)");
  tally.add_option("--split", request.file, "A split as JSON instead: options, total, ballots")
      ->type_name("FILE.json");
  tally
      .add_option("--rule", request.rule,
                  "For a .pb: " + joined(fund_rule_words()) + " (default mes). For a split: " +
                      joined(split_rule_words()) + " (default: all)")
      ->type_name("RULE");
  tally
      .add_option(
          "--satisfaction", request.satisfaction,
          "cost, cardinality, points, points_x_cost, rankpoints, rankpoints_x_cost or borda")
      ->type_name("WORD");
  tally
      .add_option("--completion", request.completion,
                  "none, add1 or add1_no_exhaustive_stop, each also with +utilitarian; or "
                  "utilitarian")
      ->type_name("WORD");
  tally.add_option("--ties", request.ties, "lexico (default), score_cost_id or meeting")
      ->type_name("WORD");
  tally.add_flag("--explain", request.explain, "How it came about, and why the others lost");
  tally.add_flag("--compare", request.compare, "What other rules give on the same ballots");
  tally.add_flag("--json", request.json, "Print JSON");
  tally.footer(
      "Exit status: 0, 1 for a bad file, 2 for bad usage.\nExample:\n  torg tally vote.pb --rule "
      "mes "
      "--satisfaction cost --completion add1+utilitarian --explain");
}

void describe_rehearse(CLI::App& rehearse, RehearseRequest& request) {
  rehearse.add_option("--phones", request.phones, "How many phones to simulate")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  rehearse.add_option("--minutes", request.minutes, "About how long it takes")
      ->check(CLI::Range(0.1, 60.0))
      ->capture_default_str();
  rehearse
      .add_option("--url", request.url,
                  "Where the server is reached from here (default: as the link says)")
      ->type_name("URL")
      ->check(check_url);
  rehearse
      .add_option("--ca", request.ca,
                  "Over https, believe the certificates in this PEM file too, such as the server's "
                  "own that it signed itself")
      ->type_name("FILE");
  rehearse.add_flag("--json", request.json, "Print the figures as JSON");
  rehearse.footer(
      "Fills a rehearsal with simulated phones that come in, vote, wander off and come back, and "
      "says whether this server and network will do. The facilitator's link is asked for, or read "
      "from standard input, so that it stands in no history of commands. A meeting that is no "
      "rehearsal is left alone. The phones do not load the page itself.\n"
      "Exit status: 0 it will do, 1 it will not, 2 it could not be tried, or was "
      "interrupted; its ballot is stopped then.\n"
      "Example:\n  torg rehearse --phones 500 --minutes 3");
}

void describe_verify(CLI::App& verify, VerifyRequest& folder, VerifyFileRequest& file) {
  auto* const archive = verify.add_option(
      "ARCHIVE", file.archive,
      "A meeting's archive as JSON: a file, or its address (http:// or https://)");
  auto* const head =
      verify
          .add_option("--head", file.head,
                      "The fingerprint that the screen and the phones showed when it was closed")
          ->type_name("FINGERPRINT")
          ->needs(archive);
  verify.add_option("--key", file.key, "The server's key, as its archive pages show it")
      ->type_name("KEY")
      ->needs(archive)
      ->excludes(head);
  verify
      .add_option("--data", folder.data_dir,
                  "Instead of an archive the folder of a database; a server may be using it")
      ->type_name("DIR")
      ->excludes(archive);
  verify.footer(
      "Counts every vote again and checks that all that is said follows from the journal. An "
      "archive needs no server and no database. Without --head or --key it is shown to agree with "
      "itself, and not to be the meeting that was held.\n"
      "Exit status: 0 when everything fits, 1 when something does not, 2 when it cannot be told.\n"
      "Examples:\n"
      "  torg verify torg-k3v9x0a7qd.json --head H7QK-2M9X-0VTD-5RWA-8CJN-E4PB\n"
      "  torg verify https://torg.example.se/archive/k3v9x0a7qd.json\n"
      "  torg verify --data /var/lib/torg");
}

void describe_backup(CLI::App& backup, BackupRequest& request) {
  backup.add_option("--data", request.data_dir, "Folder of the database; a server may be using it")
      ->type_name("DIR")
      ->required();
  backup.add_option("FILE", request.file, "The copy; a file of that name must not exist")
      ->required();
  backup.footer(
      "One moment of the whole database as one file, checked, while meetings and votes go on. The "
      "key folder is not in it: copy that once, to another place, so that nobody has both.\n"
      "Exit status: 0, 1 when there is no copy, 2 when there is one and something in it does not "
      "fit.\n"
      "Example:\n  torg backup --data /var/lib/torg /mnt/backup/torg-2026-11-30.db");
}

void describe_restore(CLI::App& restore, RestoreRequest& request) {
  restore.add_option("FILE", request.backup, "What torg backup made")->required();
  restore
      .add_option("--data", request.data_dir,
                  "Folder that gets the database; it must not have one. Made if it is missing")
      ->type_name("DIR")
      ->required();
  restore.footer(
      "Everything is checked first, and only what fits is put in place. Then start the server with "
      "the key folder that belongs to it; with an empty one, votes that were open are stopped and "
      "counted, and links and codes are new.\n"
      "Exit status: 0, or 1 when nothing was restored.\n"
      "Example:\n  torg restore /mnt/backup/torg-2026-11-30.db --data /var/lib/torg");
}

void describe_organiser(CLI::App& organiser, OrganiserRequest& request) {
  organiser.require_subcommand(1);
  CLI::App* const reset =
      organiser.add_subcommand("reset", "Print a new link; those before are valid no more");
  reset
      ->add_option("--data", request.data_dir, "Folder of the database; the server must be stopped")
      ->type_name("DIR")
      ->required();
  reset
      ->add_option("--public-url", request.public_url,
                   "What the link begins with (default: as at the server's last start)")
      ->type_name("URL")
      ->check(check_url);
  add_language(*reset, request.language);
}

}  // namespace

Parsed parse_command_line(int argc, char** argv) {
  CLI::App app{"Torg: live forum meetings, self-hosted."};
  app.name("torg");
  app.require_subcommand(1);
  app.set_version_flag("--version", TORG_VERSION);
  app.failure_message(CLI::FailureMessage::help);

  std::string language = terminal_language();

  CLI::App* const serve = app.add_subcommand("serve", "Serve meetings until told to stop");
  ServeOptions options;
  add_serve_options(*serve, options);
  add_language(*serve, language);

  TallyRequest request;
  CLI::App* const tally = app.add_subcommand("tally", "Count a vote from a file");
  describe_tally(*tally, request);
  add_language(*tally, language);
  CLI::App* const rules = app.add_subcommand("rules", "List the rules of counting");
  add_language(*rules, language);

  RehearseRequest trial;
  CLI::App* const rehearse =
      app.add_subcommand("rehearse", "Try whether server and network carry a full hall");
  describe_rehearse(*rehearse, trial);
  add_language(*rehearse, language);

  VerifyRequest check;
  VerifyFileRequest check_file;
  CLI::App* const verify = app.add_subcommand(
      "verify", "Check the archive of a meeting, or a data folder, and recount its votes");
  describe_verify(*verify, check, check_file);
  add_language(*verify, language);

  BackupRequest copy;
  CLI::App* const backup =
      app.add_subcommand("backup", "Copy the database while the server goes on");
  describe_backup(*backup, copy);
  add_language(*backup, language);
  RestoreRequest old;
  CLI::App* const restore = app.add_subcommand("restore", "Put a backup in place, checked");
  describe_restore(*restore, old);
  add_language(*restore, language);
  OrganiserRequest reset;
  reset.language = language;
  CLI::App* const organiser = app.add_subcommand("organiser", "The organiser's link");
  describe_organiser(*organiser, reset);

  Parsed parsed;
  try {
    app.parse(argc, argv);
    request.is_split = tally->count("--split") > 0;
    if (serve->parsed() && options.config.data_dir.empty() && !options.config.print_config) {
      throw CLI::RequiredError("--data");
    }
    if (tally->parsed() && request.is_split == (tally->count("FILE") > 0)) {
      throw CLI::RequiredError("either FILE or --split FILE.json");
    }
    if (verify->parsed() && check_file.archive.empty() && check.data_dir.empty()) {
      throw CLI::RequiredError("either ARCHIVE or --data DIR");
    }
  } catch (CLI::ParseError const& error) {
    parsed.exit_code = app.exit(error) == 0 ? 0 : exit_bad_usage;
    return parsed;
  }
  if (rules->parsed()) {
    parsed.rules = language;
    return parsed;
  }
  if (rehearse->parsed()) {
    trial.language = language;
    parsed.rehearse = std::move(trial);
    return parsed;
  }
  if (verify->parsed() && !check_file.archive.empty()) {
    check_file.language = language;
    parsed.verify_file = std::move(check_file);
    return parsed;
  }
  if (verify->parsed()) {
    check.language = language;
    parsed.verify = std::move(check);
    return parsed;
  }
  if (backup->parsed()) {
    copy.language = language;
    parsed.backup = std::move(copy);
    return parsed;
  }
  if (restore->parsed()) {
    old.language = language;
    parsed.restore = std::move(old);
    return parsed;
  }
  if (organiser->parsed()) {
    reset.public_url = as_origin(std::move(reset.public_url));
    parsed.organiser_reset = std::move(reset);
    return parsed;
  }
  if (tally->parsed()) {
    request.language = language;
    parsed.tally = std::move(request);
    return parsed;
  }
  options.config.language = language;
  parsed.serve = finished(std::move(options));
  return parsed;
}

}  // namespace torg::app
