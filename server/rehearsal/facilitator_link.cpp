#include "rehearsal/facilitator_link.hpp"

#include <algorithm>

namespace torg::rehearsal {
namespace {

constexpr std::string_view path = "/f/";
constexpr std::size_t meeting_length = 10;
constexpr std::size_t token_length = 22;

bool is_small_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_token_character(char c) {
  return is_small_letter_or_digit(c) || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

}  // namespace

std::optional<FacilitatorLink> read_facilitator_link(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  auto const first = text.find_first_not_of(space);
  if (first == text.npos) return std::nullopt;
  text = text.substr(first, text.find_last_not_of(space) + 1 - first);

  auto const scheme = text.find("://");
  if (scheme == text.npos) return std::nullopt;
  auto const origin_ends = text.find('/', scheme + 3);
  if (origin_ends == text.npos || origin_ends == scheme + 3) return std::nullopt;
  auto const rest = text.substr(origin_ends);
  if (!rest.starts_with(path)) return std::nullopt;
  auto const hash = rest.find('#');
  if (hash == rest.npos) return std::nullopt;
  auto const meeting = rest.substr(path.size(), hash - path.size());
  auto const token = rest.substr(hash + 1);
  bool const fits = meeting.size() == meeting_length &&
                    std::all_of(meeting.begin(), meeting.end(), is_small_letter_or_digit) &&
                    token.size() == token_length &&
                    std::all_of(token.begin(), token.end(), is_token_character);
  if (!fits) return std::nullopt;
  return FacilitatorLink{std::string(text.substr(0, origin_ends)), std::string(meeting),
                         std::string(token)};
}

}  // namespace torg::rehearsal
