#pragma once

#include "protocol/codec.hpp"
#include "protocol/errors.hpp"

namespace torg::protocol {

// What a client is told about a message that could not be decoded.
Error refusal(DecodeError const& error);

}  // namespace torg::protocol
