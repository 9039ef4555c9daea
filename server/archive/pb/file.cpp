#include "archive/pb/file.hpp"

#include <algorithm>

namespace torg::archive {

std::string_view name_of(PbVoteType type) {
  switch (type) {
    case PbVoteType::approval:
      return "approval";
    case PbVoteType::choose_one:
      return "choose-1";
    case PbVoteType::cumulative:
      return "cumulative";
    case PbVoteType::scoring:
      return "scoring";
    case PbVoteType::ordinal:
      return "ordinal";
  }
  return "unknown";
}

std::optional<PbVoteType> vote_type_named(std::string_view name) {
  for (auto const type : {PbVoteType::approval, PbVoteType::choose_one, PbVoteType::cumulative,
                          PbVoteType::scoring, PbVoteType::ordinal}) {
    if (name == name_of(type)) return type;
  }
  return std::nullopt;
}

std::vector<std::int64_t> pb_support(PbFile const& file) {
  std::vector<std::int64_t> support(file.projects.size());
  for (auto const& vote : file.votes) {
    for (auto const& mark : vote.marks) ++support[mark.project];
  }
  return support;
}

std::int64_t pb_ranking_length(PbFile const& file) {
  std::int64_t length = file.limits.max_length.value_or(0);
  for (auto const& vote : file.votes) {
    length = std::max(length, static_cast<std::int64_t>(vote.marks.size()));
  }
  return length;
}

std::vector<std::int64_t> pb_scores(PbFile const& file) {
  std::vector<std::int64_t> scores(file.projects.size());
  bool const ranked = file.vote_type == PbVoteType::ordinal;
  auto const length = ranked ? pb_ranking_length(file) : 0;
  for (auto const& vote : file.votes) {
    for (std::size_t place = 0; place < vote.marks.size(); ++place) {
      auto const& mark = vote.marks[place];
      scores[mark.project] += ranked ? length - static_cast<std::int64_t>(place) : mark.points;
    }
  }
  return scores;
}

std::string pb_number_text(std::int64_t scaled, int decimals) {
  auto digits = std::to_string(scaled);
  auto const places = static_cast<std::size_t>(decimals);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  auto fraction = digits.substr(digits.size() - places);
  digits.resize(digits.size() - places);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return fraction.empty() ? digits : digits + '.' + fraction;
}

}  // namespace torg::archive
