#include "app/backup_command.hpp"

#include <cstdint>
#include <ostream>

#include "app/misfit_words.hpp"
#include "app/store_words.hpp"
#include "archive/catalogue.hpp"
#include "archive/verify.hpp"
#include "store/sqlite_view.hpp"

namespace torg::app {
namespace {

using archive::Catalogue;

int tell_unread(BackupRequest const& request, store::StoreError const& error, Catalogue const& say,
                std::ostream& err) {
  if (error.code == store::StoreErrc::io) {
    err << say("verify.cannot_read", {{"data", request.data_dir.string()}}) << "\n(" << error.detail
        << ")\n";
  } else {
    tell_store_error(error, request.data_dir, {}, say, err);
  }
  return exit_no_backup;
}

int tell_unwritten(BackupRequest const& request, store::StoreError const& error,
                   Catalogue const& say, std::ostream& err) {
  if (error.code == store::StoreErrc::exists) {
    err << say("backup.exists", {{"file", request.file.string()}}) << '\n';
  } else {
    tell_store_error(error, request.file, request.file.parent_path(), say, err);
  }
  return exit_no_backup;
}

}  // namespace

int backup_command(BackupRequest const& request, std::ostream& out, std::ostream& err) {
  Catalogue const say(request.language);
  store::SqliteOptions options;
  options.data_dir = request.data_dir;
  auto const reader = store::open_sqlite_view(options);
  if (!reader) return tell_unread(request, reader.error(), say, err);
  if (auto const made = (*reader)->backup(request.file); !made) {
    return tell_unwritten(request, made.error(), say, err);
  }
  auto const found = archive::verify(**reader);
  if (!found) {
    tell_unread(request, found.error(), say, err);
    return exit_backup_misfit;
  }

  auto const n = [&](std::uint64_t number) {
    return say.number(static_cast<std::int64_t>(number));
  };
  out << say("backup.done", {{"file", request.file.string()},
                             {"meetings", n(found->meetings)},
                             {"events", n(found->events)},
                             {"recounted", n(found->boxes_recounted)}})
      << '\n'
      << say("backup.without_keys") << '\n';
  if (found->boxes_unsealed > 0) {
    out << say("backup.unsealed",
               {{"boxes", n(found->boxes_unsealed)}, {"standing", n(found->ballots_unsealed)}})
        << '\n';
  }
  if (!found->misfit) return 0;
  err << say("backup.misfit") << '\n' << words_of(*found->misfit, say) << '\n';
  return exit_backup_misfit;
}

}  // namespace torg::app
