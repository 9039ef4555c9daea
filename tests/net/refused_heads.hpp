#pragma once

#include <string>
#include <vector>

#include "net/request_head.hpp"

namespace torg::net {

inline std::string head(std::string const& lines, std::string const& first = "GET / HTTP/1.1") {
  return first + "\r\n" + lines + "\r\n";
}

// A request head that is not to be answered as one.
struct RefusedHead {
  char const* what;
  std::string bytes;
  HeadFault fault;
};

inline std::string const host = "Host: torg.example.se\r\n";

// Each of these is read differently by some two programs, or is nothing that is asked for here.
inline std::vector<RefusedHead> refused_heads() {
  std::string const long_target(2'001, 'a');
  return {
      {"header folded with a space", head(host + "X: a\r\n b\r\n"), HeadFault::malformed},
      {"header folded with a tab", head(host + "X: a\r\n\tb\r\n"), HeadFault::malformed},
      {"first header folded", head(" X: a\r\n" + host), HeadFault::malformed},
      {"Host folded", head("Host:\r\n torg.example.se\r\n"), HeadFault::malformed},
      {"bare line feed in the headers", head("Host: a\nX: b\r\n"), HeadFault::malformed},
      {"bare line feed after the first line", "GET / HTTP/1.1\nHost: a\r\n\r\n",
       HeadFault::malformed},
      {"bare line feeds only, then the end", "GET / HTTP/1.1\nHost: a\n\r\n\r\n",
       HeadFault::malformed},
      {"bare carriage return in a value", head("Host: a\r\nX: a\rb\r\n"), HeadFault::malformed},
      {"bare carriage return that hides a header", head("Host: a\r\nX: a\rContent-Length: 4\r\n"),
       HeadFault::malformed},
      {"NUL in a value", head(host + std::string("X: a\0b\r\n", 8)), HeadFault::malformed},
      {"NUL in a name", head(host + std::string("X\0Y: a\r\n", 8)), HeadFault::malformed},
      {"control character in a value", head(host + "X: a\x01\r\n"), HeadFault::malformed},
      {"DEL in a value", head(host + "X: a\x7f\r\n"), HeadFault::malformed},
      {"space before the colon", head(host + "X : a\r\n"), HeadFault::malformed},
      {"space before the colon of Host", head("Host : a\r\n"), HeadFault::malformed},
      {"space in a name", head(host + "X Y: a\r\n"), HeadFault::malformed},
      {"no name", head(host + ": a\r\n"), HeadFault::malformed},
      {"no colon", head(host + "X\r\n"), HeadFault::malformed},
      {"name that is no token", head(host + "X(): a\r\n"), HeadFault::malformed},
      {"name beyond ASCII", head(host + "\xc3\xa5: a\r\n"), HeadFault::malformed},

      {"no Host", head(""), HeadFault::malformed},
      {"two Hosts", head(host + "Host: other.example.se\r\n"), HeadFault::malformed},
      {"two equal Hosts", head(host + host), HeadFault::malformed},
      {"two Hosts in other letters", head(host + "hOST: torg.example.se\r\n"),
       HeadFault::malformed},
      {"empty Host", head("Host:\r\n"), HeadFault::malformed},
      {"Host with a path", head("Host: a/b\r\n"), HeadFault::malformed},
      {"Host with a user", head("Host: a@b\r\n"), HeadFault::malformed},
      {"Host with a list", head("Host: a, b\r\n"), HeadFault::malformed},
      {"Host with two words", head("Host: a b\r\n"), HeadFault::malformed},
      {"Host that would end a policy", head("Host: a;script-src\r\n"), HeadFault::malformed},
      {"Host that would end an attribute", head("Host: a\"b\r\n"), HeadFault::malformed},
      {"Host beyond ASCII", head("Host: \xc3\xa5\r\n"), HeadFault::malformed},
      {"Host beyond 255 bytes", head("Host: " + std::string(256, 'a') + "\r\n"),
       HeadFault::malformed},

      {"chunked", head(host + "Transfer-Encoding: chunked\r\n"), HeadFault::ambiguous},
      {"chunked in other letters", head(host + "transfer-ENCODING: Chunked\r\n"),
       HeadFault::ambiguous},
      {"another coding", head(host + "Transfer-Encoding: gzip\r\n"), HeadFault::ambiguous},
      {"another coding beside a length",
       head(host + "Transfer-Encoding: gzip\r\nContent-Length: 4\r\n"), HeadFault::ambiguous},
      {"identity", head(host + "Transfer-Encoding: identity\r\n"), HeadFault::ambiguous},
      {"a coding that is none", head(host + "Transfer-Encoding: xchunked\r\n"),
       HeadFault::ambiguous},
      {"an empty coding", head(host + "Transfer-Encoding:\r\n"), HeadFault::ambiguous},
      {"length in a list of equals", head(host + "Content-Length: 4, 4\r\n"), HeadFault::ambiguous},
      {"length zero in a list", head(host + "Content-Length: 0, 0\r\n"), HeadFault::ambiguous},
      {"a body", head(host + "Content-Length: 4\r\n"), HeadFault::has_body},
      {"a body on POST", head(host + "Content-Length: 4\r\n", "POST / HTTP/1.1"),
       HeadFault::has_body},
      {"a large body", head(host + "Content-Length: 5000000\r\n"), HeadFault::has_body},

      {"POST", head(host, "POST / HTTP/1.1"), HeadFault::not_get},
      {"OPTIONS", head(host, "OPTIONS / HTTP/1.1"), HeadFault::not_get},
      {"OPTIONS of everything", head(host, "OPTIONS * HTTP/1.1"), HeadFault::not_get},
      {"TRACE", head(host, "TRACE / HTTP/1.1"), HeadFault::not_get},
      {"CONNECT", head(host, "CONNECT torg.example.se:80 HTTP/1.1"), HeadFault::not_get},
      {"a method that is none", head(host, "STIR / HTTP/1.1"), HeadFault::not_get},
      {"GET in small letters", head(host, "get / HTTP/1.1"), HeadFault::not_get},

      {"HTTP/1.0", head(host, "GET / HTTP/1.0"), HeadFault::malformed},
      {"HTTP/1.2", head(host, "GET / HTTP/1.2"), HeadFault::malformed},
      {"HTTP/2.0", head(host, "GET / HTTP/2.0"), HeadFault::malformed},
      {"no version", head(host, "GET /"), HeadFault::malformed},
      {"version in small letters", head(host, "GET / http/1.1"), HeadFault::malformed},
      {"two spaces before the target", head(host, "GET  / HTTP/1.1"), HeadFault::malformed},
      {"two spaces after the target", head(host, "GET /  HTTP/1.1"), HeadFault::malformed},
      {"a tab before the target", head(host, "GET\t/ HTTP/1.1"), HeadFault::malformed},
      {"a space before the method", head(host, " GET / HTTP/1.1"), HeadFault::malformed},
      {"an empty line first", "\r\n" + head(host), HeadFault::malformed},
      {"nothing but the end", "\r\n\r\n", HeadFault::malformed},

      {"target with a scheme", head(host, "GET http://torg.example.se/ HTTP/1.1"),
       HeadFault::target_wrong},
      {"target without a slash", head(host, "GET archive HTTP/1.1"), HeadFault::target_wrong},
      {"target that is a star", head(host, "GET * HTTP/1.1"), HeadFault::target_wrong},
      {"target too long", head(host, "GET /" + long_target + " HTTP/1.1"), HeadFault::target_wrong},
  };
}

}  // namespace torg::net
