// A forum with ten thousand closed meetings of thirty phones: how long the server takes to start,
// and how long whoever asks for a meeting that is not in memory waits; the same for one of two
// thousand.
//
// The meetings are copies of one that was held, put into the database through the store.
//
// Budget: a start at most a second longer than without them; a meeting in 50 ms, aim 20.
#include <chrono>
#include <stdexcept>
#include <string>

#include "bench/live/benches.hpp"
#include "bench/live/subject.hpp"
#include "live/credential.hpp"
#include "live/journal_unit.hpp"
#include "live/meeting_entries.hpp"
#include "live/meeting_loader.hpp"
#include "rehearsal/token.hpp"
#include "store/sqlite_store.hpp"

namespace torg::bench {
namespace {

using namespace std::chrono_literals;
using Clock = rehearsal::Loop::Clock;

constexpr std::size_t meetings = 9'990;  // a forum may have ten thousand
constexpr std::size_t few = 30;
constexpr std::size_t many = 2'000;
constexpr std::size_t meetings_per_batch = 50;

template <class Value>
Value must(store::Result<Value> result) {
  if (!result) throw std::runtime_error("store: " + result.error().detail);
  return *std::move(result);
}

std::string name_of(std::size_t number) {
  auto digits = std::to_string(number);
  return "copy" + std::string(6 - digits.size(), '0') + digits;
}

std::string facilitator_of(std::size_t number) { return name_of(number) + "AAAAAAAAAAAA"; }
std::string participant_of(std::size_t number) { return name_of(number) + "BBBBBBBBBBBB"; }

/// Events and texts of one meeting, and what is kept beside them.
class Original {
 public:
  Original(store::Store& store, std::string const& meeting)
      : head_(must(store.stream_head(live::meeting_stream(meeting)))),
        snapshot_(must(store.load_snapshot(live::meeting_stream(meeting)))),
        entry_(must(store.get_meta(live::meeting_entry_key(meeting)))),
        credentials_(must(store.credentials_of(live::meeting_stream(meeting)))),
        meeting_(meeting) {
    auto const stream = live::meeting_stream(meeting);
    for (auto& event : must(live::read_events(store, stream, 0))) {
      events_.push_back({std::move(event.type), std::move(event.payload)});
    }
    for (auto& content : must(store.read_contents(stream))) {
      contents_.push_back({content.ref, content.salt, content.bytes, content.is_private});
    }
    if (!snapshot_ || !entry_) throw std::runtime_error("the meeting has no snapshot");
  }

  store::Unit copy(std::size_t number) const {
    auto const stream = live::meeting_stream(name_of(number));
    store::Unit unit;
    unit.push_back(store::AppendEvents{stream, 0, events_, contents_});
    unit.push_back(store::PutCredential{live::token_hash_in(stream, facilitator_of(number)),
                                        stream,
                                        std::string(live::credential_role::facilitator),
                                        "f1",
                                        {}});
    for (std::size_t i = 0; i < credentials_.size(); ++i) {
      if (credentials_[i].role != live::credential_role::participant) continue;
      unit.push_back(store::PutCredential{live::token_hash_in(stream, participant_of(i)),
                                          stream,
                                          credentials_[i].role,
                                          credentials_[i].subject,
                                          {}});
    }
    auto entry = *entry_;
    entry.replace(entry.find(meeting_), meeting_.size(), name_of(number));
    unit.push_back(store::PutMeta{live::meeting_entry_key(name_of(number)), std::move(entry)});
    return unit;
  }
  store::Snapshot const& snapshot() const { return *snapshot_; }

 private:
  store::StreamHead head_;
  std::optional<store::Snapshot> snapshot_;
  std::optional<std::string> entry_;
  std::vector<store::Credential> credentials_;
  std::vector<store::EventRecord> events_;
  std::vector<store::ContentRecord> contents_;
  std::string meeting_;
};

void hold_a_meeting(TorgSubject& torg, std::size_t phones) {
  auto const item = torg.add_item(poll_item("A poll"));
  torg.begin();
  torg.join(phones);
  torg.command({{"type", "start_item"}, {"item", item}});
  auto const box = torg.command({{"type", "open_ballot"}, {"item", item}}).at("answer").at("box");
  for (std::size_t i = 0; i < phones; ++i) {
    torg.crowd().cast(i, box, protocol::ChoiceBallot{{static_cast<std::int64_t>(1 + i % 3)}});
  }
  torg.quiet();
  torg.command({{"type", "stop_ballot"}, {"box", box}});
  torg.command({{"type", "show_result"}, {"box", box}});
  torg.command({{"type", "close_meeting"}});
  torg.go_home();
  torg.process().stop();
}

void copy_many_times(test::TempFolder const& folder, std::string const& meeting) {
  store::SqliteOptions options;
  options.data_dir = folder / "data";
  auto const opened = must(store::open_sqlite_store(options));
  auto& store = *opened.store;
  Original const original(store, meeting);
  std::string const forum(live::forum_stream);
  for (std::size_t first = 0; first < meetings; first += meetings_per_batch) {
    std::vector<store::Unit> units;
    store::AppendEvents registered{forum, must(store.stream_head(forum)).version, {}, {}};
    auto const last = std::min(first + meetings_per_batch, meetings);
    for (auto number = first; number < last; ++number) {
      units.push_back(original.copy(number));
      auto const about = R"("at_ms":1792252800000,"meeting":")" + name_of(number) + '"';
      registered.events.push_back(
          {"MeetingRegistered", R"({"type":"MeetingRegistered",)" + about + "}"});
      registered.events.push_back({"MeetingFinished", R"({"type":"MeetingFinished",)" + about +
                                                          R"(,"deferred_items":[]})"});
    }
    units.push_back({std::move(registered)});
    for (auto const outcome : must(store.append(units))) {
      if (outcome != store::UnitOutcome::committed) throw std::runtime_error("not stored");
    }
    for (auto number = first; number < last; ++number) {
      auto const stream = live::meeting_stream(name_of(number));
      if (!store.save_snapshot(stream, original.snapshot())) throw std::runtime_error("no room");
    }
  }
}

double start_ms(test::TempFolder const& folder) {
  auto const begin = Clock::now();
  PinnedProcess server(serve_command(folder));
  auto const time = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
  server.stop();
  return time;
}

class Visits {
 public:
  explicit Visits(test::TempFolder const& folder) : server_(serve_command(folder)) {
    std::string const archive = Json::parse(server_.first_line()).at("archive");
    target_ = rehearsal::loopback(
        static_cast<std::uint16_t>(std::stoi(archive.substr(archive.rfind(':') + 1))));
  }

  /// From the hello until the facilitator sees the meeting.
  double visit_ms(std::string const& meeting, std::string const& token) {
    rehearsal::Person person(loop_, target_, Json{{"kind", "token"}, {"token", token}}, meeting);
    bool current = false;
    person.on_current = [&](rehearsal::Person&) { current = true; };
    auto const begin = Clock::now();
    person.start();
    if (!loop_.run_until([&] { return current; }, 20s)) {
      throw std::runtime_error("a meeting of the archive was not shown");
    }
    auto const time = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
    person.leave();
    return time;
  }

 private:
  PinnedProcess server_;
  rehearsal::Loop loop_;
  rehearsal::Target target_;
};

}  // namespace

void measure_archive(Report& report, std::size_t rounds) {
  rehearsal::Loop loop;
  rehearsal::Crowd::Watcher nobody;
  {
    TorgSubject torg(loop, nobody);
    hold_a_meeting(torg, many);
    Row first{"first look at a meeting of 2000 phones that is not in memory", "ms"};
    std::vector<double> again;
    for (std::size_t round = 0; round < rounds; ++round) {
      Visits visits(torg.folder());
      first.torg.push_back(visits.visit_ms(torg.meeting(), torg.facilitator_token()));
      again.push_back(visits.visit_ms(torg.meeting(), torg.facilitator_token()));
    }
    first.must = 50;
    first.aim = 20;
    first.note = "when it is: " + std::to_string(median(again)).substr(0, 4);
    report.add(first);
  }
  TorgSubject torg(loop, nobody);
  hold_a_meeting(torg, few);
  Row start{"start with 10000 closed meetings", "ms"};
  std::vector<double> without;
  for (std::size_t round = 0; round < rounds; ++round) without.push_back(start_ms(torg.folder()));
  copy_many_times(torg.folder(), torg.meeting());
  for (std::size_t round = 0; round < rounds; ++round) {
    start.torg.push_back(start_ms(torg.folder()));
  }
  start.must = median(without) + 1'000;
  start.note = "without them " + std::to_string(median(without)).substr(0, 4);
  report.add(start);

  Row look{"first look at one of them, 30 phones", "ms"};
  Visits visits(torg.folder());
  for (std::size_t i = 0; i < 20; ++i) {
    look.torg.push_back(visits.visit_ms(name_of(37 * i), facilitator_of(37 * i)));
  }
  look.must = 50;
  look.aim = 20;
  report.add(look);
}

}  // namespace torg::bench
