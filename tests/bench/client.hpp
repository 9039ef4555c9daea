#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <nlohmann/json.hpp>

#include "bench/wire.hpp"

namespace torg::bench {

using Json = nlohmann::json;

/// Somebody at a meeting: says hello with a credential, comes back by itself when the connection is
/// lost, sends every command until it is answered for good, and keeps the sections that it is sent.
class Client : public std::enable_shared_from_this<Client> {
 public:
  /// The final answer: an ack, or a reject that is not temporary.
  using Answered = std::function<void(Json const&)>;

  Client(boost::asio::io_context& loop, std::uint16_t port, Json credential,
         std::string meeting = {});

  void start();
  /// Loses the network; comes back after `pause_ms`.
  void cut(int pause_ms);
  void leave();

  void command(Json command, Answered answered = {});
  /// A ballot is replaced by its successor even when it was never answered, as a phone does it.
  void cast(std::int64_t box, Json ballot);

  bool welcomed() const { return welcomed_; }
  /// Commands and ballots that have no final answer yet.
  std::size_t unanswered() const { return waiting_.size() + casting_.size(); }
  Json const* section(std::string const& key) const;
  Json const& welcome() const { return welcome_; }
  std::uint16_t closed_with() const { return closed_with_; }

  struct Cast {
    std::int64_t sent = 0;   // newest revision given to the network
    std::int64_t acked = 0;  // newest revision that the server has acknowledged
    Json ballot;             // of `sent`
    std::string refused;     // code of a final refusal of `sent`
  };
  std::map<std::int64_t, Cast> const& casts() const { return casts_; }

  /// Called at each welcome after the first frames of all scopes have come.
  std::function<void(Client&)> on_current;

 private:
  struct Waiting {
    Json command;
    Answered answered;
  };

  void open();
  void receive(std::string_view text);
  void frame(Json& message);
  void answer(Json const& message);
  void come_back(int pause_ms);
  void send(std::string const& id, Json const& command);
  void send_ballot(std::int64_t box);

  boost::asio::io_context& loop_;
  boost::asio::steady_timer pause_;
  std::uint16_t port_;
  Json credential_;
  std::string meeting_;
  std::string tag_;
  std::shared_ptr<Wire> wire_;
  std::map<std::string, std::map<std::string, Json>> scopes_;
  std::map<std::string, Json> positions_;
  std::map<std::string, Waiting> waiting_;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> casting_;  // id to box, revision
  std::map<std::int64_t, Cast> casts_;
  Json welcome_;
  std::size_t scopes_to_come_ = 0;
  std::uint64_t last_id_ = 0;
  std::uint16_t closed_with_ = 0;
  bool welcomed_ = false;
  bool left_ = false;
};

/// 22 characters from the system's generator: a token, or the tag of a ballot.
std::string random_token();

}  // namespace torg::bench
