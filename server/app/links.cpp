#include "app/links.hpp"

#include <cctype>

#include <nlohmann/json.hpp>

#include "app/terminal_qr.hpp"
#include "archive/catalogue.hpp"

namespace torg::app {
namespace {

// Scheme and host in capitals keep the code in its alphanumeric mode, so that it stays small.
std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

std::string organiser_link(std::string const& public_url, std::string const& token) {
  return public_url + "/o#" + token;
}

StartLinks start_links(std::string const& public_url, std::string const& meeting,
                       live::Links const& secrets) {
  StartLinks links;
  if (!secrets.organiser_token.empty()) {
    links.organiser = organiser_link(public_url, secrets.organiser_token);
  }
  links.archive = public_url + "/archive";
  if (meeting.empty()) return links;
  links.facilitator = public_url + "/f/" + meeting + "#" + secrets.facilitator_token;
  links.participant = public_url + "/M/" + secrets.join_secret;
  links.screen = public_url + "/s/" + meeting + "#" + secrets.screen_token;
  links.join_code = secrets.join_code;
  return links;
}

std::string ready_json(StartLinks const& links) {
  nlohmann::json json{{"archive", links.archive}};
  if (!links.organiser.empty()) json["organiser"] = links.organiser;
  if (!links.facilitator.empty()) {
    json["facilitator"] = links.facilitator;
    json["participant"] = links.participant;
    json["screen"] = links.screen;
    json["code"] = links.join_code;
  }
  return json.dump();
}

std::string ready_text(StartLinks const& links, std::string const& language) {
  archive::Catalogue const texts(language);
  std::string out = "\n" + texts("start.ready") + "\n\n";
  auto const line = [&](char const* key, std::string const& link) {
    out += "  " + texts(key) + "\n    " + link + "\n";
  };
  if (!links.facilitator.empty()) {
    line("start.facilitator", links.facilitator);
    line("start.participant", links.participant);
    line("start.screen", links.screen);
  }
  line("start.archive", links.archive);
  if (links.organiser.empty()) {
    out += "  " + texts("start.organiser_known") + "\n";
  } else {
    line("start.organiser", links.organiser);
  }
  if (!links.participant.empty()) {
    out += "\n" + terminal_qr(upper(links.participant)) + "\n";
    out += "  " +
           texts("start.scan",
                 {{"code", links.join_code.substr(0, 3) + " " + links.join_code.substr(3)}}) +
           "\n";
  }
  out += "\n  " + texts("start.stop") + "\n";
  return out;
}

}  // namespace torg::app
