#include "tally/reference_json.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

namespace torg::tally::test {

namespace {

/// Option k of the list has the number k + 1; ids that are not in the list get higher numbers.
class Ids {
 public:
  explicit Ids(const Json& list) {
    for (const auto& id : list) known_.push_back(id.get<std::string>());
  }

  OptionNumber number(const std::string& id) const {
    const auto at = std::find(known_.begin(), known_.end(), id);
    return static_cast<OptionNumber>(at - known_.begin()) + 1;
  }

  const std::string& id(OptionNumber number) const { return known_.at(number - 1); }

  std::vector<OptionNumber> numbers() const {
    std::vector<OptionNumber> all;
    for (std::size_t k = 0; k < known_.size(); ++k) {
      all.push_back(static_cast<OptionNumber>(k + 1));
    }
    return all;
  }

  Json ids(const std::vector<OptionNumber>& numbers) const {
    Json list = Json::array();
    for (const OptionNumber number : numbers) list.push_back(id(number));
    return list;
  }

 private:
  std::vector<std::string> known_;
};

std::int64_t whole_number(const Json& value) { return value.get<std::int64_t>(); }

template <class Mark>
struct ReadBallots {
  std::vector<std::vector<Mark>> whole;
  /// For each of them its place among all ballots.
  std::vector<std::size_t> places;
  /// Place → reason; the tally's refusals are added to it, so that the list comes out in order.
  std::map<std::size_t, std::string> refused;

  Json refused_as_json() const {
    Json list = Json::array();
    for (const auto& [place, reason] : refused) {
      list.push_back({{"ballot", place}, {"reason", reason}});
    }
    return list;
  }
};

template <class Mark>
ReadBallots<Mark> read_ballots(const Json& ballots, const Ids& ids) {
  ReadBallots<Mark> read;
  for (std::size_t place = 0; place < ballots.size(); ++place) {
    std::vector<Mark> marks;
    bool whole_numbers = true;
    for (const auto& mark : ballots[place].items()) {
      const Json& value = mark.value();
      if (!value.is_number_integer()) {
        whole_numbers = false;
        break;
      }
      marks.push_back({ids.number(mark.key()), whole_number(value)});
    }
    if (!whole_numbers) {
      read.refused[place] = "not_an_integer";
      continue;
    }
    read.whole.push_back(std::move(marks));
    read.places.push_back(place);
  }
  return read;
}

std::string reference_name(DotsFault fault) {
  switch (fault) {
    case DotsFault::unknown_option:
      return "unknown_item";
    case DotsFault::too_many_on_one_option:
      return "too_many_on_one_item";
    case DotsFault::too_few_dots:
      return "must_use_all_dots";
    case DotsFault::option_marked_twice:
    case DotsFault::negative:
    case DotsFault::too_many_dots:
      break;
  }
  return std::string(name_of(fault));
}

std::string reference_name(SplitFault fault) {
  if (fault == SplitFault::overspent || fault == SplitFault::underspent) {
    return "sum_is_not_the_total";
  }
  return std::string(name_of(fault));
}

std::string reference_name(SplitRuleFault fault) {
  switch (fault) {
    case SplitRuleFault::minimums_exceed_pot:
      return "minimums_exceed_total";
    case SplitRuleFault::maximums_below_pot:
      return "maximums_below_total";
    default:
      return std::string(name_of(fault));
  }
}

Json text_or_null(const std::optional<Rational>& value) {
  return value ? Json(value->text()) : Json();
}

template <class T>
std::optional<T> optional_field(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return std::nullopt;
  return found->get<T>();
}

SplitRule split_rule_of(const Json& rule, SplitMethod method) {
  SplitRule made;
  made.method = method;
  made.pot = rule.at("total").get<Money>();
  made.ballot_total = optional_field<Money>(rule, "points_per_ballot");
  made.incomplete =
      rule.value("incomplete", "scale") == "reject" ? Incomplete::reject : Incomplete::scale;
  made.refuse_overspent = false;
  made.rounding_unit = rule.value("unit", Money{1});
  return made;
}

std::vector<SplitOption> split_options_of(const Json& rule, const Ids& ids) {
  std::vector<SplitOption> options;
  for (const OptionNumber number : ids.numbers()) {
    const std::string& id = ids.id(number);
    options.push_back({number,
                       optional_field<Money>(rule.value("minimum", Json::object()), id.c_str()),
                       optional_field<Money>(rule.value("maximum", Json::object()), id.c_str())});
  }
  return options;
}

void add_amounts(const SplitResult& result, const Ids& ids, Json& out) {
  if (result.status != SplitStatus::ok) {
    out["exact"] = nullptr;
    out["amounts"] = nullptr;
    return;
  }
  for (const SplitPart& part : result.parts) {
    out["exact"][ids.id(part.option)] = text_or_null(part.exact);
    out["amounts"][ids.id(part.option)] = part.amount.value();
  }
}

}  // namespace

Json load_json(const std::filesystem::path& below_tests_data) {
  const auto path = std::filesystem::path(TORG_SOURCE_DIR) / "tests" / "data" / below_tests_data;
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot open " + path.string());
  return Json::parse(in);
}

Json dots_as_reference(const Json& rule, const Json& ballots) {
  const Ids ids(rule.at("items"));
  auto read = read_ballots<DotsMark>(ballots, ids);
  const DotsRule made{rule.at("dots_per_voter").get<std::int64_t>(),
                      optional_field<std::int64_t>(rule, "max_per_item"),
                      rule.value("must_use_all", false), optional_field<std::size_t>(rule, "top")};
  const DotsResult result = tally_dots(made, ids.numbers(), read.whole);
  for (const auto& [ballot, fault] : result.refused) {
    read.refused[read.places[ballot]] = reference_name(fault);
  }

  Json out = {{"valid_ballots", result.valid_ballots}, {"blank_ballots", result.blank_ballots},
              {"rejected", read.refused_as_json()},    {"total_dots", result.total_dots},
              {"percent_one_decimal", nullptr},        {"order", ids.ids(result.order)},
              {"order_decided_by", Json::array()}};
  for (const DotsCount& count : result.options) {
    const std::string& id = ids.id(count.option);
    out["dots"][id] = count.dots;
    out["supporters"][id] = count.supporters;
    out["rank"][id] = count.rank;
    out["share"][id] = text_or_null(count.share);
    if (count.percent_tenths) {
      out["percent_one_decimal"][id] = std::to_string(*count.percent_tenths / 10) + "." +
                                       std::to_string(*count.percent_tenths % 10);
    }
  }
  for (const DotsReason reason : result.order_decided_by) {
    out["order_decided_by"].push_back(name_of(reason));
  }
  if (made.top) {
    out["selected"] = ids.ids(result.selected);
    out["tie_at_cut"] = ids.ids(result.tie_at_cut);
  }
  return out;
}

Json split_as_reference(const Json& rule, const Json& ballots, SplitMethod method) {
  const Ids ids(rule.at("options"));
  auto read = read_ballots<SplitMark>(ballots, ids);
  const SplitResult result =
      tally_split(split_rule_of(rule, method), split_options_of(rule, ids), read.whole);
  for (const auto& [ballot, fault] : result.refused) {
    read.refused[read.places[ballot]] = reference_name(fault);
  }

  Json out = {{"counted_ballots", result.counted_ballots},
              {"blank_ballots", result.blank_ballots},
              {"rejected", read.refused_as_json()},
              {"status", result.bounds_fault ? "error" : name_of(result.status)},
              {"shares", nullptr}};
  if (result.bounds_fault) out["error"] = reference_name(*result.bounds_fault);
  for (const SplitPart& part : result.parts) {
    const std::string& id = ids.id(part.option);
    if (part.share) out["shares"][id] = text_or_null(part.share);
    if (part.median) out["raw_medians"][id] = text_or_null(part.median);
  }
  if (result.median_sum) out["raw_sum"] = text_or_null(result.median_sum);
  if (result.fell_back_to_mean) out["fallback"] = "mean";
  if (result.phantoms) {
    out["t"] = result.phantoms->t.text();
    for (Integer k = 0; k <= result.phantoms->n; ++k) {
      out["phantoms"].push_back(result.phantoms->position(k).text());
    }
  }
  if (result.scale) out["scale"] = text_or_null(result.scale);
  if (result.overflow_to_options_with_share_0) out["overflow_to_options_with_share_0"] = true;
  add_amounts(result, ids, out);
  return out;
}

}  // namespace torg::tally::test
