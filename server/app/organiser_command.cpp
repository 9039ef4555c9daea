#include "app/organiser_command.hpp"

#include <cerrno>
#include <ostream>

#include "app/links.hpp"
#include "app/store_words.hpp"
#include "archive/catalogue.hpp"
#include "live/organiser_link.hpp"
#include "store/sqlite_store.hpp"

namespace torg::app {
namespace {

int tell_failure(OrganiserRequest const& request, store::StoreError const& error,
                 archive::Catalogue const& say, std::ostream& err) {
  if (error.code == store::StoreErrc::io && error.system_code == ENOENT) {
    err << say("verify.cannot_read", {{"data", request.data_dir.string()}}) << "\n(" << error.detail
        << ")\n";
  } else if (error.code == store::StoreErrc::in_use) {
    err << say("organiser.stop_first", {{"data", request.data_dir.string()}}) << '\n';
  } else {
    tell_store_error(error, request.data_dir, {}, say, err);
  }
  return exit_not_reset;
}

}  // namespace

int organiser_reset_command(OrganiserRequest const& request, std::ostream& out, std::ostream& err) {
  archive::Catalogue const say(request.language);
  store::SqliteOptions options;
  options.data_dir = request.data_dir;
  options.make_if_missing = false;
  auto const opened = store::open_sqlite_store(options);
  if (!opened) return tell_failure(request, opened.error(), say, err);
  auto url = request.public_url;
  if (url.empty()) {
    auto const last = opened->store->get_meta(public_url_key);
    if (!last) return tell_failure(request, last.error(), say, err);
    url = last->value_or("");
  }
  auto const token = live::renew_organiser_token(*opened->store);
  if (!token) return tell_failure(request, token.error(), say, err);
  out << say("organiser.reset") << "\n  " << organiser_link(url, *token) << '\n';
  return 0;
}

}  // namespace torg::app
