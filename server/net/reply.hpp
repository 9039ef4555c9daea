#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <boost/beast/http/message_generator.hpp>

#include "net/assets.hpp"
#include "net/request_head.hpp"

namespace torg::net {

using Reply = http::message_generator;

// A whole page with the policy that keeps foreign scripts out of it.
struct Page {
  http::status status = http::status::ok;
  std::string html;
  std::string inline_style_hash;  // "sha256-…" of the only inline style allowed, or empty
};

// A page in each form that browsers take, packed once however often it is sent.
struct PackedPage {
  Page page;
  std::string gzip;
  std::string brotli;
};

PackedPage pack(Page page);

// Makes the replies to one request. Every reply says how long it may be kept and carries the
// headers that forbid sniffing, framing and referrers.
class ReplyMaker {
 public:
  // `secure` adds HSTS: the page was reached over https.
  ReplyMaker(Request const& request, bool secure);

  Reply page(Page const& page) const;
  Reply packed_page(PackedPage const& packed) const;
  Reply asset(Asset const& asset) const;
  Reply download(std::string body, std::string_view content_type, std::string_view name) const;
  Reply json(std::string body) const;
  Reply plain(http::status status, std::string text) const;

  bool keep_alive() const { return keep_alive_; }

 private:
  template <class Body>
  http::response<Body> begin(http::status status, std::string_view content_type) const;
  Reply bare(http::status status, std::string_view content_type, std::string body) const;
  http::response<http::string_body> begin_page(Page const& page) const;
  Reply text(http::response<http::string_body> response) const;
  Reply finish(http::response<http::string_body> response, std::string_view coding) const;

  std::string host_;
  std::string if_none_match_;
  bool accepts_gzip_;
  bool accepts_brotli_;
  bool head_only_;
  bool keep_alive_;
  bool secure_;
};

}  // namespace torg::net
