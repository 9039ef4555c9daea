#include "rehearsal/tls.hpp"

#include <arpa/inet.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <new>
#include <utility>

namespace torg::rehearsal {
namespace {

// A record carries no more than this.
constexpr std::size_t most_per_record = 16 * 1024;

int socket_of(BIO* bio) {
  return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
}

// A socket under OpenSSL that, unlike OpenSSL's own, raises no signal when the peer is gone.
int send_bytes(BIO* bio, char const* bytes, int size) {
  BIO_clear_retry_flags(bio);
  auto const sent = ::send(socket_of(bio), bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
  if (sent < 0 && BIO_sock_should_retry(-1)) BIO_set_retry_write(bio);
  return static_cast<int>(sent);
}

int receive_bytes(BIO* bio, char* into, int size) {
  BIO_clear_retry_flags(bio);
  auto const received = ::recv(socket_of(bio), into, static_cast<std::size_t>(size), 0);
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

bool is_address(std::string const& name) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return ::inet_pton(AF_INET, name.c_str(), bytes.data()) == 1 ||
         ::inet_pton(AF_INET6, name.c_str(), bytes.data()) == 1;
}

}  // namespace

std::shared_ptr<TlsTrust const> TlsTrust::load(std::string const& authority) {
  ERR_clear_error();
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  if (!context) throw std::bad_alloc();
  auto* const raw = context.get();
  SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
  SSL_CTX_set_options(
      raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(raw, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                            SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_read_ahead(raw, 1);
  SSL_CTX_set_verify(raw, SSL_VERIFY_PEER, nullptr);
  constexpr std::array<unsigned char, 9> http_1_1{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  SSL_CTX_set_alpn_protos(raw, http_1_1.data(), http_1_1.size());
  SSL_CTX_set_default_verify_paths(raw);
  if (!authority.empty()) {
    // A certificate in the file is believed itself, also where another one issued it.
    X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(raw), X509_V_FLAG_PARTIAL_CHAIN);
    if (SSL_CTX_load_verify_locations(raw, authority.c_str(), nullptr) != 1) {
      ERR_clear_error();
      return nullptr;
    }
  }
  return std::shared_ptr<TlsTrust const>(new TlsTrust(std::move(context)));
}

void TlsLink::Free::operator()(SSL* link) const { SSL_free(link); }

TlsLink::TlsLink(TlsTrust const& trust, int socket, std::string const& name)
    : link_(SSL_new(trust.context())) {
  BIO* const bio = BIO_new(socket_method());
  if (!link_ || !bio) throw std::bad_alloc();
  BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(socket)));
  BIO_set_init(bio, 1);
  SSL_set_bio(link_.get(), bio, bio);
  SSL_set_connect_state(link_.get());
  bool const named =
      is_address(name)
          ? X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(link_.get()), name.c_str()) == 1
          : SSL_set1_host(link_.get(), name.c_str()) == 1 &&
                SSL_set_tlsext_host_name(link_.get(), name.c_str()) == 1;
  if (!named) throw std::bad_alloc();
}

std::optional<std::size_t> TlsLink::outcome_of(int result) {
  if (result > 0) return static_cast<std::size_t>(result);
  switch (SSL_get_error(link_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return 0;
    case SSL_ERROR_WANT_WRITE:
      wants_to_write_ = true;
      return 0;
    case SSL_ERROR_SSL:
      breaks_protocol_ = true;
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

TlsLink::Shake TlsLink::shake() {
  ERR_clear_error();
  wants_to_write_ = false;
  auto const outcome = outcome_of(SSL_do_handshake(link_.get()));
  if (!outcome) return Shake::failed;
  return *outcome > 0 ? Shake::done : Shake::waits;
}

TlsFault TlsLink::fault() const {
  switch (SSL_get_verify_result(link_.get())) {
    case X509_V_OK:
      return breaks_protocol_ ? TlsFault::no_tls : TlsFault::none;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return TlsFault::other_name;
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return TlsFault::out_of_date;
    default:
      return TlsFault::untrusted;
  }
}

std::optional<std::size_t> TlsLink::read(std::span<char> into) {
  ERR_clear_error();
  auto const most = static_cast<int>(std::min(into.size(), most_per_record));
  return outcome_of(SSL_read(link_.get(), into.data(), most));
}

std::optional<std::size_t> TlsLink::write(std::string_view bytes) {
  ERR_clear_error();
  auto const most = static_cast<int>(std::min(bytes.size(), most_per_record));
  return outcome_of(SSL_write(link_.get(), bytes.data(), most));
}

bool TlsLink::holds_unread() const { return SSL_has_pending(link_.get()) == 1; }

}  // namespace torg::rehearsal
