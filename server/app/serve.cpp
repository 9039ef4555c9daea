#include "app/serve.hpp"

#include <sodium.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include "app/demo.hpp"
#include "app/limits_report.hpp"
#include "app/links.hpp"
#include "app/local_address.hpp"
#include "app/store_words.hpp"
#include "archive/catalogue.hpp"
#include "archive/library.hpp"
#include "live/clock.hpp"
#include "live/earliest_now.hpp"
#include "live/entropy.hpp"
#include "live/meeting_directory.hpp"
#include "live/writer.hpp"
#include "net/server.hpp"
#include "net/tls.hpp"
#include "store/key_ring.hpp"
#include "store/sqlite_store.hpp"

namespace torg::app {
namespace {

namespace asio = boost::asio;

constexpr auto shutdown_deadline = std::chrono::seconds(8);

int complain(Config const& config, std::string_view key,
             std::initializer_list<archive::Catalogue::Value> values = {}) {
  std::fprintf(stderr, "%s\n", archive::Catalogue(config.language)(key, values).c_str());
  return 1;
}

int complain(Config const& config, store::StoreError const& error) {
  tell_store_error(error, config.data_dir, config.key_dir, archive::Catalogue(config.language),
                   std::cerr);
  return 1;
}

std::string url_host(std::string const& listen_address) {
  auto const address = asio::ip::make_address(listen_address);
  if (address.is_unspecified()) return local_address();
  return address.is_v6() ? "[" + listen_address + "]" : listen_address;
}

std::string make_public_url(Config const& config, std::uint16_t port) {
  if (!config.public_url.empty()) return config.public_url;
  bool const secure = !config.tls_certificate.empty();
  std::string url = (secure ? "https://" : "http://") + url_host(config.listen_address);
  if (port != (secure ? 443 : 80)) url += ":" + std::to_string(port);
  return url;
}

// Everything that runs, in the order in which it is made and against which it is taken down.
class Running {
 public:
  Running(Config const& config, store::Store& store, store::KeyRing& keys,
          std::unique_ptr<store::StoreReader> reader, std::unique_ptr<net::TlsIdentity> tls,
          std::int64_t earliest_now_ms)
      : config_(config),
        store_(store),
        keys_(keys),
        tls_(std::move(tls)),
        library_(std::move(reader), keys),
        clock_(earliest_now_ms) {
    for (unsigned i = 0; i < config.threads; ++i) {
      loops_.push_back(std::make_unique<asio::io_context>(1));
    }
  }

  int run();

 private:
  void start_meetings();
  void announce(live::Links const& secrets, std::string const& meeting);
  void fail_to_start(std::string_view why);
  void reload_certificate_on_hangup(asio::signal_set& hangups);
  void stop();
  void wait_for_connections(std::shared_ptr<asio::steady_timer> timer,
                            std::chrono::steady_clock::time_point until);
  void stop_loops();
  net::ServerOptions server_options() const;
  live::Surroundings surroundings(bool address_changed);
  bool address_changed();

  Config const& config_;
  store::Store& store_;
  store::KeyRing& keys_;
  std::unique_ptr<net::TlsIdentity> tls_;  // null without --tls-cert
  archive::Library library_;
  live::Limits limits_;
  live::SystemClock clock_;
  live::SystemEntropy entropy_;
  std::vector<std::unique_ptr<asio::io_context>> loops_;
  std::unique_ptr<live::Writer> writer_;
  std::unique_ptr<live::MeetingDirectory> directory_;
  std::unique_ptr<net::Server> server_;
  std::string public_url_;
  bool stopping_ = false;
  int exit_code_ = 0;
};

net::ServerOptions Running::server_options() const {
  net::ServerOptions options;
  options.endpoint = {asio::ip::make_address(config_.listen_address), config_.listen_port};
  options.tls = tls_.get();
  options.deflate = config_.deflate;
  options.secure = tls_ || config_.public_url.starts_with("https://");
  options.origins = config_.origins;
  for (auto const& proxy : config_.trusted_proxies) {
    options.trusted_proxies.push_back(asio::ip::make_address(proxy));
  }
  if (!config_.public_url.empty()) options.origins.push_back(config_.public_url);
  return options;
}

// Since the last start, so that links that were given out then may lead nowhere.
bool Running::address_changed() {
  auto const before = store_.get_meta(public_url_key);
  return before && *before && **before != public_url_;
}

live::Surroundings Running::surroundings(bool address_changed) {
  std::vector<asio::io_context*> loops;
  for (auto& loop : loops_) loops.push_back(loop.get());
  live::ServerFacts facts;
  facts.secure = public_url_.starts_with("https://");
  facts.address_changed = address_changed;
  facts.public_url = public_url_;
  facts.version = TORG_VERSION;
  return {std::move(loops), *writer_,           keys_, clock_, entropy_, limits_,
          std::move(facts), load_demo().meeting};
}

int Running::run() {
  // The port is taken first, so that a port in use is told before anything is touched. Only then is
  // it known what the links begin with, which the meetings have to know. It is held until the
  // server listens on it, so that nobody else gets it in between.
  auto const options = server_options();
  asio::io_context probe;
  asio::ip::tcp::acceptor taken(probe);
  std::uint16_t port = config_.listen_port;
  boost::system::error_code error;
  taken.open(options.endpoint.protocol(), error);
  if (!error) taken.set_option(asio::ip::tcp::acceptor::reuse_address(true), error);
  if (!error) taken.bind(options.endpoint, error);
  if (!error) port = taken.local_endpoint(error).port();
  if (error) {
    return complain(config_,
                    error == asio::error::address_in_use ? "start.port_in_use" : "start.no_listen",
                    {{"address", config_.listen_address},
                     {"port", std::to_string(config_.listen_port)},
                     {"reason", error.message()}});
  }

  public_url_ = make_public_url(config_, port);
  bool const moved = address_changed();
  // The store is the writer's alone from here on.
  writer_ = std::make_unique<live::Writer>(store_, limits_);
  directory_ = std::make_unique<live::MeetingDirectory>(surroundings(moved));
  auto with_port = options;
  with_port.endpoint.port(port);
  server_ = std::make_unique<net::Server>(*directory_, library_, net::live_endpoint(*directory_),
                                          with_port);
  if (auto const listening = server_->listen(); !listening) {
    return complain(config_, "start.port_in_use",
                    {{"address", config_.listen_address},
                     {"port", std::to_string(port)},
                     {"reason", listening.error().message()}});
  }

  asio::signal_set signals(*loops_.front(), SIGINT, SIGTERM);
  signals.async_wait([this](boost::system::error_code cancelled, int) {
    if (!cancelled) stop();
  });
  asio::signal_set hangups(*loops_.front());
  if (tls_) {
    hangups.add(SIGHUP);
    reload_certificate_on_hangup(hangups);
  }
  asio::post(*loops_.front(), [this] { start_meetings(); });

  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < loops_.size(); ++i) {
    threads.emplace_back([this, i] {
      auto const guard = asio::make_work_guard(*loops_[i]);
      loops_[i]->run();
    });
  }
  auto const guard = asio::make_work_guard(*loops_.front());
  loops_.front()->run();
  for (auto& thread : threads) thread.join();
  writer_->stop(2'000);
  // Connections that did not go would outlive what they point to; the store is closed either way.
  if (server_->connections() > 0) std::_Exit(exit_code_);
  return exit_code_;
}

void Running::start_meetings() {
  live::StartOptions options;
  if (config_.demo) {
    auto const demo = load_demo();
    options.forum_name = demo.forum_name;
    options.forum_groups = demo.groups;
    options.with_demo = true;
  } else {
    archive::Catalogue const swedish("sv");
    archive::Catalogue const english("en");
    options.forum_name = {{"sv", swedish("start.forum_name")}, {"en", english("start.forum_name")}};
  }
  directory_->start(options, 0, [this](store::Result<live::StartResult> started) {
    if (!started) return fail_to_start(started.error().detail);
    directory_->issue_links(started->meeting, 0,
                            [this, meeting = started->meeting.value_or("")](
                                boost::system::result<live::Links, protocol::Error> const& links) {
                              if (!links)
                                return fail_to_start(protocol::to_string(links.error().code));
                              announce(*links, meeting);
                            });
  });
}

void Running::announce(live::Links const& secrets, std::string const& meeting) {
  writer_->run(
      *loops_.front(),
      [url = public_url_](store::Store& store) { return store.put_meta(public_url_key, url); },
      [](store::Result<void> const&) {});
  server_->run();
  auto const links = start_links(public_url_, meeting, secrets);
  auto const text =
      config_.ready_json ? ready_json(links) + "\n" : ready_text(links, config_.language);
  std::fputs(text.c_str(), stdout);
  std::fflush(stdout);
}

void Running::reload_certificate_on_hangup(asio::signal_set& hangups) {
  hangups.async_wait([this, &hangups](boost::system::error_code cancelled, int) {
    if (cancelled) return;
    if (auto const fault = tls_->reload()) {
      complain(config_, "start.tls_kept",
               {{"file", fault->file.string()}, {"reason", fault->reason}});
    }
    reload_certificate_on_hangup(hangups);
  });
}

void Running::fail_to_start(std::string_view why) {
  complain(config_, "start.failed", {{"reason", std::string(why)}});
  exit_code_ = 1;
  stop_loops();
}

void Running::stop() {
  if (stopping_) return;
  stopping_ = true;
  server_->stop();
  auto const deadline = std::make_shared<asio::steady_timer>(*loops_.front(), shutdown_deadline);
  deadline->async_wait([this, deadline](boost::system::error_code cancelled) {
    if (!cancelled) stop_loops();
  });
  directory_->stop(0, [this, deadline] {
    // Closing handshakes may still be under way; give them a moment, but not more.
    deadline->expires_after(std::chrono::milliseconds(300));
    deadline->async_wait([this, deadline](boost::system::error_code) {
      server_->drop();
      wait_for_connections(deadline, std::chrono::steady_clock::now() + std::chrono::seconds(2));
    });
  });
}

void Running::wait_for_connections(std::shared_ptr<asio::steady_timer> timer,
                                   std::chrono::steady_clock::time_point until) {
  if (server_->connections() == 0 || std::chrono::steady_clock::now() > until) {
    return stop_loops();
  }
  timer->expires_after(std::chrono::milliseconds(10));
  timer->async_wait(
      [this, timer, until](boost::system::error_code) { wait_for_connections(timer, until); });
}

void Running::stop_loops() {
  for (auto& loop : loops_) loop->stop();
}

int print_config(Config const& config) {
  archive::Catalogue const say(config.language);
  std::ostringstream out;
  out << "data = " << config.data_dir.string() << "\nkey-dir = " << config.key_dir.string()
      << "\nlisten = " << config.listen_address << ':' << config.listen_port
      << "\npublic-url = " << config.public_url << "\nthreads = " << config.threads << '\n';
  for (auto const& origin : config.origins) out << "allow-origin = " << origin << '\n';
  for (auto const& proxy : config.trusted_proxies) out << "trusted-proxy = " << proxy << '\n';
  report_limits(live::Limits(), net::Limits(), say, out);
  std::fputs(out.str().c_str(), stdout);
  return 0;
}

}  // namespace

int serve(Config const& config) {
  if (config.print_config) return print_config(config);
  if (sodium_init() < 0) return complain(config, "start.failed", {{"reason", "libsodium"}});
  std::signal(SIGPIPE, SIG_IGN);

  store::SqliteOptions options;
  options.data_dir = config.data_dir;
  auto opened = store::open_sqlite_store(options);
  if (!opened) return complain(config, opened.error());
  auto keys = store::KeyRing::open(config.key_dir, *opened->store);
  if (!keys) return complain(config, keys.error());
  if (keys->state() == store::KeyState::keys_missing) {
    complain(config, "start.keys_missing", {{"keys", config.key_dir.string()}});
  }
  auto reader = opened->store->open_reader();
  if (!reader) return complain(config, reader.error());
  auto const earliest_now_ms = live::earliest_now(**reader);
  if (!earliest_now_ms) return complain(config, earliest_now_ms.error());

  std::unique_ptr<net::TlsIdentity> tls;
  if (!config.tls_certificate.empty()) {
    auto loaded = net::TlsIdentity::load(config.tls_certificate, config.tls_key);
    if (!loaded) {
      return complain(config, "start.tls_unusable",
                      {{"file", loaded.error().file.string()}, {"reason", loaded.error().reason}});
    }
    tls = *std::move(loaded);
  }

  Running running(config, *opened->store, *keys, *std::move(reader), std::move(tls),
                  *earliest_now_ms);
  return running.run();
}

}  // namespace torg::app
