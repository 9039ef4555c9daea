#include "archive/pb/number.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "archive/pb/file.hpp"

namespace torg::archive {
namespace {

TEST(PbNumber, given_a_plain_number_then_it_is_kept_exactly_with_the_decimals_it_needs) {
  struct Case {
    char const* text;
    std::int64_t digits;
    int decimals;
  };
  for (auto const& [text, digits, decimals] :
       {Case{"0", 0, 0}, Case{"24420", 24420, 0}, Case{"007", 7, 0}, Case{"1000.50", 10005, 1},
        Case{"1000,5", 10005, 1}, Case{"333,33", 33333, 2}, Case{"1000.00", 1000, 0},
        Case{"0.000000001", 1, 9}, Case{"1000000000000000", most_pb_amount, 0}}) {
    auto const parsed = parse_pb_number(text);
    auto const* number = std::get_if<PbNumber>(&parsed);
    ASSERT_TRUE(number) << text;
    EXPECT_EQ(number->digits, digits) << text;
    EXPECT_EQ(number->decimals, decimals) << text;
  }
}

TEST(PbNumber, given_anything_else_then_the_reason_is_told) {
  struct Case {
    char const* text;
    PbErrc why;
  };
  for (auto const& [text, why] :
       {Case{"-1", PbErrc::negative_number}, Case{"-1.5e3", PbErrc::negative_number},
        Case{"1e6", PbErrc::scientific_number}, Case{"1.5E+6", PbErrc::scientific_number},
        Case{"1,000", PbErrc::ambiguous_comma}, Case{"1,000,000", PbErrc::not_a_number},
        Case{"1 000", PbErrc::not_a_number}, Case{"1.2.3", PbErrc::not_a_number},
        Case{"+5", PbErrc::not_a_number}, Case{".5", PbErrc::not_a_number},
        Case{"5.", PbErrc::not_a_number}, Case{"0x10", PbErrc::not_a_number},
        Case{"1e", PbErrc::not_a_number}, Case{"-", PbErrc::not_a_number},
        Case{"nan", PbErrc::not_a_number}, Case{"100 kr", PbErrc::not_a_number},
        Case{"0.0000000001", PbErrc::too_many_decimals},
        Case{"1000000000000001", PbErrc::number_too_large},
        Case{"99999999999999999999999", PbErrc::number_too_large}}) {
    auto const parsed = parse_pb_number(text);
    ASSERT_TRUE(std::holds_alternative<PbErrc>(parsed)) << text;
    EXPECT_EQ(name_of(std::get<PbErrc>(parsed)), name_of(why)) << text;
  }
}

TEST(PbNumber, given_a_scale_then_the_number_is_multiplied_exactly_or_refused_above_the_limit) {
  PbFindings errors(9);
  PbPlacedNumber const price{{10005, 1}, 7, "cost"};
  EXPECT_EQ(scaled(price, 1, most_pb_amount, errors), 10005);
  EXPECT_EQ(scaled(price, 4, most_pb_amount, errors), 10005000);
  EXPECT_EQ(scaled(price, 2, 100050, errors), 100050);
  EXPECT_TRUE(errors.empty());
  EXPECT_EQ(scaled(price, 2, 100049, errors), std::nullopt);
  auto const told = errors.take();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0], (PbFinding{PbErrc::number_too_large, 7, "cost", "1000.5", "1000.49"}));
}

TEST(PbNumber, given_a_scaled_number_then_its_text_has_no_more_decimals_than_it_needs) {
  EXPECT_EQ(pb_number_text(0, 0), "0");
  EXPECT_EQ(pb_number_text(0, 2), "0");
  EXPECT_EQ(pb_number_text(5, 2), "0.05");
  EXPECT_EQ(pb_number_text(100050, 2), "1000.5");
  EXPECT_EQ(pb_number_text(100000, 2), "1000");
  EXPECT_EQ(pb_number_text(100000, 0), "100000");
}

}  // namespace
}  // namespace torg::archive
