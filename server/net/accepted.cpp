#include "net/accepted.hpp"

#include <algorithm>
#include <cctype>

#include "net/net.hpp"

namespace torg::net {
namespace {

constexpr int whole = 1'000;

int thousandths(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text.size() > 1 && text[1] != '.')) return 0;
  if (text.front() != '0' && text.front() != '1') return 0;
  int value = text.front() == '1' ? whole : 0;
  int digit = 100;
  for (char const c : text.substr(std::min<std::size_t>(text.size(), 2))) {
    if (!std::isdigit(static_cast<unsigned char>(c))) return 0;
    value += (c - '0') * digit;
    digit /= 10;
  }
  return std::min(value, whole);
}

std::string_view trimmed(std::string_view text) {
  auto const from = std::min(text.find_first_not_of(" \t"), text.size());
  auto const to = text.find_last_not_of(" \t");
  return to == text.npos ? std::string_view() : text.substr(from, to + 1 - from);
}

// Takes what stands before the separator out of `rest`.
std::string_view next(std::string_view& rest, char separator) {
  auto const end = std::min(rest.find(separator), rest.size());
  auto const part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return trimmed(part);
}

int weight_of(std::string_view parameters) {
  while (!parameters.empty()) {
    auto value = next(parameters, ';');
    auto const name = next(value, '=');
    if (beast::iequals(name, "q")) return thousandths(trimmed(value));
  }
  return whole;
}

}  // namespace

std::vector<Accepted> accepted_list(std::string_view list) {
  std::vector<Accepted> out;
  while (!list.empty()) {
    auto element = next(list, ',');
    auto const name = next(element, ';');
    if (!name.empty()) out.push_back({name, weight_of(element)});
  }
  return out;
}

bool accepts(std::string_view list, std::string_view coding) {
  auto const accepted = accepted_list(list);
  return std::ranges::any_of(accepted, [&](Accepted const& one) {
    return one.weight > 0 && beast::iequals(one.name, coding);
  });
}

}  // namespace torg::net
