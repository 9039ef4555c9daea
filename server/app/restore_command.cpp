#include "app/restore_command.hpp"

#include <cerrno>
#include <cstdint>
#include <ostream>

#include "app/misfit_words.hpp"
#include "app/store_words.hpp"
#include "archive/catalogue.hpp"
#include "archive/verify.hpp"
#include "store/restore.hpp"
#include "store/sqlite_view.hpp"

namespace torg::app {
namespace {

using archive::Catalogue;
using store::StoreErrc;

int tell_failure(RestoreRequest const& request, store::StoreError const& error,
                 Catalogue const& say, std::ostream& err) {
  bool const no_backup = (error.code == StoreErrc::io && error.system_code == ENOENT) ||
                         error.code == StoreErrc::not_torg || error.code == StoreErrc::corrupt;
  if (error.code == StoreErrc::exists) {
    err << say("restore.occupied", {{"data", request.data_dir.string()}}) << '\n';
  } else if (no_backup) {
    err << say("restore.no_backup", {{"file", request.backup.string()}}) << "\n(" << error.detail
        << ")\n";
  } else {
    tell_store_error(error, request.data_dir, {}, say, err);
  }
  return exit_not_restored;
}

store::Result<archive::Verification> verify_copy(store::Restore const& restore) {
  auto const reader = store::open_sqlite_view(restore.copy());
  if (!reader) return reader.error();
  return archive::verify(**reader);
}

}  // namespace

int restore_command(RestoreRequest const& request, std::ostream& out, std::ostream& err) {
  Catalogue const say(request.language);
  auto restore = store::Restore::begin(request.backup, request.data_dir);
  if (!restore) return tell_failure(request, restore.error(), say, err);
  auto const found = verify_copy(*restore);
  if (!found) return tell_failure(request, found.error(), say, err);
  if (found->misfit) {
    err << say("restore.misfit", {{"file", request.backup.string()}}) << '\n'
        << words_of(*found->misfit, say) << '\n';
    return exit_not_restored;
  }
  if (auto const kept = restore->keep(); !kept) {
    return tell_failure(request, kept.error(), say, err);
  }
  auto const n = [&](std::uint64_t number) {
    return say.number(static_cast<std::int64_t>(number));
  };
  out << say("restore.done", {{"data", request.data_dir.string()},
                              {"meetings", n(found->meetings)},
                              {"events", n(found->events)},
                              {"recounted", n(found->boxes_recounted)}})
      << '\n'
      << say("restore.is_older") << '\n'
      << say("restore.keys") << '\n';
  return 0;
}

}  // namespace torg::app
