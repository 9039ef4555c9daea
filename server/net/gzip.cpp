#include "net/gzip.hpp"

#include <cstdint>
#include <stdexcept>

#include <boost/beast/zlib/deflate_stream.hpp>
#include <boost/crc.hpp>

#include "net/net.hpp"

namespace torg::net {
namespace {

void append_little_endian(std::string& out, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift & 0xff);
}

}  // namespace

std::string gzip(std::string_view bytes) {
  static constexpr char head[] = {'\x1f', '\x8b', 8, 0, 0, 0, 0, 0, 0, '\xff'};
  std::string out(head, sizeof head);

  beast::zlib::deflate_stream deflate;
  deflate.reset(6, 15, 8, beast::zlib::Strategy::normal);
  std::size_t const start = out.size();
  out.resize(start + deflate.upper_bound(bytes.size()) + 64);
  beast::zlib::z_params params;
  params.next_in = bytes.data();
  params.avail_in = bytes.size();
  params.next_out = out.data() + start;
  params.avail_out = out.size() - start;
  error_code error;
  deflate.write(params, beast::zlib::Flush::finish, error);
  if (error != beast::zlib::error::end_of_stream) throw std::logic_error("deflate did not finish");
  out.resize(start + params.total_out);

  boost::crc_32_type crc;
  crc.process_bytes(bytes.data(), bytes.size());
  append_little_endian(out, crc.checksum());
  append_little_endian(out, static_cast<std::uint32_t>(bytes.size()));
  return out;
}

}  // namespace torg::net
