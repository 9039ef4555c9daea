#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "rehearsal/loop.hpp"
#include "rehearsal/target.hpp"
#include "rehearsal/wire.hpp"

namespace torg::rehearsal {

using Json = nlohmann::json;

// Somebody at a meeting who sees what it shows: says hello with a credential, comes back by itself
// when the connection is lost, sends every command until it is answered for good, and keeps the
// sections that it is sent. For a crowd this is too much work; see Crowd. Belongs to the loop's
// thread.
class Person final : private Wire::Owner {
 public:
  // The final answer: an ack, or a reject that is not temporary.
  using Answered = std::function<void(Json const&)>;

  // The target has to outlive the person. `number` spreads people over source addresses.
  Person(Loop& loop, Target const& target, Json credential, std::string meeting = {},
         std::size_t number = 0);
  ~Person();
  Person(Person const&) = delete;
  Person& operator=(Person const&) = delete;

  void start();
  // Loses the network; comes back after `pause_ms`.
  void cut(int pause_ms);
  void leave();

  void command(Json command, Answered answered = {});
  // A ballot is replaced by its successor even when it was never answered, as a phone does it.
  void cast(std::int64_t box, Json ballot);

  bool welcomed() const { return welcomed_; }
  // Commands and ballots that have no final answer yet.
  std::size_t unanswered() const { return waiting_.size() + casting_.size(); }
  Json const* section(std::string const& key) const;
  Json const& welcome() const { return welcome_; }
  // The server's last close code, 0 when the connection just ended.
  std::uint16_t closed_with() const { return closed_with_; }
  // Why the last connection was not encrypted as it should be.
  TlsFault tls_fault() const { return wire_.tls_fault(); }
  // Connected, and the server has not answered in TLS yet.
  bool is_securing() const { return wire_.is_securing(); }
  // How often it was let in: more than once after losing its connection.
  int welcomes() const { return welcomes_; }
  // How often each code of a refusal came, also of those that are tried again.
  std::map<std::string, int> const& refusals() const { return refusals_; }
  // The reject that answered the last hello; null when that was let in.
  Json const& turned_away() const { return turned_away_; }

  struct Cast {
    std::int64_t sent = 0;   // newest revision given to the network
    std::int64_t acked = 0;  // newest revision that the server has acknowledged
    Json ballot;             // of `sent`
    std::string refused;     // code of a final refusal of `sent`
  };
  std::map<std::int64_t, Cast> const& casts() const { return casts_; }

  // Called at each welcome after the first frames of all scopes have come.
  std::function<void(Person&)> on_current;
  // Called after each frame, with the keys that it set or removed.
  std::function<void(Person&, std::vector<std::string> const&)> on_change;

 private:
  struct Waiting {
    Json command;
    Answered answered;
  };

  void on_open(Wire& wire) override;
  void on_message(Wire& wire, std::string_view text) override;
  void on_gone(Wire& wire, std::uint16_t code) override;

  void enter(Json message);
  void frame(Json& message);
  void answer(Json const& message);
  void try_again_later(std::string const& id);
  void try_again();
  void come_back(int pause_ms);
  void send(std::string const& id, Json const& command);
  void send_ballot(std::int64_t box);

  Loop& loop_;
  Wire wire_;
  Json credential_;
  std::string meeting_;
  std::string tag_;
  std::map<std::string, std::map<std::string, Json>> scopes_;
  std::map<std::string, Json> positions_;
  std::map<std::string, Waiting> waiting_;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> casting_;  // id to box, revision
  std::map<std::int64_t, Cast> casts_;
  std::vector<std::string> to_try_again_;
  std::optional<Loop::Task> return_;
  std::optional<Loop::Task> retry_;
  Json welcome_;
  Json turned_away_;
  std::size_t scopes_to_come_ = 0;
  std::map<std::string, int> refusals_;
  std::uint64_t last_id_ = 0;
  int welcomes_ = 0;
  std::uint16_t closed_with_ = 0;
  bool welcomed_ = false;
  bool left_ = false;
};

}  // namespace torg::rehearsal
