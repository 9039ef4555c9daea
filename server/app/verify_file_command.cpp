#include "app/verify_file_command.hpp"

#include <optional>
#include <ostream>
#include <variant>

#include "app/download.hpp"
#include "app/misfit_words.hpp"
#include "app/text_file.hpp"
#include "app/verify_command.hpp"
#include "archive/catalogue.hpp"
#include "archive/verify_file.hpp"
#include "domain/fingerprint.hpp"
#include "store/secrets.hpp"

namespace torg::app {
namespace {

using archive::Anchor;
using archive::Catalogue;

std::optional<std::string> read_archive(std::string const& archive, Catalogue const& say,
                                        std::ostream& err) {
  if (is_address(archive)) {
    auto const body = download(archive);
    if (body) return *body;
    err << say("verify.file.not_fetched", {{"address", archive}, {"reason", body.error().reason}})
        << '\n';
    return std::nullopt;
  }
  auto text = read_text_file(archive);
  if (!text) err << say("cli.cannot_read", {{"file", archive}}) << '\n';
  return text;
}

std::optional<Anchor> anchor_of(VerifyFileRequest const& request, Catalogue const& say,
                                std::ostream& err) {
  if (!request.head.empty()) {
    if (auto const typed = domain::typed_fingerprint(request.head)) {
      return archive::HeadAnchor{*typed};
    }
    err << say("verify.file.bad_head", {{"head", request.head}}) << '\n';
    return std::nullopt;
  }
  if (!request.key.empty()) {
    if (auto const key = store::digest_from_base64url(request.key)) return archive::KeyAnchor{*key};
    err << say("verify.file.bad_key", {{"key", request.key}}) << '\n';
    return std::nullopt;
  }
  return Anchor();
}

std::string_view name_of(Anchor const& anchor) {
  if (std::holds_alternative<archive::HeadAnchor>(anchor)) return "verify.file.anchor_head";
  if (std::holds_alternative<archive::KeyAnchor>(anchor)) return "verify.file.anchor_key";
  return "verify.file.anchor_none";
}

void report(archive::FileVerification const& found, Anchor const& anchor, Catalogue const& say,
            std::ostream& out) {
  auto const n = [&](std::uint64_t number) {
    return say.number(static_cast<std::int64_t>(number));
  };
  out << say("verify.file.journal", {{"events", n(found.events)},
                                     {"withheld", n(found.events_withheld)},
                                     {"texts", n(found.texts)},
                                     {"erased", n(found.texts_erased)}})
      << '\n'
      << say("verify.file.votes", {{"recounted", n(found.boxes_recounted)},
                                   {"ballots", n(found.ballots_recounted)},
                                   {"tellers", n(found.boxes_of_tellers)},
                                   {"voided", n(found.boxes_voided)}})
      << '\n'
      << say("verify.file.fingerprint", {{"fingerprint", found.fingerprint}}) << '\n'
      << say("verify.file.key", {{"key", store::to_base64url(found.public_key)}}) << '\n'
      << say(std::string(name_of(anchor))) << '\n';
}

}  // namespace

int verify_file_command(VerifyFileRequest const& request, std::ostream& out, std::ostream& err) {
  Catalogue const say(request.language);
  auto const anchor = anchor_of(request, say, err);
  if (!anchor) return exit_not_verified;
  auto const bytes = read_archive(request.archive, say, err);
  if (!bytes) return exit_not_verified;

  auto const found = archive::verify_file(*bytes, *anchor);
  if (found.misfit) {
    err << say("verify.misfit") << '\n' << words_of(*found.misfit, say) << '\n';
    return exit_misfit;
  }
  report(found, *anchor, say, out);
  if (found.boxes_not_recounted > 0) {
    err << say("verify.rule_unknown", {{"n", std::to_string(found.boxes_not_recounted)}}) << '\n';
    return exit_not_verified;
  }
  out << say("verify.fits") << '\n';
  return 0;
}

}  // namespace torg::app
