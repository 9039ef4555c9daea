#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "archive/catalogue.hpp"
#include "archive/meeting_record.hpp"

namespace torg::archive {

// One round of a vote, with the names of what was voted on and of who voted. Plain text is what
// sentences are made of, to be escaped with them; the others are ready for a page.
class Round {
 public:
  Round(MeetingRecord const& its_record, domain::Box const& its_box, Catalogue const& catalogue);

  MeetingRecord const& record;
  domain::Box const& box;
  Catalogue const& say;

  // "Badplats (3)"; the number alone where the option has no title any more. Plain text.
  std::string name(std::int64_t option) const;
  // The same, with commas and a word before the last. Plain text.
  std::string names(std::vector<std::int64_t> const& options) const;
  // Where the option would happen; empty when it names no place. Plain text.
  std::string place(std::int64_t option) const;
  // The option's number in a square, its title and its place. HTML.
  std::string option_html(std::int64_t option) const;
  // HTML.
  std::string group_html(std::optional<std::string> const& group) const;
  std::string text_html(domain::ContentRef const& ref) const;

 private:
  protocol::StoredOption const* find(std::int64_t option) const;

  std::map<std::int64_t, protocol::StoredOption const*> options_;
};

}  // namespace torg::archive
