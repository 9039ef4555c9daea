#include "protocol/refusal.hpp"

#include <gtest/gtest.h>

namespace torg::protocol {
namespace {

TEST(Refusal, given_any_fault_of_the_decoder_when_a_client_is_told_then_the_code_has_its_name) {
  for (int number = 0; number <= static_cast<int>(DecodeFault::duplicate); ++number) {
    auto const fault = static_cast<DecodeFault>(number);
    EXPECT_EQ(to_string(refusal({fault, "command.title"}).code), to_string(fault));
  }
}

TEST(Refusal, given_a_fault_with_a_path_when_a_client_is_told_then_the_field_is_named) {
  EXPECT_EQ(refusal({DecodeFault::too_long, "command.title"}).field, "command.title");
}

TEST(Refusal, given_a_text_that_cannot_be_read_when_a_client_is_told_then_no_field_is_named) {
  EXPECT_EQ(refusal({DecodeFault::malformed, ""}).field, std::nullopt);
}

TEST(ErrorCodes, given_a_code_when_asked_then_its_number_and_whether_to_try_again_are_known) {
  EXPECT_EQ(number_of(ErrorCode::malformed), 1000);
  EXPECT_FALSE(is_temporary(ErrorCode::malformed));
  EXPECT_TRUE(is_temporary(ErrorCode::outcome_unknown));
  EXPECT_EQ(number_of(CloseCode::going_away), 1001);
  EXPECT_TRUE(may_reconnect(CloseCode::going_away));
  EXPECT_FALSE(may_reconnect(CloseCode::bad_credential));
}

}  // namespace
}  // namespace torg::protocol
