#pragma once

#include <filesystem>
#include <iosfwd>

#include "archive/catalogue.hpp"
#include "store/store_error.hpp"

namespace torg::app {

// Why the store of a data folder could not do something: what a person can do about it, and what
// the system answered. `key_dir` may be empty where no key is needed.
void tell_store_error(store::StoreError const& error, std::filesystem::path const& data_dir,
                      std::filesystem::path const& key_dir, archive::Catalogue const& say,
                      std::ostream& err);

}  // namespace torg::app
