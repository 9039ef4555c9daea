#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/types.hpp"
#include "rehearsal/histogram.hpp"
#include "rehearsal/target.hpp"
#include "rehearsal/tls.hpp"

namespace torg::rehearsal {

// What a trial is made of. The texts are those of the votes that it adds to the agenda.
struct TrialPlan {
  std::size_t phones = 500;
  std::chrono::milliseconds length = std::chrono::minutes(3);
  protocol::Title vote_title;
  std::vector<protocol::Title> options;
};

// What a trial saw.
struct TrialReport {
  std::size_t phones = 0;
  std::size_t came_in = 0;
  std::size_t wandered = 0;    // connections that the trial itself cut
  std::size_t lost = 0;        // connections that broke by themselves
  std::size_t failed = 0;      // that did not come about, retries included
  std::size_t rounds = 0;      // votes that were held to their result
  std::size_t saved = 0;       // who heard that their vote is saved, over all rounds
  std::size_t unanswered = 0;  // who voted and had heard nothing when their vote was stopped
  std::size_t refused = 0;     // votes, although nothing was wrong with them
  std::size_t counted = 0;     // as the results say
  Histogram joining;           // from the first dialling to the whole first view
  Histogram returning;         // the same for phones that had wandered off
  Histogram saving;            // from sending a vote to hearing that it is saved
  Histogram to_screen;         // from sending a vote to a turnout on the screen that includes it
  Histogram to_phones;         // from opening a ballot to each phone that shows it
  Histogram lateness;          // of the simulation itself: how far it was behind its own plan
  std::chrono::milliseconds length{0};
};

// Why a trial was not held, or not to its end.
enum class TrialObstacle : std::uint8_t {
  no_answer,      // at the address, or not from a Torg
  not_encrypted,  // as it should be; `tls` says why
  wrong_link,     // the server does not know it
  not_rehearsal,  // the meeting counts
  closed,         // the meeting is over
  ballot_open,    // somebody votes just now
  few_files,      // the system lets a process have too few connections
  server_gone,    // it answered before, and then for long no more
  refused,        // it refused a command; `code` says why
  interrupted,    // by whoever runs it; `ballot` says what became of the vote that went on
};

// What a trial that was not held to its end has done about the ballot that it had opened.
enum class TrialBallot : std::uint8_t {
  none,     // was open
  stopped,  // it
  unknown,  // the server did not answer: it may be open still
};

struct TrialFailure {
  TrialObstacle obstacle{};
  std::string code;
  TlsFault tls = TlsFault::none;
  TrialBallot ballot = TrialBallot::none;
};

enum class TrialStage : std::uint8_t { coming_in, voting };
// How far it has come: phones that are in, or the vote that begins.
using TrialProgress = std::function<void(TrialStage, std::size_t at, std::size_t of)>;

// Fills a rehearsal with simulated phones and leads it: they come in, vote on what it opens, some
// wander off and come back; each vote is stopped and its result shown. Opens and starts the meeting
// if that is still to do; goes back to the item that ran when it began. Blocks for about the plan's
// length, or until somewhat later than `interrupted` becomes true, in a signal handler perhaps. A
// ballot that it opened does not stay open behind it while the server answers. Any meeting that is
// no rehearsal is left as it was.
std::variant<TrialReport, TrialFailure> hold_trial(TrialPlan const& plan, Target target,
                                                   std::string const& meeting,
                                                   std::string const& facilitator_token,
                                                   TrialProgress const& progress,
                                                   std::atomic<bool> const& interrupted);

}  // namespace torg::rehearsal
