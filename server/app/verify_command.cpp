#include "app/verify_command.hpp"

#include <ostream>

#include "app/misfit_words.hpp"
#include "archive/catalogue.hpp"
#include "archive/verify.hpp"
#include "store/sqlite_view.hpp"

namespace torg::app {
namespace {

using archive::Catalogue;

int report_error(VerifyRequest const& request, store::StoreError const& error, Catalogue const& say,
                 std::ostream& err) {
  bool const damaged = error.code == store::StoreErrc::corrupt;
  err << say("verify." + std::string(damaged ? "damaged" : "cannot_read"),
             {{"data", request.data_dir.string()}})
      << "\n(" << store::name_of(error.code) << ": " << error.detail << ")\n";
  return damaged ? exit_misfit : exit_not_verified;
}

void report_counts(archive::Verification const& found, Catalogue const& say, std::ostream& out) {
  auto const n = [&](std::uint64_t number) {
    return say.number(static_cast<std::int64_t>(number));
  };
  out << say("verify.journals", {{"meetings", n(found.meetings)},
                                 {"events", n(found.events)},
                                 {"texts", n(found.texts)},
                                 {"erased", n(found.texts_erased)}})
      << '\n'
      << say("verify.votes", {{"recounted", n(found.boxes_recounted)},
                              {"ballots", n(found.ballots_recounted)},
                              {"unsealed", n(found.boxes_unsealed)},
                              {"standing", n(found.ballots_unsealed)},
                              {"voided", n(found.boxes_voided)}})
      << '\n';
  if (!found.closed.empty()) out << say("verify.heads") << '\n';
  for (auto const& meeting : found.closed)
    out << "  " << meeting.id << "  " << meeting.fingerprint << '\n';
}

}  // namespace

int verify_command(VerifyRequest const& request, std::ostream& out, std::ostream& err) {
  Catalogue const say(request.language);
  store::SqliteOptions options;
  options.data_dir = request.data_dir;
  auto const reader = store::open_sqlite_view(options);
  if (!reader) return report_error(request, reader.error(), say, err);
  auto const found = archive::verify(**reader);
  if (!found) return report_error(request, found.error(), say, err);

  if (found->misfit) {
    err << say("verify.misfit") << '\n' << words_of(*found->misfit, say) << '\n';
    return exit_misfit;
  }
  report_counts(*found, say, out);
  if (found->boxes_not_recounted > 0) {
    err << say("verify.rule_unknown", {{"n", std::to_string(found->boxes_not_recounted)}}) << '\n';
    return exit_not_verified;
  }
  out << say("verify.fits") << '\n';
  return 0;
}

}  // namespace torg::app
