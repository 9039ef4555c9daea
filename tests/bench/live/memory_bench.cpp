// What one phone costs that has joined and is idle: the server's own memory with ten thousand, less
// that without them. Kernel buffers are not counted.
//
// Budget: at most 4 KB, aim 1 KB.
#include "bench/live/benches.hpp"
#include "bench/live/subject.hpp"

namespace torg::bench {

void measure_memory(Report& report, std::size_t rounds) {
  constexpr std::size_t phones = 10'000;
  Row row{"memory per idle joined phone, 10000 phones", "bytes"};
  Row again{"the same, phones that had joined before", "bytes"};
  for (std::size_t round = 0; round < (rounds + 1) / 2; ++round) {
    rehearsal::Loop loop;
    rehearsal::Crowd::Watcher nobody;
    TorgSubject torg(loop, nobody);
    torg.add_item(poll_item("A poll"));
    torg.begin();
    torg.quiet();
    auto const before = torg.process().memory();
    torg.join(phones);
    torg.quiet();
    auto const with_all = torg.process().memory();
    row.torg.push_back(static_cast<double>(with_all - before) / phones);
    for (std::size_t i = 0; i < phones; ++i) torg.crowd().cut(i);
    torg.quiet();
    auto const without = torg.process().memory();
    again.torg.push_back((static_cast<double>(with_all) - static_cast<double>(without)) / phones);
  }
  row.must = 4096;
  row.aim = 1024;
  report.add(row);
  again.note = "what their leaving gave back";
  report.add(again);
}

}  // namespace torg::bench
