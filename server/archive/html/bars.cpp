#include "archive/html/bars.hpp"

#include <algorithm>

#include "archive/html/html.hpp"

namespace torg::archive {
namespace {

char const* classes_of(BarLook look) {
  switch (look) {
    case BarLook::room:
      return "bar-line";
    case BarLook::room_below:
      return "bar-line below";
    case BarLook::money:
      return "bar-line money";
    case BarLook::money_below:
      return "bar-line money below";
  }
  return "bar-line";
}

// No figure of the protocol is above 2^53, so its product with a length fits.
std::int64_t part_of(std::int64_t value, std::int64_t most, std::int64_t length) {
  return most > 0 ? value * length / most : 0;
}

// Slanted lines over what lies between two places of a pot's bar, which is 28 high.
std::string hatch(std::int64_t from, std::int64_t to) {
  constexpr std::int64_t slant = 14;
  constexpr std::int64_t distance = 10;
  std::string lines;
  for (std::int64_t x = from; x + slant <= to; x += distance) {
    lines += "M" + std::to_string(x) + " 28l14-28";
  }
  return lines.empty() ? lines : "<path class=\"hatch\" d=\"" + lines + "\"/>";
}

}  // namespace

std::string bar(std::int64_t value, std::int64_t most, BarLook look) {
  return std::string("<svg class=\"") + classes_of(look) +
         "\" viewBox=\"0 0 1000 12\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
         "<rect width=\"" +
         std::to_string(part_of(value, most, 1000)) + "\" height=\"12\"/></svg>";
}

std::string pot_bar(std::vector<PotPart> const& parts, std::int64_t total) {
  if (total <= 0) return {};
  constexpr std::int64_t length = 760;
  constexpr std::int64_t narrowest_with_label = 26;
  std::string out = "<svg class=\"pot-line\" viewBox=\"0 0 760 28\" aria-hidden=\"true\">";
  std::int64_t before = 0;
  for (auto const& part : parts) {
    std::int64_t const from = part_of(before, total, length);
    before += part.amount;
    std::int64_t const to = part_of(before, total, length);
    if (to <= from) continue;
    std::int64_t const width =
        before < total ? std::max<std::int64_t>(to - from - 2, 1) : to - from;
    out += std::string("<rect") + (part.rest ? " class=\"rest\"" : "") + " x=\"" +
           std::to_string(from) + "\" width=\"" + std::to_string(width) + "\" height=\"28\"/>";
    if (part.rest) out += hatch(from, from + width);
    if (width < narrowest_with_label || part.label.empty()) continue;
    out += std::string("<text") + (part.rest ? " class=\"rest\"" : "") + " x=\"" +
           std::to_string(from + width / 2) + "\" y=\"19\">" + escape_html(part.label) + "</text>";
  }
  return out + "</svg>";
}

std::string tick_line(std::vector<std::int64_t> const& thousandths) {
  std::string out =
      "<svg class=\"tick-line\" viewBox=\"-4 0 1008 28\" aria-hidden=\"true\">"
      "<path class=\"line\" d=\"M0 20h1000\"/><path class=\"ticks\" d=\"";
  for (auto const place : thousandths) out += "M" + std::to_string(place) + " 4v16";
  return out + "\"/></svg>";
}

}  // namespace torg::archive
