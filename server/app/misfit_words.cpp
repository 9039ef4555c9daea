#include "app/misfit_words.hpp"

namespace torg::app {

std::string words_of(archive::Misfit const& misfit, archive::Catalogue const& say) {
  std::string place = misfit.stream;
  auto const add = [&place](std::string const& words) {
    place += (place.empty() ? "" : ", ") + words;
  };
  if (misfit.version > 0)
    add(say("verify.at_version", {{"version", std::to_string(misfit.version)}}));
  if (misfit.box > 0) add(say("verify.at_box", {{"box", std::to_string(misfit.box)}}));
  if (!misfit.ref.empty()) add(say("verify.at_text", {{"ref", misfit.ref}}));
  if (!misfit.part.empty()) add(say("verify.at_part", {{"part", misfit.part}}));
  return place + (place.empty() ? "" : ": ") +
         say("verify.misfit." + std::string(archive::name_of(misfit.kind)));
}

}  // namespace torg::app
