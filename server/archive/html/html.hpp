#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace torg::archive {

// Text for element content and quoted attributes.
std::string escape_html(std::string_view text);

// Elements around what is HTML already, except that titles and sentences are plain text.
std::string cell(std::string const& inner, char const* classes = "r");
std::string table_head(std::vector<std::pair<std::string, char const*>> const& columns);
// Nothing when there is no sentence.
std::string paragraph(std::vector<std::string> const& sentences, char const* classes = "");
// A wide table that can be moved sideways, under a heading that names it and with a note.
std::string wide_table(std::string const& id, std::string const& title, std::string const& note,
                       std::string const& inner);

}  // namespace torg::archive
