#include "net/upgrade.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>
#include <stdexcept>

#include <boost/throw_exception.hpp>

namespace torg::net {
namespace {

// Of RFC 6455, so that nobody answers who does not know what a WebSocket is.
constexpr std::string_view server_guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

std::string base64(unsigned char const* bytes, std::size_t size) {
  std::string out(4 * ((size + 2) / 3) + 1, '\0');
  auto const length = ::EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), bytes,
                                        static_cast<int>(size));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

bool is_key(std::string_view key) {
  constexpr std::size_t encoded_sixteen = 24;
  if (key.size() != encoded_sixteen || !key.ends_with("==")) return false;
  std::array<unsigned char, encoded_sixteen> decoded;
  return ::EVP_DecodeBlock(decoded.data(), reinterpret_cast<unsigned char const*>(key.data()),
                           static_cast<int>(key.size())) >= 0;
}

std::string accept_of(std::string_view key) {
  std::string const text = std::string(key).append(server_guid);
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest;
  ::SHA1(reinterpret_cast<unsigned char const*>(text.data()), text.size(), digest.data());
  return base64(digest.data(), digest.size());
}

}  // namespace

http::status status_of(UpgradeFault fault) {
  return fault == UpgradeFault::other_version ? http::status::upgrade_required
                                              : http::status::bad_request;
}

void throw_exception_from_error(UpgradeFault, boost::source_location const& where) {
  boost::throw_exception(std::logic_error("the value of a refused upgrade was used"), where);
}

bool offers(Request const& request, std::string_view subprotocol) {
  for (auto const& offered : http::token_list{request[http::field::sec_websocket_protocol]}) {
    if (offered == subprotocol) return true;
  }
  return false;
}

boost::system::result<std::string, UpgradeFault> answer_upgrade(Request const& request,
                                                                std::string_view subprotocol,
                                                                std::string_view extensions) {
  if (request.count(http::field::sec_websocket_version) != 1) return UpgradeFault::malformed;
  if (request[http::field::sec_websocket_version] != "13") return UpgradeFault::other_version;
  if (request.count(http::field::sec_websocket_key) != 1) return UpgradeFault::malformed;
  std::string_view const key = request[http::field::sec_websocket_key];
  if (!is_key(key)) return UpgradeFault::malformed;

  std::string head =
      "HTTP/1.1 101 Switching Protocols\r\n"
      "Upgrade: websocket\r\n"
      "Connection: Upgrade\r\n"
      "Sec-WebSocket-Accept: ";
  head += accept_of(key);
  if (!subprotocol.empty()) {
    head += "\r\nSec-WebSocket-Protocol: ";
    head += subprotocol;
  }
  if (!extensions.empty()) {
    head += "\r\nSec-WebSocket-Extensions: ";
    head += extensions;
  }
  head += "\r\n\r\n";
  return head;
}

}  // namespace torg::net
