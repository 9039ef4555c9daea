#pragma once

#include <string>
#include <string_view>

#include "domain/view.hpp"
#include "net/reply.hpp"

namespace torg::net {

// The pages that the web client's build left for the server to fill in.
enum class Face { participant, facilitator, screen, organiser, archive };

// What goes into a shell. `view` is HTML that is ready to show, made by us alone.
struct Filling {
  std::string title{};  // plain text
  std::string head{};   // further HTML for <head>
  std::string view{};
  domain::Sections const* sections = nullptr;  // for the data block, none when null
};

// The shell of a face in a language ("sv" or "en"), filled in. Status 503 and a plain sentence when
// the executable carries no web client.
Page fill_shell(Face face, std::string_view language, Filling const& filling);

}  // namespace torg::net
