#pragma once

#include <string>

namespace torg::app {

// The address under which phones in the same room most likely reach this machine: the first
// private IPv4 address of an interface that is up, else any IPv4 address that is not loopback, else
// 127.0.0.1.
std::string local_address();

}  // namespace torg::app
