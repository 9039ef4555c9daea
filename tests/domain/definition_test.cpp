#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <numeric>

#include "domain/counting_rule.hpp"
#include "domain/definition.hpp"
#include "domain/specification.hpp"

namespace torg::domain::test {
namespace {

using protocol::ErrorCode;

// Over the whole range from the first run on.
rc::Gen<std::int64_t> anywhere(std::int64_t from, std::int64_t below) {
  return rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, below));
}

struct Case {
  char const* definition;
  ErrorCode code;
  char const* field;
};

std::string adding(std::string_view definition) {
  return R"({"type":"add_items","items":[)" + std::string(definition) + "]}";
}

TEST(Definition, given_each_kind_written_in_full_then_it_is_accepted) {
  Scene const scene = live_meeting();
  for (char const* const definition : {
           R"({"kind":"info","title":{"sv":"X"},"text":{"sv":"Y"},"minutes":3})",
           R"({"kind":"ideas","title":{"sv":"X"},"ideas":{"limit":1,"release_first":false}})",
           R"({"kind":"dots","title":{"sv":"X"},"authority":"binding","decided_by":{"sv":"KS"},
               "rule":{"kind":"dots","dots":3,"max_per_option":3,"top":9},
               "options":[{"option":7,"title":{"sv":"A"},"group":"west"}]})",
           R"({"kind":"split","title":{"sv":"X"},
               "rule":{"kind":"split","pot":1000,"step":100,"rounding":50,"method":"median",
                       "bounds":[{"option":1,"minimum":100,"maximum":600},
                                 {"option":2,"maximum":400}]},
               "options":[{"option":1,"title":{"sv":"A"}},{"option":2,"title":{"sv":"B"}}]})",
           R"({"kind":"split","title":{"sv":"X"},
               "rule":{"kind":"split","pot":1000,"step":100,"rounding":300,"method":"mean",
                       "bounds":[]}})",
           R"({"kind":"split","title":{"sv":"X"},"left_goes_to":{"sv":"Y"},
               "rule":{"kind":"split","pot":1000,"step":100,"rounding":1,"bounds":[],
                       "method":"independent_markets",
                       "weights":{"groups":[{"group":"west","weight":2}],"others":1,
                                  "visible":true}}})",
           R"({"kind":"info","title":{"sv":"X"},"ledger":{"lines":[
               {"kind":"development","title":{"sv":"Y"},"amount":1000}]}})",
           R"({"kind":"fund","title":{"sv":"X"},"left_goes_to":{"sv":"Y"},"run_off_of":4,
               "rule":{"kind":"fund","pot":1000,"form":"approve","max_choices":5,
                       "method":"equal_shares","satisfaction":"cost","completion":"add1",
                       "utilitarian":true}})",
           R"({"kind":"fund","title":{"sv":"X"},
               "rule":{"kind":"fund","pot":1000,"form":"points","points":10,"max_per_option":10,
                       "method":"greedy","satisfaction":"points_x_cost","completion":"none",
                       "utilitarian":false},
               "options":[{"option":1,"title":{"sv":"A"}}]})",
           R"({"kind":"fund","title":{"sv":"X"},
               "rule":{"kind":"fund","pot":1000,"form":"rank","method":"knapsack",
                       "satisfaction":"borda","completion":"none","utilitarian":false}})",
           R"({"kind":"poll","title":{"sv":"X"},
               "rule":{"kind":"poll","form":"several","max_choices":2}})",
           R"({"kind":"discussion","title":{"sv":"X"}})",
           R"({"kind":"break","title":{"en":"X"}})",
       }) {
    EXPECT_NO_THROW(scene.when(adding(definition)).accepted()) << definition;
  }
}

TEST(Definition, given_a_contradiction_then_it_is_refused_with_its_place) {
  Case const cases[] = {
      {R"({"kind":"info","title":{}})", ErrorCode::too_short, "title"},
      {R"({"kind":"info","title":{"sv":"X"},"ideas":{"limit":1,"release_first":true}})",
       ErrorCode::wrong_kind, "ideas"},
      {R"({"kind":"poll","title":{"sv":"X"},"rule":{"kind":"dots","dots":3,"max_per_option":1}})",
       ErrorCode::wrong_kind, "rule"},
      {R"({"kind":"info","title":{"sv":"X"},"options":[{"option":1,"title":{"sv":"A"}}]})",
       ErrorCode::wrong_kind, "options"},
      {R"({"kind":"break","title":{"sv":"X"},"authority":"binding"})", ErrorCode::wrong_kind,
       "authority"},
      {R"({"kind":"break","title":{"sv":"X"},"decided_by":{"sv":"KS"}})", ErrorCode::wrong_kind,
       "decided_by"},
      {R"({"kind":"dots","title":{"sv":"X"},"options":[{"option":1,"title":{"sv":"A"}},
                                                       {"option":1,"title":{"sv":"B"}}]})",
       ErrorCode::duplicate_option, "options.1.option"},
      {R"({"kind":"dots","title":{"sv":"X"},"options":[{"option":1,"title":{"sv":" "}}]})",
       ErrorCode::too_short, "options.0.title"},
      {R"({"kind":"dots","title":{"sv":"X"},
           "options":[{"option":1,"title":{"sv":"A"},"group":"north"}]})",
       ErrorCode::unknown_group, "options.0.group"},
      {R"({"kind":"dots","title":{"sv":"X"},
           "options":[{"option":1,"title":{"sv":"A"},"proposal":5}]})",
       ErrorCode::unknown_proposal, "options.0.proposal"},
      {R"({"kind":"dots","title":{"sv":"X"},"rule":{"kind":"dots","dots":3,"max_per_option":4}})",
       ErrorCode::definition_conflict, "rule.max_per_option"},
      {R"({"kind":"poll","title":{"sv":"X"},"rule":{"kind":"poll","form":"one","max_choices":1}})",
       ErrorCode::definition_conflict, "rule.max_choices"},
      {R"({"kind":"poll","title":{"sv":"X"},"rule":{"kind":"poll","form":"scale"},
           "options":[{"option":1,"title":{"sv":"A"}}]})",
       ErrorCode::definition_conflict, "rule.form"},
      {R"({"kind":"dots","title":{"sv":"X"},"ledger":{"lines":[]}})", ErrorCode::wrong_kind,
       "ledger"},
      {R"({"kind":"info","title":{"sv":"X"},"ledger":{"lines":[
           {"kind":"committed","title":{"sv":" "},"amount":1}]}})",
       ErrorCode::too_short, "ledger.lines.0.title"},
      {R"({"kind":"info","title":{"sv":"X"},"ledger":{"lines":[
           {"kind":"left_over","title":{"sv":"A"},"amount":1000000000000},
           {"kind":"left_over","title":{"sv":"B"},"amount":1}]}})",
       ErrorCode::out_of_range, "ledger.lines.1.amount"},
      {R"({"kind":"dots","title":{"sv":"X"},"left_goes_to":{"sv":"Y"}})", ErrorCode::wrong_kind,
       "left_goes_to"},
      {R"({"kind":"poll","title":{"sv":"X"},"run_off_of":3})", ErrorCode::wrong_kind, "run_off_of"},
      {R"({"kind":"dots","title":{"sv":"X"},"run_off_of":99})", ErrorCode::unknown_item,
       "run_off_of"},
      {R"({"kind":"dots","title":{"sv":"X"},"rule":{"kind":"dots","dots":3,"max_per_option":1,
           "weights":{"groups":[{"group":"north","weight":1}],"others":1,"visible":false}}})",
       ErrorCode::unknown_group, "rule.weights.groups.0.group"},
      {R"({"kind":"dots","title":{"sv":"X"},"rule":{"kind":"dots","dots":3,"max_per_option":1,
           "weights":{"groups":[{"group":"west","weight":1},{"group":"west","weight":2}],
                      "others":1,"visible":false}}})",
       ErrorCode::duplicate, "rule.weights.groups.1.group"},
  };
  Scene const scene = live_meeting();
  for (Case const& one : cases) {
    SCOPED_TRACE(one.definition);
    scene.when(adding(one.definition))
        .then_refused(one.code, std::string("command.items.0.") + one.field);
  }
}

TEST(Definition, given_a_split_that_cannot_be_met_then_it_is_refused_with_its_place) {
  struct SplitCase {
    char const* rule;
    ErrorCode code;
    char const* field;
  };
  SplitCase const cases[] = {
      {R"("pot":0,"step":100,"rounding":1,"bounds":[])", ErrorCode::out_of_range, "pot"},
      {R"("pot":950,"step":100,"rounding":1,"bounds":[])", ErrorCode::definition_conflict, "step"},
      {R"("pot":1000,"step":100,"rounding":1001,"bounds":[])", ErrorCode::definition_conflict,
       "rounding"},
      {R"("pot":1000,"step":100,"rounding":300,"bounds":[{"option":1,"minimum":300}])",
       ErrorCode::definition_conflict, "rounding"},
      {R"("pot":1000,"step":100,"rounding":1,"bounds":[{"option":3,"minimum":100}])",
       ErrorCode::unknown_option, "bounds.0.option"},
      {R"("pot":1000,"step":100,"rounding":1,"bounds":[{"option":1},{"option":1}])",
       ErrorCode::duplicate, "bounds.1.option"},
      {R"("pot":1000,"step":100,"rounding":1,"bounds":[{"option":1,"minimum":150}])",
       ErrorCode::definition_conflict, "bounds.0.minimum"},
      {R"("pot":1000,"step":100,"rounding":1,"bounds":[{"option":1,"maximum":150}])",
       ErrorCode::definition_conflict, "bounds.0.maximum"},
      {R"("pot":1000,"step":100,"rounding":200,"bounds":[{"option":1,"maximum":300}])",
       ErrorCode::definition_conflict, "bounds.0.maximum"},
      {R"("pot":1000,"step":100,"rounding":1,"bounds":[{"option":1,"minimum":1100}])",
       ErrorCode::definition_conflict, "bounds.0.minimum"},
      {R"("pot":1000,"step":100,"rounding":1,
          "bounds":[{"option":1,"minimum":500,"maximum":400}])",
       ErrorCode::definition_conflict, "bounds.0.maximum"},
      {R"("pot":1000,"step":100,"rounding":1,
          "bounds":[{"option":1,"minimum":600},{"option":2,"minimum":500}])",
       ErrorCode::definition_conflict, "bounds"},
      {R"("pot":1000,"step":100,"rounding":1,
          "bounds":[{"option":1,"maximum":400},{"option":2,"maximum":500}])",
       ErrorCode::definition_conflict, "bounds"},
  };
  Scene const scene = live_meeting();
  for (SplitCase const& one : cases) {
    SCOPED_TRACE(one.rule);
    std::string const rule = one.rule;
    scene
        .when(adding(
            R"({"kind":"split","title":{"sv":"X"},"rule":{"kind":"split","method":"mean",)" + rule +
            R"(},"options":[{"option":1,"title":{"sv":"A"}},
                                     {"option":2,"title":{"sv":"B"}}]})"))
        .then_refused(one.code, std::string("command.items.0.rule.") + one.field);
  }
}

TEST(Definition, given_a_fund_that_contradicts_itself_then_it_is_refused_with_its_place) {
  struct FundCase {
    char const* rule;
    ErrorCode code;
    char const* field;
  };
  FundCase const cases[] = {
      {R"("pot":0,"form":"approve","method":"greedy","satisfaction":"cost","completion":"none",
          "utilitarian":false)",
       ErrorCode::out_of_range, "pot"},
      {R"("pot":9,"form":"points","method":"greedy","satisfaction":"cost","completion":"none",
          "utilitarian":false)",
       ErrorCode::definition_conflict, "points"},
      {R"("pot":9,"form":"rank","points":3,"method":"greedy","satisfaction":"cost",
          "completion":"none","utilitarian":false)",
       ErrorCode::definition_conflict, "points"},
      {R"("pot":9,"form":"points","points":3,"max_per_option":4,"method":"greedy",
          "satisfaction":"cost","completion":"none","utilitarian":false)",
       ErrorCode::definition_conflict, "max_per_option"},
      {R"("pot":9,"form":"approve","max_per_option":1,"method":"greedy","satisfaction":"cost",
          "completion":"none","utilitarian":false)",
       ErrorCode::definition_conflict, "max_per_option"},
      {R"("pot":9,"form":"points","points":3,"max_choices":4,"method":"greedy",
          "satisfaction":"cost","completion":"none","utilitarian":false)",
       ErrorCode::definition_conflict, "max_choices"},
      {R"("pot":9,"form":"approve","method":"greedy","satisfaction":"points",
          "completion":"none","utilitarian":false)",
       ErrorCode::definition_conflict, "satisfaction"},
      {R"("pot":9,"form":"points","points":3,"method":"equal_shares",
          "satisfaction":"rankpoints","completion":"none","utilitarian":false)",
       ErrorCode::definition_conflict, "satisfaction"},
      {R"("pot":9,"form":"rank","method":"phragmen","satisfaction":"cost","completion":"none",
          "utilitarian":false)",
       ErrorCode::definition_conflict, "method"},
      {R"("pot":9,"form":"approve","method":"phragmen","satisfaction":"cost",
          "completion":"add1","utilitarian":false)",
       ErrorCode::definition_conflict, "completion"},
      {R"("pot":9,"form":"approve","method":"greedy","satisfaction":"cost",
          "completion":"none","utilitarian":true)",
       ErrorCode::definition_conflict, "utilitarian"},
  };
  Scene const scene = live_meeting();
  for (FundCase const& one : cases) {
    SCOPED_TRACE(one.rule);
    scene
        .when(adding(R"({"kind":"fund","title":{"sv":"X"},"rule":{"kind":"fund",)" +
                     std::string(one.rule) + "}}"))
        .then_refused(one.code, std::string("command.items.0.rule.") + one.field);
  }
}

TEST(Ready, given_a_project_without_a_cost_then_opening_is_refused_and_says_which) {
  Scene scene = live_meeting();
  scene.given(adding(R"({"kind":"fund","title":{"sv":"X"},
      "rule":{"kind":"fund","pot":9,"form":"approve","method":"greedy","satisfaction":"cost",
              "completion":"none","utilitarian":false},
      "options":[{"option":1,"title":{"sv":"A"},"cost":0},{"option":2,"title":{"sv":"B"}}]})"));
  scene.given(R"({"type":"start_item","item":8})");
  scene.when(R"({"type":"open_ballot","item":8})")
      .then_refused(ErrorCode::cost_missing, "command.item.options.1.cost");
}

TEST(Ready, given_what_only_the_finished_options_tell_then_opening_is_refused) {
  struct ReadyCase {
    char const* definition;
    std::optional<ErrorCode> refused;
  };
  ReadyCase const cases[] = {
      {R"("kind":"dots","rule":{"kind":"dots","dots":3,"max_per_option":1})",
       ErrorCode::definition_incomplete},
      {R"("kind":"dots","options":[{"option":1,"title":{"sv":"A"}}])",
       ErrorCode::definition_incomplete},
      {R"("kind":"dots","rule":{"kind":"dots","dots":3,"max_per_option":1,"top":2},
          "options":[{"option":1,"title":{"sv":"A"}}])",
       ErrorCode::definition_conflict},
      {R"("kind":"dots","rule":{"kind":"dots","dots":3,"max_per_option":1,"top":1},
          "options":[{"option":1,"title":{"sv":"A"}}])",
       std::nullopt},
      {R"("kind":"split","rule":{"kind":"split","pot":10,"step":1,"rounding":1,"method":"mean",
          "bounds":[]})",
       ErrorCode::definition_incomplete},
      {R"("kind":"poll","rule":{"kind":"poll","form":"one"},
          "options":[{"option":1,"title":{"sv":"A"}}])",
       ErrorCode::definition_incomplete},
      {R"("kind":"poll","rule":{"kind":"poll","form":"several","max_choices":3},
          "options":[{"option":1,"title":{"sv":"A"}},{"option":2,"title":{"sv":"B"}}])",
       ErrorCode::definition_conflict},
      {R"("kind":"poll","rule":{"kind":"poll","form":"several","max_choices":2},
          "options":[{"option":1,"title":{"sv":"A"}},{"option":2,"title":{"sv":"B"}}])",
       std::nullopt},
      {R"("kind":"poll","rule":{"kind":"poll","form":"scale"})", std::nullopt},
  };
  for (ReadyCase const& one : cases) {
    SCOPED_TRACE(one.definition);
    Scene scene = live_meeting();
    scene.given(adding(R"({"title":{"sv":"X"},)" + std::string(one.definition) + "}"));
    scene.given(R"({"type":"start_item","item":8})");
    auto const outcome = scene.when(R"({"type":"open_ballot","item":8})");
    if (one.refused) {
      outcome.then_refused(*one.refused, "command.item");
    } else {
      EXPECT_EQ(outcome.accepted().answer.box, 1);
    }
  }
}

// What may be written can be counted: the tally floor has no objection that a facilitator would
// meet only when the room is waiting.
RC_GTEST_PROP(Definition, given_a_split_that_is_accepted_then_the_tally_accepts_it_too, ()) {
  protocol::SplitRule rule;
  rule.step = *anywhere(1, 20);
  rule.rounding = *anywhere(1, 6);
  rule.pot = *anywhere(0, 40) * rule.step * *anywhere(1, 6);
  std::vector<protocol::OptionNumber> const options{1, 2, 3};
  for (auto const option : options) {
    if (*rc::gen::arbitrary<bool>()) continue;
    protocol::SplitBound bound;
    bound.option = option;
    if (*rc::gen::arbitrary<bool>()) {
      bound.minimum = *anywhere(0, 6) * rule.step * rule.rounding;
    }
    if (*rc::gen::arbitrary<bool>()) {
      bound.maximum = *anywhere(0, 60) * rule.step;
    }
    rule.bounds.push_back(bound);
  }
  auto const refused = check_rule(rule, options, "rule");
  RC_CLASSIFY(!refused);
  if (refused) return;
  std::vector<tally::OptionNumber> const counted(options.begin(), options.end());
  RC_ASSERT(!tally::check_rule(counting_rule(rule), split_options(rule, counted)));
}

}  // namespace
}  // namespace torg::domain::test
