#include "store/journal_chain.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <string>

#include "store/secrets.hpp"

namespace torg::store {
namespace {

// The expected values were computed from the grammar in journal_chain.hpp with Python's hashlib, so
// that a change of the grammar, which would break every stored journal, cannot pass unnoticed.
TEST(JournalChain, given_a_stream_when_chained_then_the_values_are_those_of_the_grammar) {
  const Digest start = chain_start("meeting/a");
  EXPECT_EQ(to_base64url(start), "4oH-tbzkh88eDdYtof4Cw3hV17PrwafbeID32Y9SB94");
  const Digest first = chain_next(start, 1, "ItemStarted", R"({"item":7,"title":"å"})");
  EXPECT_EQ(to_base64url(first), "xeD_aaff1AjWbcneb614ydwnOugm6qsyvFUwyNzkJZM");
  const Digest second = chain_next(first, 2, "MeetingClosed", "");
  EXPECT_EQ(to_base64url(second), "wcyiN9SAFV2mk1rvr4oH-wLRXXY23dqqLWHD0_g2T-A");
}

TEST(JournalChain, given_a_withheld_payload_when_chained_by_its_hash_then_the_value_is_the_same) {
  const Digest start = chain_start("meeting/a");
  EXPECT_EQ(chain_next(start, 1, "GroupChosen", payload_hash("{}")),
            chain_next(start, 1, "GroupChosen", "{}"));
}

TEST(JournalChain, given_a_text_when_referred_to_then_the_ref_is_that_of_the_grammar) {
  Digest salt{};
  std::iota(salt.begin(), salt.end(), std::uint8_t{0});
  EXPECT_EQ(content_ref(salt, "Bryggan i Näs"), "008xxPfRzrCx1b8_OIC_N8Td1DlfYrqfhitwTlapIic");
}

TEST(JournalChain, given_the_border_between_type_and_payload_when_moved_then_the_value_differs) {
  const Digest start = chain_start("forum");
  EXPECT_NE(chain_next(start, 1, "ab", "c"), chain_next(start, 1, "a", "bc"));
  EXPECT_NE(chain_next(start, 1, "a", "b"), chain_next(start, 2, "a", "b"));
  EXPECT_NE(chain_next(start, 1, "a", "b"), chain_next(chain_start("other"), 1, "a", "b"));
}

}  // namespace
}  // namespace torg::store
