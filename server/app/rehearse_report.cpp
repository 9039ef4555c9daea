#include "app/rehearse_report.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <ostream>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace torg::app {
namespace {

using archive::Catalogue;
using rehearsal::Histogram;
using rehearsal::TrialBars;
using rehearsal::TrialReason;
using rehearsal::TrialReport;
using std::chrono::nanoseconds;

double milliseconds_of(nanoseconds time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

// "0,42 s", so that what is quick and what is slow stand in one unit.
std::string seconds(Catalogue const& say, nanoseconds time) {
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), "%.2f", milliseconds_of(time) / 1'000);
  std::string text = digits.data();
  if (auto const point = text.find('.'); point != text.npos) {
    text.replace(point, 1, say("format.decimal"));
  }
  return text + " s";
}

std::string_view name_of(TrialReason reason) {
  switch (reason) {
    case TrialReason::not_all_in:
      return "not_all_in";
    case TrialReason::slow_joining:
      return "slow_joining";
    case TrialReason::slow_saving:
      return "slow_saving";
    case TrialReason::slow_screen:
      return "slow_screen";
    case TrialReason::slow_phones:
      return "slow_phones";
    case TrialReason::lost:
      return "lost";
    case TrialReason::votes_refused:
      return "votes_refused";
    case TrialReason::votes_unanswered:
      return "votes_unanswered";
    case TrialReason::votes_missing:
      return "votes_missing";
    case TrialReason::slow_machine:
      return "slow_machine";
  }
  return "";
}

class Table {
 public:
  Table(Catalogue const& say, std::ostream& out) : say_(say), out_(out) {}

  void row(std::string_view key, std::string const& value) {
    auto const label = say_("cli.rehearse." + std::string(key));
    std::size_t characters = 0;
    for (char const c : label) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    out_ << "  " << label << std::string(characters < width ? width - characters : 1, ' ') << value
         << '\n';
  }

  void time(std::string_view key, Histogram const& times, nanoseconds told, int of_hundred,
            nanoseconds bar) {
    if (times.count() == 0) return row(key, say_("cli.rehearse.none"));
    row(key, say_("cli.rehearse.time", {{"time", seconds(say_, told)},
                                        {"of", std::to_string(of_hundred)},
                                        {"most", seconds(say_, times.most())},
                                        {"bar", seconds(say_, bar)}}));
  }

 private:
  static constexpr std::size_t width = 34;

  Catalogue const& say_;
  std::ostream& out_;
};

}  // namespace

void report_trial(TrialReport const& report, std::vector<TrialReason> const& against,
                  Catalogue const& say, std::ostream& out) {
  TrialBars const bars;
  auto const number = [&](std::size_t n) { return say.number(static_cast<std::int64_t>(n)); };
  Table table(say, out);
  table.row("came_in", say("cli.rehearse.of",
                           {{"n", number(report.came_in)}, {"count", number(report.phones)}}));
  table.time("joining", report.joining, told_joining(report.joining), 95, bars.joining);
  table.time("returning", report.returning, told_joining(report.returning), 95, bars.joining);
  table.time("to_phones", report.to_phones, told_latency(report.to_phones), 99, bars.to_phones);
  table.time("saving", report.saving, told_latency(report.saving), 99, bars.saving);
  table.time("to_screen", report.to_screen, told_latency(report.to_screen), 99, bars.to_screen);
  table.row("votes", say("cli.rehearse.votes_are", {{"saved", number(report.saved)},
                                                    {"counted", number(report.counted)},
                                                    {"rounds", number(report.rounds)}}));
  table.row("lost", say("cli.rehearse.lost_are",
                        {{"lost", number(report.lost)}, {"wandered", number(report.wandered)}}));
  out << '\n'
      << say(against.empty() ? "cli.rehearse.good" : "cli.rehearse.not_good",
             {{"phones", number(report.phones)}})
      << '\n';
  for (auto const reason : against) {
    out << "  - "
        << say("cli.rehearse.reason." + std::string(name_of(reason)),
               {{"missing", number(report.phones - report.came_in)},
                {"lost", number(report.lost)},
                {"refused", number(report.refused)},
                {"unanswered", number(report.unanswered)},
                {"saved", number(report.saved)},
                {"counted", number(report.counted)}})
        << '\n';
  }
}

void report_trial_json(TrialReport const& report, std::vector<TrialReason> const& against,
                       std::ostream& out) {
  using Json = nlohmann::ordered_json;
  auto const times = [](Histogram const& histogram) {
    return Json{{"count", histogram.count()},
                {"p50_ms", milliseconds_of(histogram.quantile(0.5))},
                {"p95_ms", milliseconds_of(histogram.quantile(0.95))},
                {"p99_ms", milliseconds_of(histogram.quantile(0.99))},
                {"most_ms", milliseconds_of(histogram.most())}};
  };
  Json json{{"good", against.empty()}, {"reasons", Json::array()}};
  for (auto const reason : against) json["reasons"].push_back(name_of(reason));
  json["phones"] = report.phones;
  json["came_in"] = report.came_in;
  json["wandered"] = report.wandered;
  json["lost"] = report.lost;
  json["failed"] = report.failed;
  json["votes"] = {{"rounds", report.rounds},
                   {"saved", report.saved},
                   {"counted", report.counted},
                   {"unanswered", report.unanswered},
                   {"refused", report.refused}};
  json["joining"] = times(report.joining);
  json["returning"] = times(report.returning);
  json["to_phones"] = times(report.to_phones);
  json["saving"] = times(report.saving);
  json["to_screen"] = times(report.to_screen);
  json["lateness"] = times(report.lateness);
  json["length_ms"] = report.length.count();
  out << json.dump() << '\n';
}

}  // namespace torg::app
