// Ten thousand phones that come back at once: from the first connection asked for until the last
// phone has its first full views.
//
// Floor: join_floor, which does the same upgrade, reads the hello and sends the same bytes, which a
// first phone recorded.
//
// Budget: at most 1.3 x floor, aim 1.1, and no SYN sent again: one that was lost costs its phone a
// second.
#include <chrono>
#include <fstream>
#include <sstream>
#include <string>

#include "bench/live/benches.hpp"
#include "bench/live/subject.hpp"
#include "rehearsal/wire.hpp"

namespace torg::bench {
namespace {

using namespace std::chrono_literals;
using Clock = rehearsal::Loop::Clock;

/// A figure of the kernel's extended TCP statistics.
std::int64_t tcp_figure(std::string const& wanted) {
  std::ifstream file("/proc/net/netstat");
  std::string names;
  std::string values;
  while (std::getline(file, names) && std::getline(file, values)) {
    std::istringstream name_stream(names);
    std::istringstream value_stream(values);
    std::string name;
    std::string value;
    while (name_stream >> name && value_stream >> value) {
      if (name == wanted) return std::stoll(value);
    }
  }
  return 0;
}

/// The messages of one hello, as a server frames them.
class Recorder final : private rehearsal::Wire::Owner {
 public:
  Recorder(rehearsal::Loop& loop, rehearsal::Target const& target, std::string hello)
      : hello_(std::move(hello)), wire_(loop, target, *this) {
    wire_.connect();
    loop.run_for(1s);
    wire_.leave();
  }
  std::string const& bytes() const { return bytes_; }

 private:
  void on_open(rehearsal::Wire& wire) override { wire.send(hello_); }
  void on_message(rehearsal::Wire&, std::string_view text) override {
    bytes_ += '\x81';
    if (text.size() < 126) {
      bytes_ += static_cast<char>(text.size());
    } else {
      bytes_ += '\x7e';
      bytes_ += static_cast<char>(text.size() >> 8);
      bytes_ += static_cast<char>(text.size() & 0xff);
    }
    bytes_ += text;
  }
  void on_gone(rehearsal::Wire&, std::uint16_t) override {}

  std::string hello_;
  std::string bytes_;
  rehearsal::Wire wire_;
};

struct Rush {
  double seconds = 0;
  double server_us = 0;  // per join
  std::int64_t sent_again = 0;
};

Rush all_at_once(Subject& subject) {
  auto& crowd = subject.crowd();
  subject.loop().run_for(700ms);
  auto const again = tcp_figure("TCPSynRetrans");
  auto const cpu = subject.process().processor_time();
  auto const begin = Clock::now();
  for (std::size_t i = 0; i < crowd.size(); ++i) crowd.dial(i);
  subject.settle();
  Rush rush;
  rush.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  rush.server_us = static_cast<double>((subject.process().processor_time() - cpu).count()) / 1e3 /
                   static_cast<double>(crowd.size());
  rush.sent_again = tcp_figure("TCPSynRetrans") - again;
  subject.go_home();
  return rush;
}

}  // namespace

void measure_joins(Report& report, std::size_t rounds) {
  constexpr std::size_t phones = 10'000;
  rehearsal::Loop loop;
  rehearsal::Crowd::Watcher nobody;
  TorgSubject torg(loop, nobody);
  auto const item = torg.add_item(poll_item("A poll"));
  torg.begin();
  torg.command({{"type", "start_item"}, {"item", item}});
  torg.join(phones);
  torg.quiet();

  auto const recorded =
      Recorder(loop, torg.target(),
               Json{{"type", "hello"},
                    {"protocol", 1},
                    {"meeting", torg.meeting()},
                    {"credential", {{"kind", "token"}, {"token", torg.crowd().token(0)}}}}
                   .dump())
          .bytes();
  test::TempFolder folder;
  auto const file = (folder / "views").string();
  std::ofstream(file, std::ios::binary) << recorded;
  torg.go_home();
  FloorSubject floor(loop, nobody, "join_floor", {file});
  floor.join(phones);
  floor.go_home();

  Row time{"10000 joins at once", "s"};
  Row cpu{"server CPU per join", "us"};
  std::int64_t of_floor = 0;
  std::int64_t of_torg = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    auto rush = all_at_once(floor);
    time.floor.push_back(rush.seconds);
    cpu.floor.push_back(rush.server_us);
    of_floor += rush.sent_again;
    rush = all_at_once(torg);
    time.torg.push_back(rush.seconds);
    cpu.torg.push_back(rush.server_us);
    of_torg += rush.sent_again;
  }
  time.must = 1.3;
  time.aim = 1.1;
  time.note = "SYN sent again: floor " + std::to_string(of_floor) + ", Torg " +
              std::to_string(of_torg) + "; first views " + std::to_string(recorded.size()) + " B";
  report.add(time);
  report.add(cpu);
}

}  // namespace torg::bench
