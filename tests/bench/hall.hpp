#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "rehearsal/loop.hpp"
#include "rehearsal/person.hpp"
#include "rehearsal/target.hpp"
#include "rehearsal/token.hpp"
#include "support/torg_process.hpp"

namespace torg::bench {

using rehearsal::Json;
using rehearsal::new_token;
using rehearsal::Person;

/// A meeting's people against a real server: a facilitator and any number of phones, all on one
/// loop that runs while somebody waits for something.
class Hall {
 public:
  /// With `trust` everybody comes over https.
  explicit Hall(test::TorgProcess& server, std::shared_ptr<rehearsal::TlsTrust const> trust = {});
  ~Hall();

  /// Runs until `done` is true; false when that takes longer than `seconds`.
  bool wait(std::function<bool()> done, int seconds = 60);
  void run_for(int milliseconds);

  /// Phones that have joined the meeting of the start-up link, or another.
  void join(std::size_t phones);
  void join(std::size_t phones, std::string const& secret);
  std::vector<std::unique_ptr<Person>> const& phones() const { return phones_; }

  Person& facilitator();
  /// Somebody with a token, for another meeting or role; stays the hall's.
  Person* enter(std::string const& token, std::string const& meeting = {});

  /// Sends a facilitator's command and waits for the final answer.
  Json command(Json command);
  Json command(Person& person, Json command);
  /// The first item of a kind in the agenda; throws std::runtime_error if there is none.
  std::int64_t item_of(std::string const& kind);
  /// Starts an item, opens its ballot, and gives the box's number.
  std::int64_t open(std::int64_t item);
  /// Every phone has a final answer for everything.
  bool settled();
  /// Sum of the phones' acknowledged revisions in a box.
  std::int64_t acked(std::int64_t box) const;
  /// How often phones were refused with this code.
  int refusals(std::string const& code) const;

 private:
  test::TorgProcess& server_;
  std::shared_ptr<rehearsal::TlsTrust const> trust_;
  Person* add(std::vector<std::unique_ptr<Person>>& to, Json credential, std::string meeting = {});

  rehearsal::Loop loop_;
  rehearsal::Target target_;  // set when somebody is added: only then the server has its port
  Person* facilitator_ = nullptr;
  std::vector<std::unique_ptr<Person>> phones_;
  std::vector<std::unique_ptr<Person>> others_;
};

/// Body of a GET on the loopback; throws std::runtime_error unless the status is 200.
std::string get(std::uint16_t port, std::string const& path);

/// Totals per option of a box in an archive's JSON, counted anew from its ballots.
std::map<std::int64_t, std::int64_t> recount(Json const& box);

}  // namespace torg::bench
