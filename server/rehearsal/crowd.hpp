#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>

#include "protocol/types.hpp"
#include "rehearsal/frame_head.hpp"
#include "rehearsal/histogram.hpp"
#include "rehearsal/loop.hpp"
#include "rehearsal/target.hpp"
#include "rehearsal/wire.hpp"

namespace torg::rehearsal {

// Tens of thousands of connections that say hello, follow, vote and come back. They keep no
// sections: whoever has to know what a meeting shows asks a Person. Belongs to the loop's thread.
class Crowd final : private Wire::Owner {
 public:
  using Clock = Loop::Clock;

  // Told from within Loop::turn(). All may send, cast, dial and cut from there.
  class Watcher {
   public:
    virtual ~Watcher() = default;
    // The first frame of every scope has come; after a resumption, the welcome.
    virtual void on_current(std::size_t) {}
    virtual void on_frame(std::size_t, FrameHead const&, std::string_view /*text*/) {}
    // An ack or a reject; of a ballot too.
    virtual void on_answer(std::size_t, MessageKind, std::string_view /*text*/) {}
    // The connection ended without being asked to, or did not come about. Code 0: none was given.
    virtual void on_lost(std::size_t, std::uint16_t /*code*/) {}
  };

  struct Manner {
    // A lost phone dials again by itself: with full jitter, as the web client does it.
    bool comes_back = false;
    std::chrono::milliseconds first_pause{500};
    std::chrono::milliseconds longest_pause{8'000};
    // A phone that comes back says what it has, so that it gets only what changed.
    bool resumes = true;
  };

  // Since the last time they were cleared.
  struct Figures {
    Histogram joining;  // from dialling to being current
    Histogram acks;     // from when a ballot was due to its ack
    std::uint64_t joined = 0;
    std::uint64_t frames = 0;
    std::uint64_t frame_bytes = 0;
    std::uint64_t acked = 0;
    std::uint64_t rejected = 0;     // ballots
    std::uint64_t turned_away = 0;  // a reject in the place of a welcome
    std::uint64_t lost = 0;         // had been let in
    std::uint64_t failed = 0;       // had not
  };

  // The target has to outlive the crowd, and so has the watcher.
  Crowd(Loop& loop, Target const& target, Watcher& watcher, Manner manner);
  ~Crowd();
  Crowd(Crowd const&) = delete;
  Crowd& operator=(Crowd const&) = delete;

  // A phone that has the link and has not joined before; returns its number, from 0 upwards.
  std::size_t add_with_link(std::string join_secret);
  // A phone, facilitator or screen that is known already.
  std::size_t add_with_token(std::string token, std::string meeting);
  std::size_t size() const { return phones_.size(); }

  void dial(std::size_t phone);
  // As a lost network does; the watcher is not told, and the phone stays away until dialled.
  void cut(std::size_t phone);
  void leave(std::size_t phone);
  // It will get full views at its next welcome.
  void forget_positions(std::size_t phone);

  // Any message; sent only while the phone is in. False when it is not.
  bool send(std::size_t phone, std::string_view text);
  // Casts the ballot with a new revision, unless the phone is not in or has too many unanswered
  // ballots already. `due` is when it should have been sent: waiting for a free phone counts.
  bool cast(std::size_t phone, protocol::BoxId box, protocol::Ballot ballot, Clock::time_point due);
  bool cast(std::size_t phone, protocol::BoxId box, protocol::Ballot ballot) {
    return cast(phone, box, std::move(ballot), Clock::now());
  }

  bool is_current(std::size_t phone) const { return phones_[phone].stage == Stage::current; }
  std::size_t current() const { return current_; }        // phones that are
  std::size_t unanswered() const { return unanswered_; }  // ballots
  std::string const& token(std::size_t phone) const { return phones_[phone].token; }
  std::string const& meeting(std::size_t phone) const { return phones_[phone].meeting; }
  Figures const& figures() const { return figures_; }
  void clear_figures() { figures_ = {}; }

 private:
  static constexpr std::size_t most_unanswered = 4;

  enum class Stage : std::uint8_t { away, dialling, greeting, entering, current };

  struct Place {
    std::array<char, 24> epoch{};
    std::uint8_t epoch_size = 0;
    std::int64_t seq = -1;  // below 0: none
  };
  struct Phone {
    Phone(Loop& loop, Target const& target, Wire::Owner& owner, std::size_t number)
        : wire(loop, target, owner, number) {}

    Wire wire;
    std::string secret;  // of the link; empty once in
    std::string token;
    std::string meeting;
    std::string tag;  // of its ballots
    Clock::time_point dialled;
    std::array<Clock::time_point, most_unanswered> due{};  // by revision
    std::int64_t revision = 0;
    std::int64_t answered = 0;
    std::array<Place, 2> places;  // of the participants' scope and its own
    std::optional<Loop::Task> redial;
    std::uint8_t scopes_to_come = 0;
    std::uint8_t losses = 0;  // in a row
    Stage stage = Stage::away;
    bool resumed = false;
  };

  void on_open(Wire& wire) override;
  void on_message(Wire& wire, std::string_view text) override;
  void on_gone(Wire& wire, std::uint16_t code) override;

  Phone& add();
  std::string hello(Phone& phone) const;
  void on_welcome(std::size_t number, std::string_view text);
  void on_frame(std::size_t number, std::string_view text);
  void on_answer(std::size_t number, MessageKind kind, std::string_view text);
  void enter(std::size_t number);
  void go_away(Phone& phone);

  Loop& loop_;
  Target const& target_;
  Watcher& watcher_;
  Manner manner_;
  std::deque<Phone> phones_;
  Figures figures_;
  std::size_t current_ = 0;
  std::size_t unanswered_ = 0;
  std::minstd_rand random_{20'261'128};
};

}  // namespace torg::rehearsal
