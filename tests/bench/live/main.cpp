// The live core against its floors: every row of the targets, floor and Torg in turn, each server
// on one processor and the load generator on another. Prints a table.
//
//     live_bench [--rounds N] [--json FILE] [--threads N] [fan_out] [wrapped] [bursts] [memory]
//                [joins] [acks] [openings] [turnout] [archive]
//
// TORG_BIN names another executable than the one that was built with this. Without names all are
// run, which takes about six minutes on a machine that does nothing else. The exit status says only
// whether it could be measured: a ratio of one run is told, not judged.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>
#include <string>
#include <vector>

#include "bench/live/benches.hpp"
#include "bench/live/pinned_process.hpp"
#include "bench/live/subject.hpp"
#include "rehearsal/open_files.hpp"

int main(int count, char** words) {
  using namespace torg::bench;
  using Bench = void (*)(Report&, std::size_t);
  std::vector<std::pair<std::string, Bench>> const benches{
      {"fan_out", measure_fan_out},   {"wrapped", measure_wrapped}, {"bursts", measure_bursts},
      {"memory", measure_memory},     {"joins", measure_joins},     {"acks", measure_acks},
      {"openings", measure_openings}, {"turnout", measure_turnout}, {"archive", measure_archive},
  };
  std::size_t rounds = 5;
  std::string json;
  std::vector<std::string> asked;
  for (int i = 1; i < count; ++i) {
    std::string const word = words[i];
    if (word == "--rounds" && i + 1 < count) {
      rounds = static_cast<std::size_t>(std::atoi(words[++i]));
    } else if (word == "--json" && i + 1 < count) {
      json = words[++i];
    } else if (word == "--threads" && i + 1 < count) {
      serve_with({"--threads", words[++i]});
    } else {
      asked.push_back(word);
    }
  }
  torg::rehearsal::raise_open_files();
  pin_to(generator_core);
  Report report;
  int status = 0;
  for (auto const& [name, bench] : benches) {
    if (!asked.empty() && std::find(asked.begin(), asked.end(), name) == asked.end()) continue;
    try {
      bench(report, rounds);
    } catch (std::exception const& failure) {
      std::fprintf(stderr, "%s: %s\n", name.c_str(), failure.what());
      status = 1;
    }
  }
  report.print();
  if (!json.empty()) report.write_json(json);
  return status;
}
