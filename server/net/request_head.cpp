#include "net/request_head.hpp"

#include <algorithm>
#include <stdexcept>

#include <boost/asio/buffer.hpp>
#include <boost/throw_exception.hpp>

namespace torg::net {
namespace {

constexpr std::size_t longest_target = 2'000;

bool has_line_trick(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    unsigned char const c = static_cast<unsigned char>(bytes[i]);
    if (c == '\n') {
      if (i == 0 || bytes[i - 1] != '\r') return true;
      bool const folded = i + 1 < bytes.size() && (bytes[i + 1] == ' ' || bytes[i + 1] == '\t');
      if (folded) return true;
    } else if (c == '\r') {
      if (i + 1 >= bytes.size() || bytes[i + 1] != '\n') return true;
    } else if ((c < 0x20 && c != '\t') || c == 0x7f) {
      return true;
    }
  }
  return false;
}

bool is_host(std::string_view host) {
  return !host.empty() && host.size() <= 255 && std::ranges::all_of(host, [](unsigned char c) {
    return std::isalnum(c) || c == '.' || c == '-' || c == ':' || c == '[' || c == ']' || c == '_';
  });
}

bool is_target(std::string_view target) {
  return !target.empty() && target.front() == '/' && target.size() <= longest_target &&
         std::ranges::all_of(target, [](unsigned char c) { return c > 0x20 && c < 0x7f; });
}

}  // namespace

http::status status_of(HeadFault fault) {
  switch (fault) {
    case HeadFault::has_body:
      return http::status::payload_too_large;
    case HeadFault::not_get:
      return http::status::method_not_allowed;
    case HeadFault::malformed:
    case HeadFault::ambiguous:
    case HeadFault::target_wrong:
      return http::status::bad_request;
  }
  return http::status::bad_request;
}

void throw_exception_from_error(HeadFault, boost::source_location const& where) {
  boost::throw_exception(std::logic_error("the value of a refused request head was used"), where);
}

boost::system::result<Request, HeadFault> read_head(std::string_view bytes) {
  if (has_line_trick(bytes)) return HeadFault::malformed;

  http::request_parser<http::empty_body> parser;
  parser.eager(false);
  parser.header_limit(static_cast<std::uint32_t>(bytes.size() + 1));
  parser.body_limit(boost::none);  // a body of any length is refused as a body, below
  error_code error;
  parser.put(asio::buffer(bytes), error);
  if (error || !parser.is_header_done()) return HeadFault::malformed;
  Request const& request = parser.get();

  if (request.version() != 11) return HeadFault::malformed;
  if (request.count(http::field::host) != 1) return HeadFault::malformed;
  if (!is_host(request[http::field::host])) return HeadFault::malformed;
  if (request.count(http::field::transfer_encoding) != 0) return HeadFault::ambiguous;
  auto const lengths = request.count(http::field::content_length);
  if (lengths > 1) return HeadFault::ambiguous;
  if (lengths == 1) {
    std::string_view const length = request[http::field::content_length];
    if (!std::ranges::all_of(length, [](unsigned char c) { return std::isdigit(c); })) {
      return HeadFault::ambiguous;
    }
    if (length != "0") return HeadFault::has_body;
  }
  if (request.method() != http::verb::get && request.method() != http::verb::head) {
    return HeadFault::not_get;
  }
  if (!is_target(request.target())) return HeadFault::target_wrong;
  return parser.release();
}

}  // namespace torg::net
