#include "net/tls.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <boost/throw_exception.hpp>

namespace torg::net {
namespace {

// A record carries no more than this.
constexpr std::size_t most_per_record = 16 * 1024;

// Forward secrecy and authenticated encryption only; the suites of TLS 1.3 all are so.
constexpr char suites_of_1_2[] =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

// A socket under OpenSSL that, unlike OpenSSL's own, raises no signal when the peer is gone.
int send_bytes(BIO* bio, char const* bytes, int size) {
  BIO_clear_retry_flags(bio);
  auto const socket = static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
  auto const sent = ::send(socket, bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
  if (sent < 0 && BIO_sock_should_retry(-1)) BIO_set_retry_write(bio);
  return static_cast<int>(sent);
}

int receive_bytes(BIO* bio, char* into, int size) {
  BIO_clear_retry_flags(bio);
  auto const socket = static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
  auto const received = ::recv(socket, into, static_cast<std::size_t>(size), 0);
  if (received < 0 && BIO_sock_should_retry(-1)) BIO_set_retry_read(bio);
  return static_cast<int>(received);
}

long control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

BIO_METHOD const* socket_method() {
  static BIO_METHOD* const method = [] {
    auto* const made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket");
    BIO_meth_set_write(made, send_bytes);
    BIO_meth_set_read(made, receive_bytes);
    BIO_meth_set_ctrl(made, control);
    return made;
  }();
  return method;
}

// HTTP/1.1 is all that is spoken; who offers other protocols and not this one is refused.
int choose_protocol(SSL*, unsigned char const** out, unsigned char* out_size,
                    unsigned char const* in, unsigned int in_size, void*) {
  constexpr std::string_view ours = "http/1.1";
  for (unsigned at = 0; at < in_size; at += 1u + in[at]) {
    std::string_view const offered(reinterpret_cast<char const*>(in + at + 1), in[at]);
    if (offered != ours) continue;
    *out = in + at + 1;
    *out_size = in[at];
    return SSL_TLSEXT_ERR_OK;
  }
  return SSL_TLSEXT_ERR_ALERT_FATAL;
}

std::string last_reason() {
  auto const code = ERR_get_error();
  ERR_clear_error();
  char const* const reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  return reason ? reason : "unreadable";
}

boost::system::result<std::shared_ptr<SSL_CTX>, TlsIdentity::Fault> make_context(
    std::filesystem::path const& certificate, std::filesystem::path const& key) {
  ERR_clear_error();
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!context) return TlsIdentity::Fault{certificate, last_reason()};
  auto* const raw = context.get();
  SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
  SSL_CTX_set_options(raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                               SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA |
                               SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(raw, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                            SSL_MODE_RELEASE_BUFFERS);
  // Phones that come back resume by tickets; nothing of them is remembered here.
  SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(raw, 1);
  // A key behind a passphrase is refused, not asked about at the terminal.
  SSL_CTX_set_default_passwd_cb(raw, [](char*, int, int, void*) { return 0; });
  SSL_CTX_set_alpn_select_cb(raw, choose_protocol, nullptr);
  if (SSL_CTX_set_cipher_list(raw, suites_of_1_2) != 1) {
    return TlsIdentity::Fault{certificate, last_reason()};
  }
  if (SSL_CTX_use_certificate_chain_file(raw, certificate.c_str()) != 1) {
    return TlsIdentity::Fault{certificate, last_reason()};
  }
  // Also told when the key does not belong to the certificate.
  if (SSL_CTX_use_PrivateKey_file(raw, key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(raw) != 1) {
    return TlsIdentity::Fault{key, last_reason()};
  }
  return context;
}

}  // namespace

void TlsLink::Free::operator()(SSL* link) const { SSL_free(link); }

TlsLink::TlsLink(SSL_CTX* context, int socket) : link_(SSL_new(context)) {
  BIO* const bio = BIO_new(socket_method());
  if (!link_ || !bio) throw std::bad_alloc();
  BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(socket)));
  BIO_set_init(bio, 1);
  SSL_set_bio(link_.get(), bio, bio);
  SSL_set_accept_state(link_.get());
}

std::optional<std::size_t> TlsLink::outcome_of(int result) {
  if (result > 0) return static_cast<std::size_t>(result);
  switch (SSL_get_error(link_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return 0;
    case SSL_ERROR_WANT_WRITE:
      wants_to_write_ = true;
      return 0;
    default:
      return std::nullopt;
  }
}

std::optional<std::size_t> TlsLink::read(std::span<char> into) {
  ERR_clear_error();
  wants_to_write_ = false;
  auto const most = static_cast<int>(std::min(into.size(), most_per_record));
  return outcome_of(SSL_read(link_.get(), into.data(), most));
}

std::optional<std::size_t> TlsLink::write(std::span<char const> bytes) {
  ERR_clear_error();
  bool const reading_waits = std::exchange(wants_to_write_, false);
  auto const most = static_cast<int>(std::min(bytes.size(), most_per_record));
  auto const outcome = outcome_of(SSL_write(link_.get(), bytes.data(), most));
  // Whoever writes knows by the outcome that it has to wait.
  wants_to_write_ = reading_waits;
  return outcome;
}

bool TlsLink::holds_unread() const { return SSL_pending(link_.get()) > 0; }

void TlsLink::finish() {
  ERR_clear_error();
  if (SSL_is_init_finished(link_.get())) SSL_shutdown(link_.get());
}

boost::system::result<std::unique_ptr<TlsIdentity>, TlsIdentity::Fault> TlsIdentity::load(
    std::filesystem::path certificate, std::filesystem::path key) {
  std::unique_ptr<TlsIdentity> identity(new TlsIdentity(std::move(certificate), std::move(key)));
  if (auto fault = identity->reload()) return *std::move(fault);
  return identity;
}

std::optional<TlsIdentity::Fault> TlsIdentity::reload() {
  auto made = make_context(certificate_, key_);
  if (!made) return std::move(made).error();
  std::lock_guard const lock(mutex_);
  context_ = *std::move(made);
  return std::nullopt;
}

std::unique_ptr<TlsLink> TlsIdentity::link(int socket) const {
  std::lock_guard const lock(mutex_);
  return std::make_unique<TlsLink>(context_.get(), socket);
}

void throw_exception_from_error(TlsIdentity::Fault const& fault,
                                boost::source_location const& where) {
  boost::throw_exception(
      std::logic_error("the value of a refused certificate was used: " + fault.reason), where);
}

}  // namespace torg::net
