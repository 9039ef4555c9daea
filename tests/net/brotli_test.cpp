#include "net/brotli.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>

#include <brotli/decode.h>

namespace torg::net {
namespace {

std::string unpacked(std::string const& packed, std::size_t size) {
  // One byte more than there should be, so that a longer text does not pass for the right one.
  std::string out(size + 1, '\0');
  std::size_t written = out.size();
  EXPECT_EQ(
      BrotliDecoderDecompress(packed.size(), reinterpret_cast<std::uint8_t const*>(packed.data()),
                              &written, reinterpret_cast<std::uint8_t*>(out.data())),
      BROTLI_DECODER_RESULT_SUCCESS);
  out.resize(written);
  return out;
}

TEST(Brotli, given_any_bytes_when_packed_then_its_own_decoder_unpacks_them) {
  std::mt19937 random(7);
  std::string noise(200'000, '\0');
  for (char& c : noise) c = static_cast<char>(random());
  std::string repetitive;
  for (int i = 0; i < 20'000; ++i) repetitive += "<li>Bygdens framtid</li>";
  for (std::string const& bytes : {std::string(), std::string("a"), std::string("Räksmörgås"),
                                   std::string(70'000, 'x'), noise, repetitive}) {
    EXPECT_TRUE(unpacked(brotli(bytes), bytes.size()) == bytes) << bytes.size();
  }
}

TEST(Brotli, given_a_page_when_packed_then_it_is_smaller) {
  std::string page;
  for (int i = 0; i < 400; ++i) page += "<tr><td>" + std::to_string(i) + "</td></tr>";
  EXPECT_LT(brotli(page).size(), page.size() / 3);
}

}  // namespace
}  // namespace torg::net
