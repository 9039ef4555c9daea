#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

#include "domain/electorate.hpp"
#include "domain/lot.hpp"
#include "domain/snapshot.hpp"
#include "domain/specification.hpp"
#include "protocol/codec.hpp"
#include "support/random_command.hpp"

// Whatever people command in whatever order, these hold.
namespace torg::domain::test {
namespace {

using protocol::BoxState;
using protocol::ItemState;

// One step: which command, and three small numbers that fill it in.
using Step = std::tuple<int, int, int, int>;

// Ballots come more often than the rest: a life of a box is many steps long.
constexpr int command_kinds = torg::test::random_command_kinds;
constexpr int often[] = {18, 18, 18, 19, 20, 20, 21, 22, 22, 24, 28, 32, 33, 34, 36};
constexpr int choices = command_kinds + static_cast<int>(std::size(often));

// Numbers grow by one at a time and none comes twice.
struct Numbers {
  ItemId item = 0;
  ProposalId proposal = 0;
  BoxId box = 0;
  ParticipantId participant = 0;

  void see(protocol::Event const& event) {
    if (auto const* added = std::get_if<protocol::ItemAdded>(&event)) {
      RC_ASSERT(added->item == ++item);
    }
    if (auto const* submitted = std::get_if<protocol::ProposalSubmitted>(&event)) {
      RC_ASSERT(submitted->proposal == ++proposal);
    }
    if (auto const* opened = std::get_if<protocol::BallotOpened>(&event)) {
      RC_ASSERT(opened->box == ++box);
    }
    if (auto const* joined = std::get_if<protocol::ParticipantJoined>(&event)) {
      RC_ASSERT(joined->participant == ++participant);
    }
  }
};

void check_agenda(Meeting const& meeting) {
  std::size_t running = 0;
  for (Item const& item : meeting.items) {
    if (item.state == ItemState::running) {
      ++running;
      RC_ASSERT(meeting.current == item.id);
    }
    bool const is_left_out = item.state == ItemState::skipped || item.state == ItemState::deferred;
    RC_ASSERT(item.reason.has_value() == is_left_out);
  }
  RC_ASSERT(running == (meeting.current ? 1U : 0U));
  std::set<ItemId> const once(meeting.visited.begin(), meeting.visited.end());
  RC_ASSERT(once.size() == meeting.visited.size());
  RC_ASSERT(!meeting.current || !once.contains(*meeting.current));
}

void check_boxes(Meeting const& meeting) {
  for (auto const& [id, box] : meeting.boxes) {
    Item const* const item = meeting.find_item(box.opened.item);
    RC_ASSERT(item != nullptr);
    bool const stands = box.state == BoxState::open || box.state == BoxState::stopped;
    if (stands) {
      RC_ASSERT(item->boxes.back() == id);
      RC_ASSERT(item->definition.rule == box.opened.rule);
    }
    // Nobody is led away from an open ballot.
    if (box.state == BoxState::open) RC_ASSERT(meeting.current == item->id);
    if (box.state == BoxState::sealed || box.state == BoxState::shown) RC_ASSERT(box.sealed);
    if (box.closes_at_ms) RC_ASSERT(box.state == BoxState::open);
  }
}

void check_options(Meeting const& meeting) {
  for (Item const& item : meeting.items) {
    if (!item.definition.options) continue;
    std::set<protocol::OptionNumber> numbers;
    std::set<ProposalId> proposals;
    for (auto const& option : *item.definition.options) {
      RC_ASSERT(numbers.insert(option.option).second);
      if (option.proposal) RC_ASSERT(proposals.insert(*option.proposal).second);
    }
  }
}

void check_authors(Meeting const& meeting) {
  for (auto const& [id, proposal] : meeting.proposals) {
    RC_ASSERT((proposal.state == protocol::ProposalState::merged) ==
              proposal.merged_into.has_value());
    // An author stands by the own proposal and by every one that it went up in.
    if (!proposal.author) continue;
    for (std::optional<ProposalId> at = id; at; at = meeting.proposals.at(*at).merged_into) {
      auto const& authors = meeting.proposals.at(*at).authors;
      RC_ASSERT(std::count(authors.begin(), authors.end(), *proposal.author) == 1);
    }
  }
}

// A lot that is frozen with a box names each of its options once.
void check_lots(Meeting const& meeting) {
  for (auto const& [id, box] : meeting.boxes) {
    bool const is_fund = std::holds_alternative<protocol::FundRule>(box.opened.rule);
    RC_ASSERT(!is_fund || box.opened.lot);
    if (box.opened.lot) RC_ASSERT(is_complete(*box.opened.lot, box.opened.options));
    if (box.settled && box.settled->item) {
      Item const* const run_off = meeting.find_item(*box.settled->item);
      RC_ASSERT(run_off != nullptr);
    }
  }
}

void check_seats(Meeting const& meeting) {
  for (auto const& [id, seat] : meeting.seats) RC_ASSERT(id <= meeting.last_seat);
  for (auto const& [id, box] : meeting.boxes) {
    bool const by_code = box.electorate() == protocol::Electorate::codes;
    RC_ASSERT(box.opened.last_seat.has_value() == by_code);
    if (!by_code) continue;
    RC_ASSERT(*box.opened.last_seat <= meeting.last_seat);
    RC_ASSERT(entitled_in(meeting, box) <= *box.opened.last_seat);
  }
}

void check(Meeting const& meeting) {
  check_seats(meeting);
  check_agenda(meeting);
  check_boxes(meeting);
  check_options(meeting);
  check_authors(meeting);
  check_lots(meeting);
}

// Every fund ends in a tie at the cut between its two projects, so that there is one to settle.
protocol::Result result_of(protocol::BallotOpened const& opened) {
  auto const* const rule = std::get_if<protocol::FundRule>(&opened.rule);
  if (rule == nullptr) return empty_dots_result();
  protocol::FundResult result;
  result.pot = rule->pot;
  result.ties.push_back({{}, true, true});
  for (auto const& option : opened.options) {
    protocol::FundRow& row = result.rows.emplace_back();
    row.option = option.option;
    row.cost = option.cost.value_or(0);
    result.ties.front().options.push_back(option.option);
  }
  result.rows.front().funded = protocol::FundedBy::rule;
  result.spent = result.rows.front().cost;
  return result;
}

// Runs a meeting and keeps its journal.
class Run {
 public:
  Run() {
    begin(Scene());
    join();
    join();
  }

  void step(Step const& step) {
    auto const [choice, number, b, c] = step;
    int const which = choice < command_kinds ? choice : often[choice - command_kinds];
    int const a = b % 2 == 0 ? number : near_number(which, number);
    now_ms_ += 300;
    clock();
    protocol::Command const command = command_from(torg::test::random_command(which, a, b, c));
    for (BoxId const box : boxes_to_seal(meeting_, command)) seal(box);
    Asker const asker = torg::test::is_of_phones(which) ? phone(1 + c % 2) : facilitator();
    Request asked = request(asker);
    // Which seat a code is of is known to whoever asks.
    asked.code_seat = a;
    asked.code_held = b % 2 == 0;
    asked.code_holders = {1, 2};
    take(decide(meeting_, asked, command));
  }

  void seal(BoxId box) {
    take(decide_seal(meeting_, request(server()), box, result_of(meeting_.boxes.at(box).opened),
                     std::nullopt, Bytes32{}));
  }

  Meeting const& begin() const { return begin_; }
  Meeting const& meeting() const { return meeting_; }
  std::vector<protocol::Event> const& journal() const { return journal_; }

 private:
  // A live meeting, so that the steps have something to act on: a poll runs, ideas and dots follow.
  void begin(Scene live) {
    for (int const kind : {4, 1, 5}) live.given(torg::test::random_command(0, 1, 0, kind));
    live.given(R"({"type":"start_meeting"})");
    meeting_ = live.meeting();
    numbers_.item = meeting_.last_item;
    begin_ = meeting_;
  }
  void join() { take(decide_join(meeting_, request(server()))); }
  void clock() { take(decide_deadline_passed(meeting_, request(server()))); }

  // Every other time a ballot or a proposal is meant for where the meeting is, or much would be
  // refused at the door.
  int near_number(int which, int number) const {
    bool const is_for_item = which == 9 || which == 18 || which == 31;
    bool const is_for_box = (which >= 19 && which <= 24) || which == 32;
    if (is_for_item && meeting_.current) return static_cast<int>(*meeting_.current);
    if ((is_for_box || which == 28) && meeting_.last_box > 0) {
      return static_cast<int>(meeting_.last_box);
    }
    return number;
  }

  Request request(Asker asker) {
    Request request;
    request.asker = asker;
    request.now_ms = now_ms_;
    request.entropy = entropy_of(++requests_);
    return request;
  }

  void take(Verdict const& verdict) {
    if (!verdict) return;
    for (auto const& event : verdict->events) {
      numbers_.see(event);
      journal_.push_back(event);
      evolve(meeting_, event);
      check(meeting_);
    }
  }

  Meeting meeting_;
  Meeting begin_;
  std::vector<protocol::Event> journal_;
  Numbers numbers_;
  std::int64_t now_ms_ = start_ms;
  std::uint64_t requests_ = 1000;
};

// Full size from the first run on: at small sizes a range gives only its lowest numbers, so that
// most commands would never come.
rc::Gen<std::vector<Step>> some_steps() {
  return rc::gen::resize(rc::kNominalSize, rc::gen::container<std::vector<Step>>(rc::gen::tuple(
                                               rc::gen::inRange(0, choices), rc::gen::inRange(1, 7),
                                               rc::gen::inRange(1, 7), rc::gen::inRange(0, 7))));
}

Run run_of(std::vector<Step> const& steps) {
  Run run;
  for (Step const& step : steps) run.step(step);
  return run;
}

RC_GTEST_PROP(AnyMeeting, given_any_commands_then_the_invariants_hold_after_every_event, ()) {
  auto const steps = *some_steps();
  Run const run = run_of(steps);
  auto const has_box_in = [&](BoxState state) {
    return std::any_of(run.meeting().boxes.begin(), run.meeting().boxes.end(),
                       [state](auto const& entry) { return entry.second.state == state; });
  };
  RC_CLASSIFY(has_box_in(BoxState::open), "open");
  RC_CLASSIFY(has_box_in(BoxState::sealed), "sealed");
  RC_CLASSIFY(has_box_in(BoxState::shown), "shown");
  RC_CLASSIFY(has_box_in(BoxState::void_), "void");
  RC_CLASSIFY(std::any_of(run.meeting().boxes.begin(), run.meeting().boxes.end(),
                          [](auto const& entry) { return entry.second.settled.has_value(); }),
              "settled");
}

RC_GTEST_PROP(AnyMeeting, given_its_journal_as_bytes_then_replaying_it_gives_the_same_state, ()) {
  Run const run = run_of(*some_steps());
  Meeting replayed = run.begin();
  for (auto const& event : run.journal()) {
    auto const read = protocol::decode_text<protocol::Event>(protocol::to_json(event));
    RC_ASSERT(read.has_value());
    evolve(replayed, *read);
  }
  RC_ASSERT(replayed == run.meeting());
}

RC_GTEST_PROP(AnyMeeting, given_a_snapshot_then_reading_it_gives_the_same_state, ()) {
  Run const run = run_of(*some_steps());
  auto const read = decode_snapshot(encode_snapshot(run.meeting()));
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == run.meeting());
}

}  // namespace
}  // namespace torg::domain::test
