#include "archive/pb/figures.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace torg::archive {
namespace {

void check_size(PbMetaSection const& meta, char const* key, std::size_t size, PbErrc code,
                PbFindings& warnings) {
  auto const told = meta.number(key);
  if (!told || told->number.digits == static_cast<std::int64_t>(size)) return;
  warnings.add({code, told->line, key, std::to_string(told->number.digits), std::to_string(size)});
}

void check_official(PbFile const& file, PbProjectSection const& projects, PbFindings& warnings) {
  auto const support = pb_support(file);
  auto const scores = pb_scores(file);
  auto const compare = [&](std::size_t project, std::optional<PbNumber> const& told,
                           std::int64_t counted, int decimals, PbErrc code, char const* column) {
    if (!told) return;
    auto const told_text = pb_number_text(told->digits, told->decimals);
    auto const counted_text = pb_number_text(counted, decimals);
    if (told_text == counted_text) return;
    warnings.add({code, projects.line(project), column, told_text, counted_text});
  };
  for (std::size_t k = 0; k < file.projects.size(); ++k) {
    auto const& official = projects.official()[k];
    compare(k, official.votes, support[k], 0, PbErrc::official_votes_differ, "votes");
    // How places of a ranking were turned into points differs from town to town.
    if (!has_points(file.vote_type)) continue;
    compare(k, official.score, scores[k], file.points_decimals, PbErrc::official_score_differs,
            "score");
  }
}

class BallotCheck {
 public:
  BallotCheck(PbFile const& file, PbFindings& warnings) : file_(file), warnings_(warnings) {}

  void check(PbVote const& vote, std::size_t line) {
    if (vote.marks.empty()) return;
    std::int64_t most = 0;
    std::int64_t points = 0;
    std::int64_t cost = 0;
    for (auto const& mark : vote.marks) {
      most = std::max(most, mark.points);
      points += mark.points;
      // As long as it matters; so many projects may cost more than 64 bits hold.
      if (cost <= file_.limits.max_sum_cost.value_or(0)) cost += file_.projects[mark.project].cost;
    }
    auto const length = static_cast<std::int64_t>(vote.marks.size());
    auto const& limits = file_.limits;
    if (limits.min_length && length < *limits.min_length) {
      warn(PbErrc::ballot_too_short, line, "vote", length, *limits.min_length, 0);
    }
    above(PbErrc::ballot_too_long, line, "vote", length, longest(), 0);
    if (has_points(file_.vote_type)) {
      auto const decimals = file_.points_decimals;
      above(PbErrc::too_many_points_on_one, line, "points", most, limits.max_points, decimals);
      above(PbErrc::too_many_points, line, "points", points, limits.max_sum_points, decimals);
    }
    above(PbErrc::too_costly, line, "vote", cost, limits.max_sum_cost, file_.amount_decimals);
  }

 private:
  std::optional<std::int64_t> longest() const {
    return file_.vote_type == PbVoteType::choose_one ? 1 : file_.limits.max_length;
  }

  void above(PbErrc code, std::size_t line, char const* column, std::int64_t value,
             std::optional<std::int64_t> const& limit, int decimals) {
    if (limit && value > *limit) warn(code, line, column, value, *limit, decimals);
  }

  void warn(PbErrc code, std::size_t line, char const* column, std::int64_t value,
            std::int64_t limit, int decimals) {
    warnings_.add(
        {code, line, column, pb_number_text(value, decimals), pb_number_text(limit, decimals)});
  }

  PbFile const& file_;
  PbFindings& warnings_;
};

}  // namespace

void check_pb_figures(PbFile const& file, PbMetaSection const& meta,
                      PbProjectSection const& projects, PbVoteSection const& votes,
                      PbFindings& warnings) {
  check_size(meta, "num_projects", file.projects.size(), PbErrc::project_number_differs, warnings);
  check_size(meta, "num_votes", file.votes.size(), PbErrc::vote_number_differs, warnings);
  check_official(file, projects, warnings);
  BallotCheck ballots(file, warnings);
  for (std::size_t k = 0; k < file.votes.size(); ++k) ballots.check(file.votes[k], votes.line(k));
}

}  // namespace torg::archive
