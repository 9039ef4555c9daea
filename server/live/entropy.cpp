#include "live/entropy.hpp"

#include <sodium.h>

namespace torg::live {

std::array<unsigned char, 32> Entropy::bytes32() {
  std::array<unsigned char, 32> bytes;
  fill(bytes);
  return bytes;
}

std::string Entropy::text(std::string_view alphabet, std::size_t length) {
  // Bytes beyond the last whole multiple of the alphabet would favour its first letters.
  std::size_t const fair = 256 - 256 % alphabet.size();
  std::string text;
  text.reserve(length);
  while (text.size() < length) {
    for (unsigned char const byte : bytes32()) {
      if (byte < fair && text.size() < length) text += alphabet[byte % alphabet.size()];
    }
  }
  return text;
}

void SystemEntropy::fill(std::span<unsigned char> bytes) {
  randombytes_buf(bytes.data(), bytes.size());
}

}  // namespace torg::live
