#include "rehearsal/inflater.hpp"

#include <algorithm>
#include <cstddef>

#include <boost/beast/zlib/inflate_stream.hpp>

namespace torg::rehearsal {
namespace {

namespace zlib = boost::beast::zlib;

constexpr std::size_t most_bytes = std::size_t{64} * 1024 * 1024;
constexpr int window_bits = 15;
// A flush ends with an empty block, whose last four bytes are left out on the wire (7.2.1).
constexpr std::string_view flush_tail{"\x00\x00\xff\xff", 4};

}  // namespace

struct Inflater::Stream {
  zlib::inflate_stream stream;
};

Inflater::Inflater() : stream_(std::make_unique<Stream>()) {}
Inflater::~Inflater() = default;

std::optional<std::string_view> Inflater::inflate(std::string_view compressed) {
  if (compressed == last_ && !last_.empty()) return whole_;
  last_.clear();
  whole_.clear();
  if (!take_apart(compressed)) return std::nullopt;
  last_ = compressed;
  return whole_;
}

bool Inflater::take_apart(std::string_view compressed) {
  auto& stream = stream_->stream;
  stream.reset(window_bits);
  for (auto const part : {compressed, flush_tail}) {
    zlib::z_params params;
    params.next_in = part.data();
    params.avail_in = part.size();
    for (;;) {
      std::size_t const had = whole_.size();
      if (had > most_bytes) return false;
      std::size_t const room = std::max<std::size_t>(had, 4'096);
      whole_.resize(had + room);
      params.next_out = whole_.data() + had;
      params.avail_out = room;
      boost::system::error_code error;
      stream.write(params, zlib::Flush::sync, error);
      whole_.resize(had + room - params.avail_out);
      if (error == zlib::error::end_of_stream || error == zlib::error::need_buffers) break;
      if (error) return false;
      if (params.avail_out > 0) break;
    }
  }
  return true;
}

}  // namespace torg::rehearsal
