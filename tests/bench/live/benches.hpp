#pragma once

#include <cstddef>

#include "bench/live/report.hpp"

// Each runs floor and Torg in turn, as often as `rounds` says, and adds its rows. What they measure
// and the budgets stand in the heads of their files.
namespace torg::bench {

void measure_fan_out(Report& report, std::size_t rounds);
void measure_wrapped(Report& report, std::size_t rounds);
void measure_bursts(Report& report, std::size_t rounds);
void measure_memory(Report& report, std::size_t rounds);
void measure_joins(Report& report, std::size_t rounds);
void measure_acks(Report& report, std::size_t rounds);
void measure_openings(Report& report, std::size_t rounds);
void measure_turnout(Report& report, std::size_t rounds);
void measure_archive(Report& report, std::size_t rounds);

}  // namespace torg::bench
