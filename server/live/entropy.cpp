#include "live/entropy.hpp"

#include <sodium.h>

#include <algorithm>

namespace torg::live {
namespace {

// Bytes of the system's generator that nobody has been given yet: asking it once for each ballot is
// a system call for each. What was given is wiped.
struct Stock {
  std::array<unsigned char, 4096> bytes{};
  std::size_t left = 0;
  ~Stock() { sodium_memzero(bytes.data(), bytes.size()); }
};

}  // namespace

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
  thread_local Stock stock;
  if (bytes.size() > stock.bytes.size()) return randombytes_buf(bytes.data(), bytes.size());
  if (bytes.size() > stock.left) {
    randombytes_buf(stock.bytes.data(), stock.bytes.size());
    stock.left = stock.bytes.size();
  }
  auto* const taken = stock.bytes.data() + stock.bytes.size() - stock.left;
  std::copy_n(taken, bytes.size(), bytes.begin());
  sodium_memzero(taken, bytes.size());
  stock.left -= bytes.size();
}

}  // namespace torg::live
