#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "domain/count.hpp"

namespace torg::domain {

inline std::vector<CountedBallot> times(int number, CountedBallot const& ballot) {
  return std::vector<CountedBallot>(static_cast<std::size_t>(number), ballot);
}

inline std::vector<CountedBallot> times(int number, protocol::Ballot const& ballot,
                                        std::string const& group = "") {
  return times(number, CountedBallot{ballot, group});
}

inline std::vector<CountedBallot> together(
    std::initializer_list<std::vector<CountedBallot>> parts) {
  std::vector<CountedBallot> all;
  for (auto const& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace torg::domain
