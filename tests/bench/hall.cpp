#include "bench/hall.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

#include <boost/asio/connect.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

namespace torg::bench {

namespace asio = boost::asio;
namespace http = boost::beast::http;

Hall::Hall(test::TorgProcess& server) : server_(server) {}

Hall::~Hall() {
  if (facilitator_) facilitator_->leave();
  for (auto const& client : phones_) client->leave();
  for (auto const& client : others_) client->leave();
  run_for(50);
}

bool Hall::wait(std::function<bool()> done, int seconds) {
  auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  while (!done()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    loop_.restart();
    loop_.run_one_for(std::chrono::milliseconds(50));
    loop_.poll();
  }
  return true;
}

void Hall::run_for(int milliseconds) {
  loop_.restart();
  loop_.run_for(std::chrono::milliseconds(milliseconds));
}

void Hall::join(std::size_t phones) { join(phones, server_.part("participant", "/M/")); }

void Hall::join(std::size_t phones, std::string const& secret) {
  auto const before = phones_.size();
  for (std::size_t i = 0; i < phones; ++i) {
    Json credential{{"kind", "join"}, {"secret", secret}, {"token", random_token()}};
    phones_.push_back(std::make_shared<Client>(loop_, server_.port(), std::move(credential)));
    phones_.back()->start();
    // A hall comes in over some seconds; all at one instant is another test's business.
    if (i % 50 == 49) run_for(5);
  }
  bool const in = wait([&] {
    return std::all_of(phones_.begin() + static_cast<std::ptrdiff_t>(before), phones_.end(),
                       [](auto const& phone) { return phone->welcomed(); });
  });
  if (!in) throw std::runtime_error("not every phone came in");
}

std::shared_ptr<Client> Hall::enter(std::string const& token, std::string const& meeting) {
  auto client = std::make_shared<Client>(loop_, server_.port(),
                                         Json{{"kind", "token"}, {"token", token}}, meeting);
  client->start();
  others_.push_back(client);
  if (!wait([&] { return client->welcomed(); })) throw std::runtime_error("not let in");
  return client;
}

Client& Hall::facilitator() {
  if (!facilitator_) {
    facilitator_ = enter(server_.part("facilitator", "#"), server_.meeting());
  }
  return *facilitator_;
}

Json Hall::command(Json command) { return this->command(facilitator(), std::move(command)); }

Json Hall::command(Client& client, Json command) {
  Json answer;
  client.command(std::move(command), [&](Json const& message) { answer = message; });
  if (!wait([&] { return !answer.is_null(); })) throw std::runtime_error("no answer");
  return answer;
}

std::int64_t Hall::open(std::int64_t item) {
  auto const started = command({{"type", "start_item"}, {"item", item}});
  if (started.at("type") != "ack") throw std::runtime_error(started.dump());
  auto const opened = command({{"type", "open_ballot"}, {"item", item}});
  if (opened.at("type") != "ack") throw std::runtime_error(opened.dump());
  return opened.at("answer").at("box");
}

bool Hall::settled() {
  return wait([&] {
    return std::all_of(phones_.begin(), phones_.end(), [](auto const& phone) {
      return phone->welcomed() && phone->unanswered() == 0 &&
             std::all_of(phone->casts().begin(), phone->casts().end(), [](auto const& entry) {
               return entry.second.acked == entry.second.sent || !entry.second.refused.empty();
             });
    });
  });
}

std::string get(std::uint16_t port, std::string const& path) {
  asio::io_context loop;
  boost::beast::tcp_stream stream(loop);
  stream.connect(asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), port));
  http::request<http::empty_body> request{http::verb::get, path, 11};
  request.set(http::field::host, "127.0.0.1:" + std::to_string(port));
  http::write(stream, request);
  boost::beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(64 * 1024 * 1024);
  http::read(stream, buffer, parser);
  if (parser.get().result() != http::status::ok) {
    throw std::runtime_error(path + ": " + std::to_string(parser.get().result_int()));
  }
  return parser.release().body();
}

std::map<std::int64_t, std::int64_t> recount(Json const& box) {
  std::map<std::int64_t, std::int64_t> totals;
  for (auto const& row : box.at("ballots")) {
    auto const ballot = Json::parse(row.at("ballot").get<std::string>()).at("ballot");
    if (ballot.contains("marks")) {
      for (auto const& mark : ballot.at("marks")) {
        totals[mark.at("option").get<std::int64_t>()] += mark.at("value").get<std::int64_t>();
      }
    } else if (ballot.contains("options")) {
      for (auto const& option : ballot.at("options")) ++totals[option.get<std::int64_t>()];
    }
  }
  return totals;
}

}  // namespace torg::bench
