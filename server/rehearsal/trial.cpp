#include "rehearsal/trial.hpp"

#include <netinet/in.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "protocol/codec.hpp"
#include "protocol/sections.hpp"
#include "rehearsal/loop.hpp"
#include "rehearsal/open_files.hpp"
#include "rehearsal/person.hpp"
#include "rehearsal/token.hpp"
#include "rehearsal/trial_hall.hpp"

namespace torg::rehearsal {
namespace {

using std::chrono::milliseconds;

// How long the server may take for one thing before it counts as gone.
constexpr milliseconds patience{15'000};
// The same for its first answer, which somebody sits and waits for.
constexpr milliseconds first_patience{5'000};
// How long a trial goes on that ends early, to leave no ballot open.
constexpr milliseconds farewell{1'500};
constexpr int most_rounds = 3;
// A shorter one has no time for votes, wandering and coming back.
constexpr milliseconds shortest_round{2'000};
// The facilitator, a screen, and what a process has open anyway.
constexpr std::size_t other_files = 32;
// On one machine the phones share out addresses, because a server lets only so many of one in.
constexpr std::size_t phones_per_source = 2'500;
constexpr milliseconds clock_tick{10};

struct Broken {
  TrialFailure failure;
};

[[noreturn]] void give_up(TrialObstacle obstacle, std::string code = {}) {
  throw Broken{{obstacle, std::move(code)}};
}

bool is_loopback(Target const& target) {
  if (target.address.ss_family != AF_INET) return false;
  auto const& address = reinterpret_cast<sockaddr_in const&>(target.address);
  return (ntohl(address.sin_addr.s_addr) >> 24) == 127;
}

class Trial {
 public:
  Trial(TrialPlan const& plan, Target const& target, std::string const& meeting,
        std::string const& token, TrialProgress const& progress,
        std::atomic<bool> const& interrupted)
      : plan_(plan),
        progress_(progress),
        interrupted_(interrupted),
        target_(target),
        meeting_(meeting),
        leader_(loop_, target, {{"kind", "token"}, {"token", token}}, meeting),
        hall_(loop_, target, report_) {}

  std::variant<TrialReport, TrialFailure> hold() {
    try {
      return hold_to_the_end();
    } catch (Broken const& broken) {
      auto failure = broken.failure;
      failure.ballot = end_early();
      return failure;
    }
  }

 private:
  TrialReport hold_to_the_end() {
    auto const began = Loop::Clock::now();
    watch_clock(began);
    enter();
    open();
    fill();
    auto const items = add_votes();
    for (std::size_t round = 0; round < items.size(); ++round) {
      progress_(TrialStage::voting, round + 1, items.size());
      hold_vote(items[round]);
    }
    go_back();
    hall_.leave();
    screen_->leave();
    leader_.leave();
    report_.length = std::chrono::duration_cast<milliseconds>(Loop::Clock::now() - began);
    return std::move(report_);
  }

  TrialBallot end_early() {
    ends_ = Loop::Clock::now() + farewell;
    hall_.leave();
    auto ballot = TrialBallot::none;
    try {
      if (opening_) {
        ballot = TrialBallot::unknown;
        auto const opened = answer_of(opening_);
        bool const is_open = opened.at("type") == "ack";
        // Any answer will do: refused, it does not stand open either.
        if (is_open) ask({{"type", "stop_ballot"}, {"box", opened.at("answer").at("box")}});
        ballot = is_open ? TrialBallot::stopped : TrialBallot::none;
      }
      if (has_moved_on_) go_back();
    } catch (Broken const&) {
      // It was the time that was up: the failure before this one is told.
    }
    if (screen_) screen_->leave();
    leader_.leave();
    return ballot;
  }

  // Whoever leads may have gone on already: no answer to this is a failure.
  void go_back() {
    if (agenda_.current) ask({{"type", "start_item"}, {"item", *agenda_.current}});
  }

  // False when the time was up. An interruption gives up; the farewell that follows it is not
  // interrupted again.
  bool wait(std::function<bool()> const& done, std::chrono::nanoseconds most) {
    if (ends_) return loop_.run_until(done, *ends_ - Loop::Clock::now());
    bool const is_done = loop_.run_until([&] { return interrupted_ || done(); }, most);
    if (interrupted_) give_up(TrialObstacle::interrupted);
    return is_done;
  }

  void wait_for(std::chrono::nanoseconds time) {
    wait([] { return false; }, time);
  }

  using Answer = std::shared_ptr<std::optional<Json>>;

  Answer command(Json command) {
    auto const answer = std::make_shared<std::optional<Json>>();
    leader_.command(std::move(command), [answer](Json const& told) { *answer = told; });
    return answer;
  }

  Json answer_of(Answer const& answer) {
    if (!wait([&answer] { return answer->has_value(); }, patience)) {
      give_up(TrialObstacle::server_gone);
    }
    return **answer;
  }

  Json ask(Json command) { return answer_of(this->command(std::move(command))); }

  Json must(Json command) { return accepted(ask(std::move(command))); }

  static Json accepted(Json const& answer) {
    if (answer.at("type") != "ack") give_up(TrialObstacle::refused, answer.at("error").at("code"));
    return answer.value("answer", Json::object());
  }

  template <class Section>
  std::optional<Section> section(std::string const& key) const {
    auto const* const found = leader_.section(key);
    if (!found) return std::nullopt;
    auto decoded = protocol::decode_text<Section>(found->dump());
    if (!decoded) return std::nullopt;
    return *std::move(decoded);
  }

  protocol::MeetingPhase phase() const {
    auto const meeting = section<protocol::MeetingSection>("meeting");
    return meeting ? meeting->phase : protocol::MeetingPhase::draft;
  }

  std::optional<protocol::ItemId> current() const {
    auto const agenda = section<protocol::AgendaSection>("agenda");
    return agenda ? agenda->current : std::nullopt;
  }

  void enter() {
    leader_.start();
    wait(
        [this] {
          return leader_.section("meeting") != nullptr || !leader_.turned_away().is_null() ||
                 leader_.tls_fault() != TlsFault::none;
        },
        first_patience);
    if (auto const fault = leader_.tls_fault(); fault != TlsFault::none) {
      throw Broken{{TrialObstacle::not_encrypted, {}, fault}};
    }
    if (!leader_.turned_away().is_null()) give_up(TrialObstacle::wrong_link);
    auto const meeting = section<protocol::MeetingSection>("meeting");
    // A server of plain http waits for the end of what it takes for a request.
    if (!meeting && leader_.is_securing()) {
      throw Broken{{TrialObstacle::not_encrypted, {}, TlsFault::no_tls}};
    }
    if (!meeting) give_up(TrialObstacle::no_answer);
    if (!meeting->rehearsal) give_up(TrialObstacle::not_rehearsal);
    if (meeting->phase == protocol::MeetingPhase::closed) give_up(TrialObstacle::closed);
    agenda_ = section<protocol::AgendaSection>("agenda").value_or(protocol::AgendaSection{});
    if (has_open_ballot()) give_up(TrialObstacle::ballot_open);
  }

  bool has_open_ballot() const {
    if (!agenda_.current) return false;
    auto const item = section<protocol::ItemSection>("item/" + std::to_string(*agenda_.current));
    if (!item || !item->box) return false;
    auto const box = section<protocol::BoxSection>("box/" + std::to_string(*item->box));
    return box && box->state == protocol::BoxState::open;
  }

  // Lets phones in, and sets up a screen of its own.
  void open() {
    if (phase() == protocol::MeetingPhase::draft) must({{"type", "open_meeting"}});
    auto const token = new_token();
    must({{"type", "issue_screen_link"}, {"token", token}});
    screen_.emplace(loop_, target_, Json{{"kind", "token"}, {"token", token}}, meeting_);
    screen_->on_change = [this](Person&, std::vector<std::string> const& keys) {
      for (auto const& key : keys) {
        if (key == turnout_key_) see_turnout();
      }
    };
    screen_->start();
    if (!wait([this] { return screen_->section("meeting") != nullptr; }, patience)) {
      give_up(TrialObstacle::server_gone);
    }
  }

  void see_turnout() {
    auto const* const turnout = screen_->section(turnout_key_);
    if (turnout) hall_.see_turnout(turnout->value("cast", std::size_t{0}));
  }

  milliseconds arrival() const {
    return std::clamp<milliseconds>(plan_.length / 6, milliseconds(500), milliseconds(30'000));
  }
  int rounds() const {
    auto const fit = (plan_.length - arrival()) / shortest_round;
    return static_cast<int>(std::clamp<std::int64_t>(fit, 1, most_rounds));
  }
  milliseconds round_length() const { return (plan_.length - arrival()) / rounds(); }

  void fill() {
    auto const join = section<protocol::JoinSection>("join");
    auto const at = join ? join->url.rfind('/') : std::string::npos;
    if (at == std::string::npos) give_up(TrialObstacle::server_gone);
    report_.phones = plan_.phones;
    hall_.fill(plan_.phones, join->url.substr(at + 1), arrival());
    auto const until = Loop::Clock::now() + arrival() + patience;
    do {
      wait([this] { return report_.came_in == plan_.phones; }, std::chrono::seconds(2));
      progress_(TrialStage::coming_in, report_.came_in, plan_.phones);
    } while (report_.came_in < plan_.phones && Loop::Clock::now() < until);
    if (report_.came_in == 0) give_up(TrialObstacle::server_gone);
  }

  std::vector<protocol::ItemId> add_votes() {
    Json items = Json::array();
    for (int round = 1; round <= rounds(); ++round) {
      protocol::ItemDefinition item;
      item.kind = protocol::ItemKind::dots;
      item.title = plan_.vote_title;
      for (auto& [language, text] : item.title) text += " " + std::to_string(round);
      protocol::DotsRule rule;
      rule.dots = trial_dots;
      rule.max_per_option = trial_dots_per_option;
      item.rule = rule;
      item.options.emplace();
      for (auto const& title : plan_.options) {
        auto& option = item.options->emplace_back();
        option.option = static_cast<std::int64_t>(item.options->size());
        option.title = title;
      }
      items.push_back(Json::parse(protocol::to_json(item)));
    }
    Json add{{"type", "add_items"}, {"items", std::move(items)}};
    // What starts with the meeting is one of these, not what its facilitator begins with.
    bool const starts = phase() != protocol::MeetingPhase::live;
    if (starts && !agenda_.entries.empty()) add["before"] = agenda_.entries.front().item;
    auto added = must(std::move(add)).at("items").get<std::vector<protocol::ItemId>>();
    if (starts) {
      must({{"type", "start_meeting"}});
      // The ack may come before the section that says what runs.
      wait([this] { return current().has_value(); }, patience);
    }
    return added;
  }

  void hold_vote(protocol::ItemId item) {
    has_moved_on_ = true;
    if (current() != item) {
      must({{"type", "start_item"}, {"item", item}});
      wait([&] { return current() == item; }, patience);
    }
    auto const length = round_length();
    auto const voting = length * 6 / 10;
    auto const ends = Loop::Clock::now() + length;
    hall_.begin_vote(plan_.options.size());
    opening_ = command({{"type", "open_ballot"}, {"item", item}});
    protocol::BoxId const box = accepted(answer_of(opening_)).at("box");
    turnout_key_ = "turnout/" + std::to_string(box);
    hall_.vote(box, voting);
    wait_for(voting);
    wait([this] { return hall_.is_settled(); }, patience);
    // What is saved is on the screen within one of its frames.
    wait_for(std::min<milliseconds>(length / 10, milliseconds(500)));
    hall_.end_vote();
    must({{"type", "stop_ballot"}, {"box", box}});
    opening_ = nullptr;
    must({{"type", "show_result"}, {"box", box}});
    count(box);
    if (auto const left = ends - Loop::Clock::now(); left > left.zero()) wait_for(left);
  }

  void count(protocol::BoxId box) {
    auto const key = "result/" + std::to_string(box);
    wait([&] { return leader_.section(key) != nullptr; }, patience);
    auto const* const shown = leader_.section(key);
    if (!shown) give_up(TrialObstacle::server_gone);
    report_.counted += shown->at("result").at("cast").get<std::size_t>();
  }

  void watch_clock(Loop::Moment due) {
    auto const next = due + clock_tick;
    loop_.at(next, [this, next] {
      auto const now = Loop::Clock::now();
      report_.lateness.record(now - next);
      watch_clock(std::max(next, now));
    });
  }

  TrialPlan const& plan_;
  TrialProgress const& progress_;
  std::atomic<bool> const& interrupted_;
  Target const& target_;
  std::string meeting_;
  TrialReport report_;
  Loop loop_;
  Person leader_;
  std::optional<Person> screen_;
  TrialHall hall_;
  protocol::AgendaSection agenda_;  // as it was before the trial
  std::string turnout_key_;
  Answer opening_;                    // of the ballot that goes on; null between them
  std::optional<Loop::Moment> ends_;  // the farewell
  bool has_moved_on_ = false;         // from the item that ran before the trial
};

}  // namespace

std::variant<TrialReport, TrialFailure> hold_trial(TrialPlan const& plan, Target target,
                                                   std::string const& meeting,
                                                   std::string const& facilitator_token,
                                                   TrialProgress const& progress,
                                                   std::atomic<bool> const& interrupted) {
  if (raise_open_files() < plan.phones + other_files) {
    return TrialFailure{TrialObstacle::few_files, {}};
  }
  if (is_loopback(target)) {
    target.sources = static_cast<unsigned>(plan.phones / phones_per_source + 1);
  }
  try {
    return Trial(plan, target, meeting, facilitator_token, progress, interrupted).hold();
  } catch (Json::exception const&) {
    // Whatever it is, it speaks another protocol.
    return TrialFailure{TrialObstacle::no_answer, {}};
  }
}

}  // namespace torg::rehearsal
