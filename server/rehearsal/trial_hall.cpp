#include "rehearsal/trial_hall.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "protocol/errors.hpp"

namespace torg::rehearsal {
namespace {

using std::chrono::milliseconds;

constexpr int percent_who_change = 20;
constexpr int percent_who_wander = 15;
constexpr milliseconds pause_after_temporary{500};

Crowd::Manner manner() {
  Crowd::Manner manner;
  manner.comes_back = true;
  return manner;
}

bool is_temporary(std::string_view reject) {
  auto const code = text_after(reject, R"("code":")");
  auto const known = code ? protocol::from_string<protocol::ErrorCode>(*code) : std::nullopt;
  return known && protocol::is_temporary(*known);
}

}  // namespace

TrialHall::TrialHall(Loop& loop, Target const& target, TrialReport& report)
    : loop_(loop), report_(report), crowd_(loop, target, *this, manner()) {}

milliseconds TrialHall::within(milliseconds most) {
  return milliseconds(std::uniform_int_distribution<std::int64_t>(0, most.count())(random_));
}

bool TrialHall::happens(int percent) {
  return std::uniform_int_distribution<int>(1, 100)(random_) <= percent;
}

void TrialHall::fill(std::size_t phones, std::string const& join_secret, milliseconds arrival) {
  voters_.resize(phones);
  for (std::size_t phone = 0; phone < phones; ++phone) {
    crowd_.add_with_link(join_secret);
    loop_.after(within(arrival), [this, phone] { dial(phone); });
  }
}

void TrialHall::dial(std::size_t phone) {
  if (is_over_) return;
  voters_[phone].dialled = Loop::Clock::now();
  crowd_.dial(phone);
}

void TrialHall::begin_vote(std::size_t options) {
  options_ = options;
  sent_.clear();
  on_screen_ = 0;
  for (std::size_t phone = 0; phone < voters_.size(); ++phone) {
    auto& voter = voters_[phone];
    voter.waits = 0;
    voter.sent = voter.saved = voter.refused = voter.must_send = false;
    voter.awaits_box = crowd_.is_current(phone);
  }
  opened_ = Loop::Clock::now();
}

void TrialHall::vote(protocol::BoxId box, milliseconds length) {
  box_ = box;
  for (std::size_t phone = 0; phone < voters_.size(); ++phone) {
    auto const first = within(length / 2);
    loop_.after(first, [this, phone, box] { cast(phone, box); });
    if (happens(percent_who_change)) {
      loop_.after(first + within(length / 2), [this, phone, box] { cast(phone, box); });
    }
    if (happens(percent_who_wander)) {
      loop_.after(within(length / 2),
                  [this, phone, box, most = length / 3] { wander(phone, box, most); });
    }
  }
}

protocol::Ballot TrialHall::some_ballot() {
  protocol::DotsBallot ballot;
  std::int64_t left = trial_dots;
  for (std::size_t option = 1; option <= options_ && left > 0; ++option) {
    std::uniform_int_distribution<std::int64_t> dots(0, std::min(left, trial_dots_per_option));
    auto const value = dots(random_);
    if (value > 0) ballot.marks.push_back({static_cast<std::int64_t>(option), value});
    left -= value;
  }
  return ballot;
}

void TrialHall::cast(std::size_t phone, protocol::BoxId box) {
  if (box == 0 || box != box_) return;
  auto& voter = voters_[phone];
  auto const now = Loop::Clock::now();
  if (!crowd_.cast(phone, box, some_ballot(), now)) {
    voter.must_send = true;
    return;
  }
  voter.must_send = false;
  ++voter.waits;
  if (!std::exchange(voter.sent, true)) sent_.push_back(now);
}

void TrialHall::wander(std::size_t phone, protocol::BoxId box, milliseconds most) {
  auto& voter = voters_[phone];
  // Who waits for an answer looks at the phone.
  if (box != box_ || voter.away || voter.waits > 0 || !crowd_.is_current(phone)) return;
  voter.away = true;
  voter.in = voter.awaits_box = false;
  ++report_.wandered;
  crowd_.cut(phone);
  loop_.after(within(most), [this, phone] { dial(phone); });
}

void TrialHall::see_turnout(std::size_t cast) {
  auto const now = Loop::Clock::now();
  for (; on_screen_ < cast && on_screen_ < sent_.size(); ++on_screen_) {
    report_.to_screen.record(now - sent_[on_screen_]);
  }
}

bool TrialHall::is_settled() const {
  return std::none_of(voters_.begin(), voters_.end(), [](Voter const& voter) {
    return voter.came_in && (voter.away || voter.waits > 0 || voter.must_send);
  });
}

void TrialHall::end_vote() {
  box_ = 0;
  ++report_.rounds;
  for (auto const& voter : voters_) {
    if (voter.saved) ++report_.saved;
    if (voter.sent && !voter.saved && !voter.refused) ++report_.unanswered;
  }
  report_.saving.add(crowd_.figures().acks);
  report_.failed += crowd_.figures().failed;
  crowd_.clear_figures();
}

void TrialHall::leave() {
  is_over_ = true;
  for (std::size_t phone = 0; phone < voters_.size(); ++phone) {
    voters_[phone].in = false;
    crowd_.leave(phone);
  }
}

void TrialHall::on_current(std::size_t phone) {
  auto& voter = voters_[phone];
  voter.away = false;
  voter.in = true;
  bool const came_in = std::exchange(voter.came_in, true);
  if (!came_in) ++report_.came_in;
  if (auto const dialled = std::exchange(voter.dialled, std::nullopt)) {
    (came_in ? report_.returning : report_.joining).record(Loop::Clock::now() - *dialled);
  }
  if (voter.must_send) cast(phone, box_);
}

void TrialHall::on_frame(std::size_t phone, FrameHead const&, std::string_view text) {
  auto& voter = voters_[phone];
  if (!voter.awaits_box || text.find(R"("state":"open")") == text.npos) return;
  voter.awaits_box = false;
  report_.to_phones.record(Loop::Clock::now() - opened_);
}

void TrialHall::on_answer(std::size_t phone, MessageKind kind, std::string_view text) {
  auto& voter = voters_[phone];
  if (voter.waits == 0) return;
  --voter.waits;
  if (kind == MessageKind::ack) {
    voter.saved = true;
  } else if (is_temporary(text)) {
    voter.must_send = true;
    loop_.after(pause_after_temporary, [this, phone, box = box_] { cast(phone, box); });
  } else if (box_ != 0) {
    voter.refused = true;
    ++report_.refused;
  }
}

void TrialHall::on_lost(std::size_t phone, std::uint16_t) {
  auto& voter = voters_[phone];
  voter.awaits_box = false;
  if (voter.waits > 0) voter.must_send = true;
  voter.waits = 0;
  // The crowd dials again by itself; a dialling that fails has lost nothing.
  if (std::exchange(voter.in, false)) ++report_.lost;
}

}  // namespace torg::rehearsal
