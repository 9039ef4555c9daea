#include "net/reply.hpp"

#include <algorithm>
#include <span>
#include <string_view>

#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/string_body.hpp>

#include "net/accepted.hpp"
#include "net/brotli.hpp"
#include "net/gzip.hpp"

namespace torg::net {
namespace {

// Whether a list of entity tags, or "*", names this one. A proxy that packs a reply may have marked
// the tag as weak; for a GET that is the same.
bool names_tag(std::string_view list, std::string_view tag) {
  auto const skip = [&](std::string_view what) {
    list.remove_prefix(std::min(list.find_first_not_of(what), list.size()));
  };
  for (skip(" \t,"); !list.empty(); skip(" \t,")) {
    if (list.front() == '*') return true;
    if (list.starts_with("W/")) list.remove_prefix(2);
    auto const end = list.empty() || list.front() != '"' ? list.npos : list.find('"', 1);
    if (end == list.npos) return false;
    if (list.substr(0, end + 1) == tag) return true;
    list.remove_prefix(end + 1);
  }
  return false;
}

// Old browsers do not count the WebSocket of the same origin as 'self', so it is named.
std::string page_policy(std::string const& host, std::string const& inline_style_hash) {
  std::string policy = "default-src 'none'; script-src 'self'; style-src 'self'";
  if (!inline_style_hash.empty()) policy += " '" + inline_style_hash + "'";
  policy += "; img-src 'self' data:; connect-src 'self' ws://" + host + " wss://" + host +
            "; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
            "frame-ancestors 'none'";
  return policy;
}

}  // namespace

PackedPage pack(Page page) {
  PackedPage packed;
  packed.gzip = gzip(page.html);
  packed.brotli = brotli(page.html);
  packed.page = std::move(page);
  return packed;
}

ReplyMaker::ReplyMaker(Request const& request, bool secure)
    : host_(request[http::field::host]),
      if_none_match_(request[http::field::if_none_match]),
      accepts_gzip_(accepts(request[http::field::accept_encoding], "gzip")),
      accepts_brotli_(accepts(request[http::field::accept_encoding], "br")),
      head_only_(request.method() == http::verb::head),
      keep_alive_(request.keep_alive()),
      secure_(secure) {}

template <class Body>
http::response<Body> ReplyMaker::begin(http::status status, std::string_view content_type) const {
  http::response<Body> response{status, 11};
  response.keep_alive(keep_alive_);
  if (!content_type.empty()) response.set(http::field::content_type, content_type);
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "no-referrer");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  response.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
  if (secure_) response.set(http::field::strict_transport_security, "max-age=31536000");
  return response;
}

Reply ReplyMaker::text(http::response<http::string_body> response) const {
  constexpr std::size_t worth_packing = 512;
  std::string_view coding;
  if (response.body().size() > worth_packing) {
    if (accepts_brotli_) {
      response.body() = brotli(response.body());
      coding = "br";
    } else if (accepts_gzip_) {
      response.body() = gzip(response.body());
      coding = "gzip";
    }
  }
  return finish(std::move(response), coding);
}

// With the body as it is to be sent.
Reply ReplyMaker::finish(http::response<http::string_body> response,
                         std::string_view coding) const {
  response.set(http::field::vary, "Accept-Encoding");
  if (!coding.empty()) response.set(http::field::content_encoding, coding);
  auto const size = response.body().size();
  if (head_only_) {
    response.body().clear();
  }
  response.content_length(size);
  return response;
}

http::response<http::string_body> ReplyMaker::begin_page(Page const& page) const {
  auto response = begin<http::string_body>(page.status, "text/html; charset=utf-8");
  response.set(http::field::cache_control, "no-store");
  response.set("Content-Security-Policy", page_policy(host_, page.inline_style_hash));
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  return response;
}

Reply ReplyMaker::page(Page const& page) const {
  auto response = begin_page(page);
  response.body() = page.html;
  return text(std::move(response));
}

Reply ReplyMaker::packed_page(PackedPage const& packed) const {
  auto response = begin_page(packed.page);
  if (accepts_brotli_) {
    response.body() = packed.brotli;
    return finish(std::move(response), "br");
  }
  if (accepts_gzip_) {
    response.body() = packed.gzip;
    return finish(std::move(response), "gzip");
  }
  response.body() = packed.page.html;
  return finish(std::move(response), {});
}

Reply ReplyMaker::asset(Asset const& asset) const {
  char const* const caching = asset.immutable ? "public, max-age=31536000, immutable" : "no-cache";
  if (names_tag(if_none_match_, asset.etag)) {
    auto response = begin<http::empty_body>(http::status::not_modified, {});
    response.set(http::field::cache_control, caching);
    response.set(http::field::etag, asset.etag);
    response.set(http::field::vary, "Accept-Encoding");
    return response;
  }
  auto response = begin<http::span_body<char const>>(http::status::ok, asset.content_type);
  response.set(http::field::cache_control, caching);
  response.set(http::field::etag, asset.etag);
  response.set(http::field::vary, "Accept-Encoding");
  std::span<std::byte const> bytes = asset.raw;
  if (accepts_brotli_ && !asset.brotli.empty()) {
    bytes = asset.brotli;
    response.set(http::field::content_encoding, "br");
  } else if (accepts_gzip_ && !asset.gzip.empty()) {
    bytes = asset.gzip;
    response.set(http::field::content_encoding, "gzip");
  }
  if (!head_only_) {
    response.body() = {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
  }
  response.content_length(bytes.size());
  return response;
}

Reply ReplyMaker::download(std::string body, std::string_view content_type,
                           std::string_view name) const {
  auto response = begin<http::string_body>(http::status::ok, content_type);
  response.set(http::field::cache_control, "no-store");
  response.set(http::field::content_disposition,
               "attachment; filename=\"" + std::string(name) + "\"");
  response.set("Content-Security-Policy", "default-src 'none'; sandbox");
  response.body() = std::move(body);
  return text(std::move(response));
}

Reply ReplyMaker::json(std::string body) const {
  return bare(http::status::ok, "application/json", std::move(body));
}

Reply ReplyMaker::plain(http::status status, std::string body) const {
  return bare(status, "text/plain; charset=utf-8", std::move(body));
}

Reply ReplyMaker::bare(http::status status, std::string_view content_type, std::string body) const {
  auto response = begin<http::string_body>(status, content_type);
  response.set(http::field::cache_control, "no-store");
  response.set("Content-Security-Policy", "default-src 'none'");
  response.body() = std::move(body);
  return text(std::move(response));
}

}  // namespace torg::net
