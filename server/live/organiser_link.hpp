#pragma once

#include <string>

#include "store/store.hpp"
#include "store/store_error.hpp"

namespace torg::live {

// Takes back every link of an organiser and makes a new one, of which only the hash is stored. The
// store must not be in use by a server. Returns the new token.
store::Result<std::string> renew_organiser_token(store::Store& store);

}  // namespace torg::live
