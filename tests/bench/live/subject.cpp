#include "bench/live/subject.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "rehearsal/tls.hpp"
#include "rehearsal/token.hpp"
#include "support/certificate.hpp"
#include "support/serve_words.hpp"

namespace torg::bench {
namespace {

using namespace std::chrono_literals;

// Ten thousand connections are more than a server takes from one address.
constexpr unsigned sources = 8;
constexpr std::size_t wave = 500;

std::vector<std::string> more_words;

std::filesystem::path beside_this() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path();
}

std::string after(std::string const& text, std::string const& mark) {
  auto const at = text.find(mark);
  return at == std::string::npos ? std::string() : text.substr(at + mark.size());
}

}  // namespace

void Subject::listen_at(std::uint16_t port) {
  target_ = rehearsal::loopback(port, sources);
  rehearsal::Crowd::Manner manner;
  manner.resumes = false;
  crowd_ = std::make_unique<rehearsal::Crowd>(loop_, target_, watcher_, manner);
}

void Subject::settle() {
  bool const in = loop_.run_until([this] { return crowd_->current() == crowd_->size(); }, 60s);
  if (in) return;
  auto const& figures = crowd_->figures();
  throw std::runtime_error(
      std::to_string(crowd_->current()) + " of " + std::to_string(crowd_->size()) + " are in; " +
      std::to_string(figures.failed) + " failed, " + std::to_string(figures.turned_away) +
      " turned away, " + std::to_string(figures.lost) + " lost");
}

void Subject::go_home() {
  for (std::size_t i = 0; i < crowd_->size(); ++i) crowd_->cut(i);
  loop_.run_for(100ms);
}

void Subject::come_back() {
  for (std::size_t i = 0; i < crowd_->size(); ++i) {
    crowd_->dial(i);
    if (i % wave == wave - 1) {
      loop_.run_until([&] { return crowd_->current() == i + 1; }, 20s);
    }
  }
  settle();
  quiet();
}

void Subject::quiet() {
  for (auto seen = ~std::uint64_t{0}; seen != crowd_->figures().frames;) {
    seen = crowd_->figures().frames;
    loop_.run_for(300ms);
  }
}

FloorSubject::FloorSubject(rehearsal::Loop& loop, rehearsal::Crowd::Watcher& watcher,
                           std::string const& name, std::vector<std::string> more, bool durable)
    : Subject(loop, watcher) {
  std::vector<std::string> words{(beside_this() / name).string(), "0"};
  words.insert(words.end(), more.begin(), more.end());
  if (durable) words.push_back((folder_ / "rows.sqlite").string());
  process_ = std::make_unique<PinnedProcess>(std::move(words));
  listen_at(Json::parse(process_->first_line()).at("port").get<std::uint16_t>());
}

void FloorSubject::join(std::size_t phones) {
  for (std::size_t i = 0; i < phones; ++i) {
    crowd_->dial(crowd_->add_with_token("AAAAAAAAAAAAAAAAAAAAAA", "floor"));
    if (i % wave == wave - 1) settle();
  }
  settle();
  phones_ = crowd_->size();
}

std::vector<std::string> serve_command(test::TempFolder const& folder) {
  char const* const other = std::getenv("TORG_BIN");
  auto words = test::serve_words(folder.path());
  words.insert(words.begin(), other ? other : TORG_EXECUTABLE);
  words.insert(words.end(), more_words.begin(), more_words.end());
  return words;
}

void serve_with(std::vector<std::string> words) { more_words = std::move(words); }

TorgSubject::TorgSubject(rehearsal::Loop& loop, rehearsal::Crowd::Watcher& watcher,
                         Wrapping wrapping)
    : Subject(loop, watcher) {
  bool const on_one =
      std::find(more_words.begin(), more_words.end(), "--threads") == more_words.end();
  auto words = serve_command(folder_);
  auto const certificate = (folder_ / "certificate.pem").string();
  if (wrapping.tls) {
    auto const key = (folder_ / "key.pem").string();
    test::write_certificate("127.0.0.1", certificate, key);
    words.insert(words.end(), {"--tls-cert", certificate, "--tls-key", key});
  }
  if (wrapping.deflate) words.push_back("--deflate");
  process_ = std::make_unique<PinnedProcess>(std::move(words), on_one);
  auto const links = Json::parse(process_->first_line());
  std::string const archive = links.at("archive");
  listen_at(static_cast<std::uint16_t>(std::stoi(archive.substr(archive.rfind(':') + 1))));
  if (wrapping.tls) target_.trust = rehearsal::TlsTrust::load(certificate);
  target_.offers_deflate = wrapping.deflate;
  auto const person = [&](std::string const& token, std::string meeting) {
    auto made = std::make_unique<rehearsal::Person>(
        loop_, target_, Json{{"kind", "token"}, {"token", token}}, std::move(meeting));
    made->start();
    if (!loop_.run_until([&] { return made->welcomed(); }, 10s)) {
      throw std::runtime_error("not let in");
    }
    return made;
  };
  organiser_ = person(after(links.at("organiser"), "#"), {});
  facilitator_token_ = rehearsal::new_token();
  Json answer;
  organiser_->command({{"type", "create_meeting"},
                       {"source", "blank"},
                       {"title", {{"en", "A full hall"}}},
                       {"facilitator_token", facilitator_token_}},
                      [&](Json const& message) { answer = message; });
  loop_.run_until([&] { return !answer.is_null(); }, 10s);
  meeting_ = answer.at("answer").at("meeting");
  facilitator_ = person(facilitator_token_, meeting_);
  add_item(info_item("Welcome", 200));  // a meeting begins with its first item
}

TorgSubject::~TorgSubject() = default;

Json TorgSubject::command(Json command) {
  Json answer;
  auto const text = command.dump();
  facilitator_->command(std::move(command), [&](Json const& message) { answer = message; });
  if (!loop_.run_until([&] { return !answer.is_null(); }, 20s)) {
    throw std::runtime_error("no answer to " + text);
  }
  if (answer.at("type") != "ack") throw std::runtime_error(text + ": " + answer.dump());
  return answer;
}

std::int64_t TorgSubject::add_item(Json definition) {
  auto const added = command({{"type", "add_items"}, {"items", Json::array({definition})}});
  return added.at("answer").at("items").at(0);
}

void TorgSubject::begin() {
  command({{"type", "open_meeting"}});
  loop_.run_until([this] { return facilitator_->section("join") != nullptr; }, 10s);
  join_secret_ = after(facilitator_->section("join")->at("url"), "/M/");
  command({{"type", "start_meeting"}});
}

void TorgSubject::join(std::size_t phones) {
  for (std::size_t i = 0; i < phones; ++i) {
    crowd_->dial(crowd_->add_with_link(join_secret_));
    if (i % wave == wave - 1) settle();
  }
  settle();
  phones_ = crowd_->size();
}

void TorgSubject::lead(std::size_t facilitators) {
  for (std::size_t i = 0; i < facilitators; ++i) {
    crowd_->dial(crowd_->add_with_token(facilitator_token_, meeting_));
  }
  settle();
}

Json poll_item(std::string const& title) {
  Json options = Json::array();
  for (int option = 1; option <= 3; ++option) {
    options.push_back(
        {{"option", option}, {"title", {{"en", "Answer " + std::to_string(option)}}}});
  }
  return {{"kind", "poll"},
          {"title", {{"en", title}}},
          {"rule", {{"kind", "poll"}, {"form", "one"}}},
          {"options", std::move(options)}};
}

Json info_item(std::string const& title, std::size_t characters) {
  return {{"kind", "info"},
          {"title", {{"en", title}}},
          {"text", {{"en", std::string(characters, 'x')}}}};
}

}  // namespace torg::bench
