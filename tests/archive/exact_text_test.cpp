#include "archive/exact_text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace torg::archive {
namespace {

TEST(ExactText, given_whole_and_broken_amounts_then_only_the_broken_ones_are_said_to_be_about) {
  Catalogue const say("en");
  EXPECT_EQ(exact_money(say, "28000"), "SEK\u00A028,000");
  EXPECT_EQ(exact_money(say, "84500/3"), "about SEK\u00A028,167");
  EXPECT_EQ(exact_money(say, "28/3"), "about SEK\u00A09.33");
  EXPECT_EQ(exact_money(say, "1/1000"), "about SEK\u00A00.00");
  EXPECT_EQ(exact_money(say, "21/2"), "about SEK\u00A011") << "half upwards";
  EXPECT_EQ(exact_money(say, "0"), "SEK\u00A00");
  EXPECT_EQ(exact_money(Catalogue("sv"), "28/3"), "ungefär 9,33\u202Fkr");
}

TEST(ExactText, given_a_share_of_a_pot_then_it_is_told_in_kronor) {
  Catalogue const say("en");
  EXPECT_EQ(exact_part(say, "1/4", 100'000), "SEK\u00A025,000");
  EXPECT_EQ(exact_part(say, "1/3", 100'000), "about SEK\u00A033,333");
}

TEST(ExactText, given_a_number_then_it_has_no_more_decimals_than_it_needs_and_at_most_two) {
  Catalogue const say("en");
  EXPECT_EQ(exact_number(say, "31/4"), "7.75");
  EXPECT_EQ(exact_number(say, "15/2"), "7.5");
  EXPECT_EQ(exact_number(say, "7"), "7");
  EXPECT_EQ(exact_number(say, "1/3"), "0.33");
  EXPECT_EQ(exact_number(say, "10001/2"), "5,000.5");
  EXPECT_EQ(exact_number(say, "010/1"), "10") << "not octal";
}

TEST(ExactText, given_what_is_no_fraction_then_it_is_given_back) {
  Catalogue const say("en");
  for (std::string const text :
       {"", "/", "1/", "/2", "1/0", "-1", "a", "1/2/3", "1.5", "0x10", " 1"}) {
    EXPECT_EQ(exact_money(say, text), text);
    EXPECT_EQ(exact_number(say, text), text);
    EXPECT_EQ(exact_part(say, text, 100), text);
    EXPECT_FALSE(exact_thousandths(text, 1)) << text;
  }
  std::string const long_digits(400, '9');
  EXPECT_EQ(exact_money(say, long_digits), long_digits) << "beyond any amount";
}

RC_GTEST_PROP(ExactText, given_any_whole_amount_then_it_is_money_as_everywhere, ()) {
  auto const kronor = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000);
  auto const times = *rc::gen::inRange<std::int64_t>(1, 1000);
  Catalogue const say("sv");
  RC_ASSERT(exact_money(say, std::to_string(kronor)) == say.money(kronor));
  RC_ASSERT(exact_money(say, std::to_string(kronor * times) + "/" + std::to_string(times)) ==
            say.money(kronor));
}

TEST(ExactText, given_the_step_of_fixed_points_then_their_places_are_rounded_down) {
  EXPECT_EQ(exact_thousandths("1/3", 2), 666);
  EXPECT_EQ(exact_thousandths("1/3", 3), 1000);
  EXPECT_EQ(exact_thousandths("1/3", 0), 0);
}

TEST(ExactText, given_a_share_and_a_step_then_every_step_begun_counts) {
  EXPECT_EQ(exact_steps("0", "1/7"), 0);
  EXPECT_EQ(exact_steps("1/1000", "1/7"), 1);
  EXPECT_EQ(exact_steps("3/7", "1/7"), 3) << "a step that is full has begun no other";
  EXPECT_EQ(exact_steps("3001/7000", "1/7"), 4);
  EXPECT_FALSE(exact_steps("1/2", "0"));
  EXPECT_FALSE(exact_steps("1/2", "much"));
  EXPECT_FALSE(exact_steps("a", "1/7"));
}

}  // namespace
}  // namespace torg::archive
