#pragma once

#include <chrono>
#include <cstdlib>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include "archive/library.hpp"
#include "live/clock.hpp"
#include "live/entropy.hpp"
#include "live/meeting_directory.hpp"
#include "live/writer.hpp"
#include "net/server.hpp"
#include "store/key_ring.hpp"
#include "store/sqlite_store.hpp"
#include "support/temp_folder.hpp"

namespace torg::net {

struct HouseExtra {
  std::optional<Endpoint> endpoint{};  // instead of the meetings
  std::uint16_t port = 0;              // 0: a free one
  TlsIdentity const* tls = nullptr;    // outlives the house
  bool deflate = false;
  std::vector<asio::ip::address> trusted_proxies{};
};

/// A server on the loopback in this process, with a thread of its own and limits that a test can
/// make short. Its first meeting is open to join and holds one item. Behind its WebSockets stand
/// the meetings, or what a test wants there.
class ServerHouse {
 public:
  using Extra = HouseExtra;

  explicit ServerHouse(Limits limits = {}, live::Limits live_limits = {}, Extra extra = {})
      : live_limits_(live_limits) {
    store::SqliteOptions sqlite;
    sqlite.data_dir = folder_ / "data";
    store_ = std::move(store::open_sqlite_store(sqlite).value().store);
    keys_ =
        std::make_unique<store::KeyRing>(store::KeyRing::open(folder_ / "keys", *store_).value());
    library_ = std::make_unique<archive::Library>(store_->open_reader().value(), *keys_);
    writer_ = std::make_unique<live::Writer>(*store_, live_limits_);

    protocol::MeetingTemplate meeting;
    meeting.title = {{"sv", "Prov <b>"}, {"en", "Trial <b>"}};
    meeting.languages = {"sv", "en"};
    protocol::ItemDefinition first;
    first.kind = protocol::ItemKind::info;
    first.title = {{"sv", "Välkommen"}};
    meeting.items = {first};
    live::ServerFacts facts;
    facts.public_url = "http://127.0.0.1";
    facts.version = "1";
    directory_ = std::make_unique<live::MeetingDirectory>(live::Surroundings{
        {&loop_}, *writer_, *keys_, clock_, entropy_, live_limits_, facts, meeting});

    ServerOptions options;
    options.endpoint = {asio::ip::address_v4::loopback(), extra.port};
    options.origins = {"https://torg.example.se"};
    options.limits = limits;
    options.tls = extra.tls;
    options.deflate = extra.deflate;
    options.trusted_proxies = extra.trusted_proxies;
    options.secure = extra.tls != nullptr;
    if (!extra.endpoint) extra.endpoint = live_endpoint(*directory_);
    server_ = std::make_unique<Server>(*directory_, *library_, *extra.endpoint, options);
    port_ = server_->listen().value().port();

    directory_->start({{{"sv", "Forum"}}, {}, true}, 0, [this](auto started) {
      meeting_ = started.value().meeting.value();
      directory_->issue_links(meeting_, 0, [this](auto issued) {
        if (issued) links_ = *issued;
        loop_.stop();
      });
    });
    auto const guard = asio::make_work_guard(loop_);
    loop_.run_for(std::chrono::seconds(20));
    if (links_.join_secret.empty()) throw std::runtime_error("the server did not start");
    loop_.restart();
    server_->run();
    thread_ = std::thread([this] {
      auto const work = asio::make_work_guard(loop_);
      loop_.run();
    });
  }

  ~ServerHouse() {
    shut_down();
    server_->drop();
    auto const until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (server_->connections() > 0 && std::chrono::steady_clock::now() < until) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    if (server_->connections() > 0) std::abort();
    loop_.stop();
    thread_.join();
    writer_->stop(2'000);
  }

  /// As on SIGTERM: everyone is told to come back, nobody new is let in.
  void shut_down() {
    if (std::exchange(is_shut_down_, true)) return;
    server_->stop();
    std::promise<void> done;
    directory_->stop(0, [&] { done.set_value(); });
    done.get_future().wait();
  }

  std::uint16_t port() const { return port_; }
  std::string const& meeting() const { return meeting_; }
  live::Links const& links() const { return links_; }
  std::size_t connections() const { return server_->connections(); }

 private:
  test::TempFolder folder_{test::TempFolder::Place::memory};
  live::Limits live_limits_;
  live::SystemClock clock_;
  live::SystemEntropy entropy_;
  asio::io_context loop_{1};
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<store::KeyRing> keys_;
  std::unique_ptr<archive::Library> library_;
  std::unique_ptr<live::Writer> writer_;
  std::unique_ptr<live::MeetingDirectory> directory_;
  std::unique_ptr<Server> server_;
  std::uint16_t port_ = 0;
  std::string meeting_;
  live::Links links_;
  std::thread thread_;
  bool is_shut_down_ = false;
};

}  // namespace torg::net
