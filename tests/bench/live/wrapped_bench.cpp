// What it costs to encrypt and to compress: the same changes on every phone as in
// fan_out_bench.cpp, from servers that differ in nothing else. In the place of the floor stands
// Torg with neither.
//
// The crowd shakes hands anew in every round, before anything is measured. What is compressed is
// made once for all phones, so at these sizes it saves hardly a byte and should cost hardly
// anything either; that it reached every phone shows that it can be read.
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "bench/live/benches.hpp"
#include "bench/live/changes.hpp"
#include "bench/live/subject.hpp"

namespace torg::bench {
namespace {

struct Measured {
  std::string name;
  Wrapping wrapping;
  Arrivals arrivals{};
  std::unique_ptr<TorgSubject> torg{};
  std::unique_ptr<Leader> leader{};
  std::int64_t said = 0;
  std::vector<Speed> speeds{};

  Next next() {
    return [this](std::int64_t) {
      ++said;
      leader->say({{"type", "start_timer"}, {"duration_ms", 60'000 + 1'000 * (said % 2)}});
    };
  }
};

void measure(Report& report, std::size_t rounds, std::size_t phones) {
  rehearsal::Loop loop;
  std::array<Measured, 4> all{Measured{"neither", {}}, Measured{"TLS", {.tls = true}},
                              Measured{"deflate", {.deflate = true}},
                              Measured{"TLS and deflate", {.tls = true, .deflate = true}}};
  for (auto& one : all) {
    one.torg = std::make_unique<TorgSubject>(loop, one.arrivals, one.wrapping);
    one.torg->begin();
    one.torg->join(phones);
    one.torg->lead(facilitators);
    one.torg->quiet();
    one.leader = std::make_unique<Leader>(*one.torg);
    one_change(*one.torg, one.arrivals, one.next());
    one.torg->go_home();
  }
  for (std::size_t round = 0; round < rounds; ++round) {
    for (auto& one : all) one.speeds.push_back(run_round(*one.torg, one.arrivals, one.next()));
  }
  for (auto const& one : all) {
    if (&one == &all.front()) continue;
    Row row{"server CPU per delivery with " + one.name + ", " + std::to_string(phones) +
                " phones, " + std::to_string(one.arrivals.frame_bytes()) + " B",
            "us"};
    row.floor = figures_of(all.front().speeds, &Speed::server_us);
    row.torg = figures_of(one.speeds, &Speed::server_us);
    row.note = "user space of it " +
               std::to_string(median(figures_of(one.speeds, &Speed::user_us))).substr(0, 4);
    report.add(row);
  }
}

}  // namespace

void measure_wrapped(Report& report, std::size_t rounds) {
  for (std::size_t const phones : {500, 2'000, 10'000}) measure(report, rounds, phones);
}

}  // namespace torg::bench
