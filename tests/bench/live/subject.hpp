#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bench/live/pinned_process.hpp"
#include "rehearsal/crowd.hpp"
#include "rehearsal/loop.hpp"
#include "rehearsal/person.hpp"
#include "support/temp_folder.hpp"

namespace torg::bench {

using rehearsal::Json;

/// A server that is measured, with a crowd connected to it: the floor or Torg. The loop is the
/// generator's.
class Subject {
 public:
  virtual ~Subject() = default;

  rehearsal::Crowd& crowd() { return *crowd_; }
  PinnedProcess& process() { return *process_; }
  rehearsal::Loop& loop() { return loop_; }
  rehearsal::Target const& target() const { return target_; }
  /// How many of the crowd, from 0, are phones. What comes after them leads the meeting.
  std::size_t phones() const { return phones_; }

  /// The crowd goes home, and comes back in waves, as people do. A process may not have so many
  /// open files that two large halls could be there at once.
  void go_home();
  void come_back();
  /// Everything that the server has to send has come, and the windows are over.
  void quiet();

  /// Waits until everybody is in; throws std::runtime_error when that takes too long.
  void settle();

 protected:
  Subject(rehearsal::Loop& loop, rehearsal::Crowd::Watcher& watcher)
      : loop_(loop), watcher_(watcher) {}
  void listen_at(std::uint16_t port);

  rehearsal::Loop& loop_;
  rehearsal::Crowd::Watcher& watcher_;
  test::TempFolder folder_;
  rehearsal::Target target_;
  std::unique_ptr<PinnedProcess> process_;
  std::unique_ptr<rehearsal::Crowd> crowd_;
  std::size_t phones_ = 0;
};

/// One of tests/bench/floor, beside this executable.
class FloorSubject final : public Subject {
 public:
  /// With `durable` the floor gets a database.
  FloorSubject(rehearsal::Loop& loop, rehearsal::Crowd::Watcher& watcher, std::string const& name,
               std::vector<std::string> more = {}, bool durable = false);
  void join(std::size_t phones);
};

/// Words that every `torg serve` from here on gets too. With more than one thread it is not kept on
/// one processor, and then only the time it takes means anything.
void serve_with(std::vector<std::string> words);

/// The command that serves a folder on the loopback.
std::vector<std::string> serve_command(test::TempFolder const& folder);

/// What goes around the messages of a server and its crowd.
struct Wrapping {
  bool tls = false;
  bool deflate = false;
};

/// `torg serve` on a new folder with a meeting of its own.
class TorgSubject final : public Subject {
 public:
  TorgSubject(rehearsal::Loop& loop, rehearsal::Crowd::Watcher& watcher, Wrapping wrapping = {});
  ~TorgSubject() override;

  /// Waits for the ack; throws std::runtime_error at anything else.
  Json command(Json command);
  Json const* section(std::string const& key) { return facilitator_->section(key); }
  /// Adds an item and gives its number.
  std::int64_t add_item(Json definition);
  /// Opens the meeting to those who have the link, and begins it.
  void begin();
  /// Phones join in waves, as people do: what happens when all come at once is
  /// measured by itself.
  void join(std::size_t phones);
  /// More connections of the facilitator, behind the phones.
  void lead(std::size_t facilitators);

  test::TempFolder const& folder() const { return folder_; }
  std::string const& meeting() const { return meeting_; }
  std::string const& facilitator_token() const { return facilitator_token_; }
  std::string const& join_secret() const { return join_secret_; }

 private:
  std::unique_ptr<rehearsal::Person> organiser_;
  std::unique_ptr<rehearsal::Person> facilitator_;
  std::string facilitator_token_;
  std::string meeting_;
  std::string join_secret_;
};

/// A poll with three answers, of which every phone may choose one.
Json poll_item(std::string const& title);
/// An item that only has a text of so many characters.
Json info_item(std::string const& title, std::size_t characters);

}  // namespace torg::bench
