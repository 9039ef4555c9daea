#include "app/store_words.hpp"

#include <ostream>
#include <string>

namespace torg::app {

void tell_store_error(store::StoreError const& error, std::filesystem::path const& data_dir,
                      std::filesystem::path const& key_dir, archive::Catalogue const& say,
                      std::ostream& err) {
  err << say("start.store_" + std::string(store::name_of(error.code)),
             {{"data", data_dir.string()}, {"keys", key_dir.string()}})
      << "\n(" << error.detail << ", " << error.system_code << ")\n";
}

}  // namespace torg::app
