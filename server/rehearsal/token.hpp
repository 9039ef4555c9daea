#pragma once

#include <string>

namespace torg::rehearsal {

// What a phone makes for itself: 128 bits of the system's generator as 22 characters of base64url.
// A token, or the tag of a ballot.
std::string new_token();

}  // namespace torg::rehearsal
