#include "live/join_access.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include <nlohmann/json.hpp>
#include <qrcodegen/qrcodegen.hpp>

#include "live/credential.hpp"
#include "protocol/sections.hpp"
#include "store/secrets.hpp"

namespace torg::live {
namespace {

// RFC 4648 section 6: 16 of these are 80 bits.
constexpr std::string_view base32_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t secret_length = 16;
constexpr std::size_t code_length = 6;

std::string purpose(std::string_view role, std::string_view stream) {
  std::string text(role);
  text += ' ';
  text += stream;
  return text;
}

protocol::QrCode qr_code(std::string const& text) {
  auto const qr = qrcodegen::QrCode::encodeText(text.c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
  protocol::QrCode code;
  code.size = qr.getSize();
  for (int y = 0; y < qr.getSize(); ++y) {
    std::string row;
    for (int x = 0; x < qr.getSize(); ++x) row += qr.getModule(x, y) ? '1' : '0';
    code.rows.push_back(std::move(row));
  }
  return code;
}

// The alphanumeric mode of QR codes has no small letters; scheme and host do not tell them apart.
std::string upper_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

// What a phone's camera reads as a network. The marked characters have a meaning in the format.
std::string wifi_text(std::string const& ssid, std::string const& password) {
  auto const escaped = [](std::string const& text) {
    std::string out;
    for (char const c : text) {
      if (std::string_view("\\;,:\"").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
    return out;
  };
  if (password.empty()) return "WIFI:T:nopass;S:" + escaped(ssid) + ";;";
  return "WIFI:T:WPA;S:" + escaped(ssid) + ";P:" + escaped(password) + ";;";
}

std::optional<protocol::WifiAccess> wifi_access(std::optional<std::string> const& content) {
  if (!content) return std::nullopt;
  auto const json = nlohmann::json::parse(*content, nullptr, false);
  if (!json.is_object() || !json.contains("ssid")) return std::nullopt;
  protocol::WifiAccess wifi;
  wifi.ssid = json["ssid"].get<std::string>();
  wifi.qr = qr_code(wifi_text(wifi.ssid, json.value("password", std::string())));
  return wifi;
}

}  // namespace

store::Digest join_secret_hash(std::string_view secret) {
  return token_hash_in(credential_role::join_link, secret);
}

store::Digest join_code_hash(store::KeyRing const& key_ring, std::string_view code) {
  return key_ring.short_code_hash(credential_role::join_code, code);
}

JoinKeys JoinKeys::make(store::KeyRing const& key_ring, Entropy& entropy) {
  JoinKeys keys;
  keys.secret = entropy.text(base32_alphabet, secret_length);
  keys.code = entropy.text(store::code_alphabet, code_length);
  keys.secret_hash = join_secret_hash(keys.secret);
  keys.code_hash = join_code_hash(key_ring, keys.code);
  return keys;
}

std::optional<JoinKeys> JoinKeys::load(store::KeyRing const& key_ring, std::string_view stream,
                                       std::vector<store::Credential> const& credentials) {
  JoinKeys keys;
  for (auto const& credential : credentials) {
    if (credential.revoked) continue;
    bool const is_link = credential.role == credential_role::join_link;
    if (!is_link && credential.role != credential_role::join_code) continue;
    auto plain = key_ring.unwrap(purpose(credential.role, stream), credential.wrapped);
    if (!plain) return std::nullopt;
    (is_link ? keys.secret : keys.code) = std::move(*plain);
    (is_link ? keys.secret_hash : keys.code_hash) = credential.hash;
  }
  if (keys.secret.empty() || keys.code.empty()) return std::nullopt;
  return keys;
}

void JoinKeys::put_into(store::Unit& unit, store::KeyRing const& key_ring,
                        std::string_view stream) const {
  auto const put = [&](store::Digest const& hash, std::string_view role, std::string const& plain) {
    unit.push_back(store::PutCredential{hash,
                                        std::string(stream),
                                        std::string(role),
                                        {},
                                        key_ring.wrap(purpose(role, stream), plain)});
  };
  put(secret_hash, credential_role::join_link, secret);
  put(code_hash, credential_role::join_code, code);
}

std::string encode_join_section(ServerFacts const& server, JoinKeys const& keys, bool code_paused,
                                std::optional<std::string> const& wifi) {
  protocol::JoinSection section;
  section.url = server.public_url + "/M/" + keys.secret;
  auto const scheme_end = server.public_url.find("://");
  section.address = scheme_end == std::string::npos ? server.public_url
                                                    : server.public_url.substr(scheme_end + 3);
  section.code = keys.code;
  section.code_paused = code_paused;
  // A path in the public address is left alone: it may tell small letters from capitals.
  bool const has_path = section.address.find('/') != std::string::npos;
  section.qr = qr_code(has_path ? section.url : upper_case(section.url));
  section.wifi = wifi_access(wifi);
  return protocol::to_json(section);
}

std::string encode_server_section(ServerFacts const& server) {
  protocol::ServerSection section;
  section.secure = server.secure;
  section.address_changed = server.address_changed;
  section.public_url = server.public_url;
  section.version = server.version;
  return protocol::to_json(section);
}

}  // namespace torg::live
