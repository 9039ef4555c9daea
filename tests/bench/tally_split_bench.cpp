// Budget: splitting by Independent Markets with 10 000 ballots and 20 options takes less than 50
// ms, whatever is on the ballots and whatever they weigh. Checking the ballots is part of it.

#include <benchmark/benchmark.h>

#include <cstddef>
#include <random>
#include <vector>

#include "tally/ballot_weights.hpp"
#include "tally/split/split.hpp"

namespace torg::tally {

namespace {

constexpr std::size_t ballot_count = 10'000;
constexpr OptionNumber option_count = 20;
constexpr std::size_t villages = 8;

struct Room {
  SplitRule rule;
  std::vector<SplitOption> options;
  std::vector<SplitBallot> ballots;
};

Room empty_room(SplitMethod method) {
  Room room;
  room.rule.method = method;
  room.rule.pot = 1'000'000;
  for (OptionNumber k = 1; k <= option_count; ++k) room.options.push_back({k, {}, {}});
  return room;
}

/// Everyone hands out 1 000 000 kronor in parts of `step`.
Room room_of_kronor(SplitMethod method, Money step) {
  Room room = empty_room(method);
  room.rule.step = step;
  std::mt19937_64 random(20);
  for (std::size_t k = 0; k < ballot_count; ++k) {
    SplitBallot& ballot = room.ballots.emplace_back();
    Money left = room.rule.pot / step;
    for (OptionNumber option = 1; option < option_count; ++option) {
      const Money steps = static_cast<Money>(random() % static_cast<std::uint64_t>(left + 1)) / 4;
      ballot.push_back({option, steps * step});
      left -= steps;
    }
    ballot.push_back({option_count, left * step});
  }
  return room;
}

/// Points that only stand for proportions: nearly every ballot has a sum of its own.
Room room_of_points(SplitMethod method) {
  Room room = empty_room(method);
  room.rule.incomplete = Incomplete::scale;
  room.rule.refuse_overspent = false;
  std::mt19937_64 random(21);
  for (std::size_t k = 0; k < ballot_count; ++k) {
    SplitBallot& ballot = room.ballots.emplace_back();
    for (OptionNumber option = 1; option <= option_count; ++option) {
      ballot.push_back({option, static_cast<Money>(random() % 100'000)});
    }
  }
  return room;
}

std::vector<Rational> weights_of_villages() {
  std::vector<std::size_t> village;
  for (std::size_t k = 0; k < ballot_count; ++k) village.push_back(k * k % 13 % villages);
  std::vector<Rational> weights;
  for (std::size_t k = 0; k < villages; ++k) weights.emplace_back(2 * k + 3);
  return shared_weights(village, weights);
}

void split(benchmark::State& state, const Room& room, const std::vector<Rational>& weights = {}) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(tally_split(room.rule, room.options, room.ballots, weights));
  }
}

void markets_of_thousands(benchmark::State& state) {
  split(state, room_of_kronor(SplitMethod::independent_markets, 1000));
}
void markets_of_single_kronor(benchmark::State& state) {
  split(state, room_of_kronor(SplitMethod::independent_markets, 1));
}
void markets_of_points(benchmark::State& state) {
  split(state, room_of_points(SplitMethod::independent_markets));
}
void markets_of_weighted_kronor(benchmark::State& state) {
  split(state, room_of_kronor(SplitMethod::independent_markets, 1), weights_of_villages());
}
void knapsack_of_single_kronor(benchmark::State& state) {
  split(state, room_of_kronor(SplitMethod::knapsack, 1));
}
void median_of_single_kronor(benchmark::State& state) {
  split(state, room_of_kronor(SplitMethod::median, 1));
}

BENCHMARK(markets_of_thousands)->Unit(benchmark::kMillisecond);
BENCHMARK(markets_of_single_kronor)->Unit(benchmark::kMillisecond);
BENCHMARK(markets_of_points)->Unit(benchmark::kMillisecond);
BENCHMARK(markets_of_weighted_kronor)->Unit(benchmark::kMillisecond);
BENCHMARK(knapsack_of_single_kronor)->Unit(benchmark::kMillisecond);
BENCHMARK(median_of_single_kronor)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace torg::tally

BENCHMARK_MAIN();
