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

Hall::Hall(test::TorgProcess& server, std::shared_ptr<rehearsal::TlsTrust const> trust)
    : server_(server), trust_(std::move(trust)) {}

Hall::~Hall() {
  for (auto const& phone : phones_) phone->leave();
  for (auto const& person : others_) person->leave();
}

bool Hall::wait(std::function<bool()> done, int seconds) {
  return loop_.run_until(done, std::chrono::seconds(seconds));
}

void Hall::run_for(int milliseconds) { loop_.run_for(std::chrono::milliseconds(milliseconds)); }

Person* Hall::add(std::vector<std::unique_ptr<Person>>& to, Json credential, std::string meeting) {
  target_ = rehearsal::loopback(server_.port());
  target_.trust = trust_;
  to.push_back(std::make_unique<Person>(loop_, target_, std::move(credential), std::move(meeting)));
  to.back()->start();
  return to.back().get();
}

void Hall::join(std::size_t phones) { join(phones, server_.part("participant", "/M/")); }

void Hall::join(std::size_t phones, std::string const& secret) {
  auto const before = phones_.size();
  for (std::size_t i = 0; i < phones; ++i) {
    add(phones_, {{"kind", "join"}, {"secret", secret}, {"token", new_token()}});
    // A hall comes in over some seconds; all at one instant is another test's business.
    if (i % 50 == 49) run_for(5);
  }
  bool const in = wait([&] {
    return std::all_of(phones_.begin() + static_cast<std::ptrdiff_t>(before), phones_.end(),
                       [](auto const& phone) { return phone->welcomed(); });
  });
  if (!in) throw std::runtime_error("not every phone came in");
}

Person* Hall::enter(std::string const& token, std::string const& meeting) {
  auto* const person = add(others_, {{"kind", "token"}, {"token", token}}, meeting);
  if (!wait([&] { return person->welcomed(); })) throw std::runtime_error("not let in");
  return person;
}

Person& Hall::facilitator() {
  if (!facilitator_) {
    facilitator_ = enter(server_.part("facilitator", "#"), server_.meeting());
  }
  return *facilitator_;
}

Json Hall::command(Json command) { return this->command(facilitator(), std::move(command)); }

Json Hall::command(Person& person, Json command) {
  Json answer;
  person.command(std::move(command), [&](Json const& message) { answer = message; });
  if (!wait([&] { return !answer.is_null(); })) throw std::runtime_error("no answer");
  return answer;
}

std::int64_t Hall::item_of(std::string const& kind) {
  for (auto const& line : facilitator().section("agenda")->at("entries")) {
    if (line.at("kind") == kind) return line.at("item");
  }
  throw std::runtime_error("no item of kind " + kind);
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

std::int64_t Hall::acked(std::int64_t box) const {
  std::int64_t sum = 0;
  for (auto const& phone : phones_) {
    auto const cast = phone->casts().find(box);
    if (cast != phone->casts().end()) sum += cast->second.acked;
  }
  return sum;
}

int Hall::refusals(std::string const& code) const {
  int sum = 0;
  for (auto const& phone : phones_) {
    auto const found = phone->refusals().find(code);
    if (found != phone->refusals().end()) sum += found->second;
  }
  return sum;
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
