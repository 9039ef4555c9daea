#include "app/split_report.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <ostream>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/tally_command.hpp"
#include "app/tally_words.hpp"
#include "protocol/codec.hpp"
#include "tally/split/split.hpp"

namespace torg::app {

namespace {

using Json = nlohmann::ordered_json;

struct SplitVote {
  std::vector<std::string> ids;  // option k has the number k + 1
  tally::SplitRule rule;
  std::vector<tally::SplitOption> options;
  std::vector<tally::SplitBallot> ballots;
};

// What is wrong with the file: where, and the key of its words.
struct Fault {
  std::string where;
  std::string key;
};

class SplitReader {
 public:
  explicit SplitReader(protocol::Json const& json) : json_(json) {}

  std::optional<SplitVote> read() {
    if (!json_.is_object() || !json_.contains("options") || !json_["options"].is_array() ||
        json_["options"].empty()) {
      return fail("options", "cli.split_options");
    }
    for (protocol::Json const& id : json_["options"]) {
      if (!id.is_string() || !numbers_.emplace(id, vote_.ids.size() + 1).second) {
        return fail("options", "cli.split_options");
      }
      vote_.ids.push_back(id);
      vote_.options.push_back(
          {static_cast<tally::OptionNumber>(vote_.ids.size()), std::nullopt, std::nullopt});
    }
    auto const total = amount(json_, "total");
    if (!total) return fail("total", "cli.split_amount");
    vote_.rule.pot = *total;
    vote_.rule.incomplete = tally::Incomplete::scale;
    vote_.rule.refuse_overspent = false;
    if (json_.contains("incomplete")) {
      if (json_["incomplete"] == "reject") {
        vote_.rule.incomplete = tally::Incomplete::reject;
      } else if (json_["incomplete"] != "scale") {
        return fail("incomplete", "cli.split_incomplete");
      }
    }
    if (json_.contains("points_per_ballot")) {
      vote_.rule.ballot_total = amount(json_, "points_per_ballot");
      if (!vote_.rule.ballot_total) return fail("points_per_ballot", "cli.split_amount");
    }
    if (json_.contains("unit")) {
      auto const unit = amount(json_, "unit");
      if (!unit || *unit < 1) return fail("unit", "cli.split_amount");
      vote_.rule.rounding_unit = *unit;
    }
    if (!read_bounds("minimum", &tally::SplitOption::minimum) ||
        !read_bounds("maximum", &tally::SplitOption::maximum) || !read_ballots()) {
      return std::nullopt;
    }
    return std::move(vote_);
  }

  Fault const& fault() const { return fault_; }

 private:
  std::nullopt_t fail(std::string where, std::string key) {
    fault_ = {std::move(where), std::move(key)};
    return std::nullopt;
  }

  static std::optional<tally::Money> whole(protocol::Json const& json) {
    if (!json.is_number_integer()) return std::nullopt;
    if (json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX) return std::nullopt;
    auto const value = json.get<std::int64_t>();
    return value < 0 ? std::nullopt : std::optional(value);
  }
  static std::optional<tally::Money> amount(protocol::Json const& json, char const* key) {
    return json.contains(key) ? whole(json[key]) : std::nullopt;
  }

  bool read_bounds(char const* key, std::optional<tally::Money> tally::SplitOption::* bound) {
    if (!json_.contains(key)) return true;
    if (!json_[key].is_object()) return fail(key, "cli.split_amount"), false;
    for (auto const& entry : json_[key].items()) {
      auto const number = numbers_.find(entry.key());
      auto const value = whole(entry.value());
      if (number == numbers_.end() || !value) {
        return fail(std::string(key) + '.' + entry.key(), "cli.split_amount"), false;
      }
      vote_.options[number->second - 1].*bound = *value;
    }
    return true;
  }

  // A ballot that cannot be read as numbers of options is one that the count refuses, so it is put
  // in a form that it does refuse.
  bool read_ballots() {
    if (!json_.contains("ballots") || !json_["ballots"].is_array()) {
      return fail("ballots", "cli.split_ballots"), false;
    }
    for (std::size_t place = 0; place < json_["ballots"].size(); ++place) {
      protocol::Json const& ballot = json_["ballots"][place];
      if (!ballot.is_object()) {
        return fail("ballots." + std::to_string(place), "cli.split_ballots"), false;
      }
      tally::SplitBallot& marks = vote_.ballots.emplace_back();
      for (auto const& entry : ballot.items()) {
        auto const number = numbers_.find(entry.key());
        auto const value = whole(entry.value());
        auto const option = number == numbers_.end() ? vote_.ids.size() + 1 : number->second;
        marks.push_back({static_cast<tally::OptionNumber>(option), value.value_or(-1)});
      }
    }
    return true;
  }

  protocol::Json const& json_;
  std::map<std::string, std::size_t> numbers_;
  SplitVote vote_;
  Fault fault_;
};

Json as_json(SplitVote const& vote, std::string_view word, tally::SplitResult const& result) {
  Json json{{"rule", word},
            {"status", tally::name_of(result.status)},
            {"counted_ballots", result.counted_ballots},
            {"blank_ballots", result.blank_ballots},
            {"refused_ballots", result.refused.size()}};
  for (tally::SplitPart const& part : result.parts) {
    std::string const& id = vote.ids[part.option - 1];
    if (part.share) json["shares"][id] = part.share->text();
    if (part.amount) json["amounts"][id] = *part.amount;
  }
  return json;
}

void print(SplitVote const& vote, tally::SplitMethod method, tally::SplitResult const& result,
           archive::Catalogue const& say, bool explain, std::ostream& out) {
  out << say(catalogue_key(method)) << ". "
      << say("cli.split_counted",
             {{"counted", say.number(result.counted_ballots)},
              {"blank", say.number(result.blank_ballots)},
              {"refused", say.number(static_cast<std::int64_t>(result.refused.size()))}})
      << '\n';
  if (explain) out << say(std::string(catalogue_key(method)) + ".text") << '\n';
  if (result.status != tally::SplitStatus::ok) {
    out << "  " << say("cli.split_" + std::string(tally::name_of(result.status))) << '\n';
  }
  for (tally::SplitPart const& part : result.parts) {
    if (!part.amount) continue;
    out << "  " << *part.amount << "  " << vote.ids[part.option - 1];
    if (explain) out << "  (" << part.exact->text() << ", " << part.share->text() << ')';
    out << '\n';
  }
}

}  // namespace

int report_split(TallyRequest const& request, std::string const& text,
                 archive::Catalogue const& say, std::ostream& out, std::ostream& err) {
  std::vector<tally::SplitMethod> methods(tally::split_methods.begin(), tally::split_methods.end());
  if (!request.rule.empty()) {
    auto const method = split_method_named(request.rule);
    if (!method) {
      err << say("cli.unknown_word", {{"word", request.rule}}) << '\n';
      return exit_bad_usage;
    }
    methods = {*method};
  }
  auto const json = protocol::parse(text);
  if (!json) {
    err << request.file.string() << ": " << say("cli.split_not_json") << '\n';
    return exit_bad_file;
  }
  SplitReader reader(json->is_object() && json->contains("input") ? (*json)["input"] : *json);
  auto vote = reader.read();
  if (!vote) {
    err << request.file.string() << ": " << reader.fault().where << ": " << say(reader.fault().key)
        << '\n';
    return exit_bad_file;
  }
  Json results = Json::array();
  for (tally::SplitMethod const method : methods) {
    vote->rule.method = method;
    auto const result = tally::tally_split(vote->rule, vote->options, vote->ballots);
    if (request.json) {
      results.push_back(as_json(*vote, tally::rule_id(method).name, result));
    } else {
      print(*vote, method, result, say, request.explain, out);
    }
  }
  if (request.json) out << (results.size() == 1 ? results[0] : results).dump(1) << '\n';
  return 0;
}

}  // namespace torg::app
