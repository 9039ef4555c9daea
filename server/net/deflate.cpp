#include "net/deflate.hpp"

#include <algorithm>

#include <boost/beast/zlib/deflate_stream.hpp>
#include <boost/beast/zlib/inflate_stream.hpp>

namespace torg::net {
namespace {

namespace zlib = beast::zlib;

// Below this the head of a compressed block eats what it saves.
constexpr std::size_t shortest_compressed = 128;
constexpr int window_bits = 15;
// Every message is compressed once for a whole hall, so the work hardly counts.
constexpr int level = 6;
constexpr int memory_level = 8;
// A flush ends with an empty block, whose last four bytes are left out on the wire (7.2.1).
constexpr std::string_view flush_tail{"\x00\x00\xff\xff", 4};

std::optional<std::string> compress(std::string_view bytes) {
  thread_local zlib::deflate_stream stream = [] {
    zlib::deflate_stream made;
    made.reset(level, window_bits, memory_level, zlib::Strategy::normal);
    return made;
  }();
  stream.reset();
  std::string out;
  out.resize(stream.upper_bound(bytes.size()) + 16);
  zlib::z_params params;
  params.next_in = bytes.data();
  params.avail_in = bytes.size();
  params.next_out = out.data();
  params.avail_out = out.size();
  error_code error;
  stream.write(params, zlib::Flush::sync, error);
  if (error || params.avail_in > 0) return std::nullopt;
  out.resize(params.total_out);
  if (!out.ends_with(flush_tail)) return std::nullopt;
  out.resize(out.size() - flush_tail.size());
  return out;
}

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Takes the part up to `mark` off the front.
std::string_view split_off(std::string_view& rest, char mark) {
  auto const end = rest.find(mark);
  auto const part = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  return trimmed(part);
}

bool is_acceptable(std::string_view parameter) {
  auto const name = split_off(parameter, '=');
  // A client that only tells what it can do is answered the same.
  return name == "client_max_window_bits" || name == "client_no_context_takeover" ||
         name == "server_no_context_takeover" ||
         (name == "server_max_window_bits" && trimmed(parameter) == "15");
}

}  // namespace

// Read by hand: Beast's reader of such lists stops behind a parameter that a comma and a space
// follow. Nothing that we take has a comma or a semicolon inside quotes.
bool offers_deflate(Request const& request) {
  std::string_view offers = request[http::field::sec_websocket_extensions];
  while (!offers.empty()) {
    auto offer = split_off(offers, ',');
    if (split_off(offer, ';') != "permessage-deflate") continue;
    bool acceptable = true;
    while (!offer.empty()) acceptable = is_acceptable(split_off(offer, ';')) && acceptable;
    if (acceptable) return true;
  }
  return false;
}

live::Frame deflated(live::Frame const& frame) {
  if (frame->payload().size() < shortest_compressed) return frame;
  auto const& other = frame->compressed([](live::Message const& message) -> live::Frame {
    auto const bytes = compress(message.payload());
    if (!bytes || bytes->size() >= message.payload().size()) return nullptr;
    return std::make_shared<live::Message const>(*bytes, message.kind(), true);
  });
  return other ? other : frame;
}

Inflated inflate(std::string_view compressed, std::size_t most) {
  thread_local zlib::inflate_stream stream;
  stream.reset(window_bits);
  Inflated result;
  std::string out;
  for (auto const part : {compressed, flush_tail}) {
    zlib::z_params params;
    params.next_in = part.data();
    params.avail_in = part.size();
    for (;;) {
      std::size_t const had = out.size();
      // One byte more than allowed tells that there is more.
      std::size_t const room = std::min(most + 1 - had, std::max<std::size_t>(had, 1'024));
      out.resize(had + room);
      params.next_out = out.data() + had;
      params.avail_out = room;
      error_code error;
      stream.write(params, zlib::Flush::sync, error);
      out.resize(had + room - params.avail_out);
      if (out.size() > most) {
        result.too_big = true;
        return result;
      }
      if (error == zlib::error::end_of_stream || error == zlib::error::need_buffers) break;
      if (error) return result;
      if (params.avail_out > 0) break;
    }
  }
  result.bytes = std::move(out);
  return result;
}

}  // namespace torg::net
