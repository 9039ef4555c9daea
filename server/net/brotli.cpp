#include "net/brotli.hpp"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

#include <brotli/encode.h>

namespace torg::net {
namespace {

constexpr int quality = 5;

}  // namespace

std::string brotli(std::string_view bytes) {
  // The bound is 0 for what is longer than any page; Brotli never needs less than a byte.
  std::size_t size = std::max<std::size_t>(1, BrotliEncoderMaxCompressedSize(bytes.size()));
  std::string out(size, '\0');
  bool const packed =
      BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(),
                            reinterpret_cast<std::uint8_t const*>(bytes.data()), &size,
                            reinterpret_cast<std::uint8_t*>(out.data()));
  if (!packed) throw std::logic_error("Brotli did not finish");
  out.resize(size);
  return out;
}

}  // namespace torg::net
