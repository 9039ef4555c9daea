#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace torg::live {

// What ids are drawn from: safe in an address, and nothing to shift for on a phone.
inline constexpr std::string_view small_letters_and_digits = "0123456789abcdefghijklmnopqrstuvwxyz";

// Where unpredictable bytes come from. May be used from any thread.
class Entropy {
 public:
  virtual ~Entropy() = default;
  virtual void fill(std::span<unsigned char> bytes) = 0;

  std::array<unsigned char, 32> bytes32();
  // `length` characters, each drawn evenly from `alphabet`, which has at most 256.
  std::string text(std::string_view alphabet, std::size_t length);
};

// The operating system's generator.
class SystemEntropy final : public Entropy {
 public:
  void fill(std::span<unsigned char> bytes) override;
};

}  // namespace torg::live
