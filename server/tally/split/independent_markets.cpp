#include "tally/split/independent_markets.hpp"

#include <algorithm>
#include <utility>

#include "tally/split/wish_ladder.hpp"

namespace torg::tally {

namespace {

/// One option's median as a function of t. With the weight B of the wishes of at least v, the
/// median is the largest min(v, t · B) over all wishes v: each phantom below v that a vote above v
/// outnumbers pushes it up. So it is a staircase with slanted risers: from t = 0 on it rises with
/// the B of the smallest positive wish, rests at that wish, rises with the B of the next larger
/// one, and so on, and rests at the largest for ever. Pieces are numbered in this order.
class Market {
 public:
  explicit Market(const WishLadder& ladder)
      : ladder_(ladder), positive_(ladder.size() - (ladder.back().amount == 0 ? 1 : 0)) {}

  std::size_t pieces() const { return positive_ == 0 ? 1 : 2 * positive_; }

  bool rises(std::size_t piece) const { return positive_ > 0 && piece % 2 == 0; }
  const Integer& slope(std::size_t piece) const { return ladder_[rung(piece)].at_least; }
  Rational height(std::size_t piece) const {
    return positive_ == 0 ? Rational(0) : ladder_[rung(piece)].share();
  }

  /// The t at which a piece that is not the last ends.
  Rational end_of(std::size_t piece) const {
    const Wish& wish = ladder_[rung(piece)];
    return Rational(wish.amount, wish.sum * slope_around(piece));
  }

  /// The first piece of first..last that holds t, which must lie on one of them.
  std::size_t piece_at(const Rational& t, std::size_t first, std::size_t last) const {
    const Integer top = t.numerator();
    const Integer bottom = t.denominator();
    while (first < last) {
      const std::size_t middle = first + (last - first) / 2;
      const Wish& wish = ladder_[rung(middle)];
      const bool ends_before = wish.amount * bottom < wish.sum * slope_around(middle) * top;
      if (ends_before) {
        first = middle + 1;
      } else {
        last = middle;
      }
    }
    return first;
  }

 private:
  std::size_t rung(std::size_t piece) const { return positive_ - 1 - piece / 2; }

  /// The slope of the riser that ends in, or begins at, the end of the piece.
  const Integer& slope_around(std::size_t piece) const {
    return ladder_[rung(piece) - piece % 2].at_least;
  }

  const WishLadder& ladder_;
  std::size_t positive_;
};

/// The pieces of a market on which the t that is searched can still lie.
struct Range {
  std::size_t first;
  std::size_t last;

  std::size_t width() const { return last - first; }
};

/// The sum of the medians, on chosen pieces: constant + slope · t.
struct Line {
  Rational constant = 0;
  Integer slope = 0;

  void add(const Market& market, std::size_t piece) {
    if (market.rises(piece)) {
      slope += market.slope(piece);
    } else {
      constant += market.height(piece);
    }
  }
};

/// Halves the widest range, and narrows the others along with it, until each market has one piece
/// left.
std::vector<std::size_t> find_pieces(const std::vector<Market>& markets) {
  std::vector<Range> ranges;
  ranges.reserve(markets.size());
  for (const Market& market : markets) ranges.push_back({0, market.pieces() - 1});

  std::vector<std::size_t> pieces(markets.size());
  while (true) {
    const auto widest =
        std::max_element(ranges.begin(), ranges.end(),
                         [](const Range& a, const Range& b) { return a.width() < b.width(); });
    if (widest->width() == 0) break;
    const auto place = static_cast<std::size_t>(widest - ranges.begin());
    const std::size_t middle = widest->first + widest->width() / 2;
    const Rational t = markets[place].end_of(middle);

    Line sum;
    for (std::size_t k = 0; k < markets.size(); ++k) {
      pieces[k] = markets[k].piece_at(t, ranges[k].first, ranges[k].last);
      sum.add(markets[k], pieces[k]);
    }
    const bool too_much = sum.constant + sum.slope * t > 1;
    for (std::size_t k = 0; k < markets.size(); ++k) {
      (too_much ? ranges[k].last : ranges[k].first) = pieces[k];
    }
    if (!too_much) widest->first = middle + 1;
  }
  for (std::size_t k = 0; k < markets.size(); ++k) pieces[k] = ranges[k].first;
  return pieces;
}

Integer ceiling(const Rational& value) {
  const Integer down = value.floor();
  return down == value ? down : down + 1;
}

MarketStand stand_of(const Rational& median, const WishLadder& ladder, const Phantoms& phantoms) {
  MarketStand stand;
  const Integer top = median.numerator();
  const Integer bottom = median.denominator();
  const auto found = std::partition_point(ladder.begin(), ladder.end(), [&](const Wish& wish) {
    return wish.amount * bottom > wish.sum * top;
  });
  if (found != ladder.begin()) stand.wishing_more = (found - 1)->at_least;
  stand.at_wish = found != ladder.end() && found->share() == median;
  stand.wishing_less = phantoms.n - (stand.at_wish ? found->at_least : stand.wishing_more);

  const Integer steps = ceiling(median / phantoms.t);
  if (steps <= phantoms.n && phantoms.position(phantoms.n - steps) == median) {
    stand.at_phantom = phantoms.n - steps;
  }
  return stand;
}

}  // namespace

Rational Phantoms::position(const Integer& k) const { return std::min(Rational(1), t * (n - k)); }

IndependentMarkets independent_markets(std::span<const Proposal> proposals, std::size_t options) {
  const std::vector<WishLadder> ladders = wish_ladders(proposals, options);
  const std::vector<Market> markets(ladders.begin(), ladders.end());
  const std::vector<std::size_t> pieces = find_pieces(markets);
  Line sum;
  for (std::size_t k = 0; k < options; ++k) sum.add(markets[k], pieces[k]);

  IndependentMarkets result;
  result.phantoms.n = total_weight(proposals);
  // Without a riser everything rests for ever, so the largest wishes add up to 1 and any t does.
  result.phantoms.t = sum.slope == 0 ? Rational(1) : (1 - sum.constant) / sum.slope;
  for (std::size_t k = 0; k < options; ++k) {
    Rational share = markets[k].rises(pieces[k]) ? markets[k].slope(pieces[k]) * result.phantoms.t
                                                 : markets[k].height(pieces[k]);
    result.stands.push_back(stand_of(share, ladders[k], result.phantoms));
    result.shares.push_back(std::move(share));
  }
  return result;
}

}  // namespace torg::tally
