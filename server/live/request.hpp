#pragma once

#include "domain/request.hpp"
#include "live/meeting_directory.hpp"

namespace torg::live {

// What a decision may depend on besides the state, as it is now.
inline domain::Request request_of(Surroundings const& around, domain::Asker asker) {
  domain::Request request;
  request.asker = asker;
  request.now_ms = around.clock.now_ms();
  request.entropy = around.entropy.bytes32();
  return request;
}

}  // namespace torg::live
