#pragma once

#include <sodium.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace torg::domain {

// RFC 4648 section 5 without padding: 32 bytes are 43 characters.
inline std::string to_base64url(std::array<unsigned char, 32> const& bytes) {
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  // The terminator that sodium writes goes into the place that std::string keeps for it.
  std::string text(sodium_base64_ENCODED_LEN(32, variant) - 1, '\0');
  sodium_bin2base64(text.data(), text.size() + 1, bytes.data(), bytes.size(), variant);
  return text;
}

// Nothing unless the text is exactly what to_base64url gives for some 32 bytes.
inline std::optional<std::array<unsigned char, 32>> bytes32_from_base64url(std::string_view text) {
  std::array<unsigned char, 32> bytes{};
  std::size_t length = 0;
  bool const decoded =
      sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length,
                        nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0;
  if (!decoded || length != bytes.size()) return std::nullopt;
  return bytes;
}

}  // namespace torg::domain
