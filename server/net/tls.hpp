#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>

#include <boost/system/result.hpp>

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;

namespace torg::net {

// One encrypted connection over a socket that does not block. Knows nothing of who owns the socket,
// which outlives it.
class TlsLink {
 public:
  TlsLink(SSL_CTX* context, int socket);

  // As Stream's. The first calls shake hands.
  std::optional<std::size_t> read(std::span<char> into);
  // What was not taken has to be offered again at the front of the next call.
  std::optional<std::size_t> write(std::span<char const> bytes);
  // Bytes that were received and deciphered, but not read: no poller tells of them.
  bool holds_unread() const;
  // Whether read() waits for the socket to take something.
  bool wants_to_write() const { return wants_to_write_; }
  // Tells the peer that nothing more will come, as far as the socket takes it at once.
  void finish();

 private:
  std::optional<std::size_t> outcome_of(int result);

  struct Free {
    void operator()(SSL* link) const;
  };
  std::unique_ptr<SSL, Free> link_;
  bool wants_to_write_ = false;
};

// The certificate that a server shows, with its key. From any thread.
class TlsIdentity {
 public:
  struct Fault {
    std::filesystem::path file;
    std::string reason;  // OpenSSL's
  };

  // Files in PEM; the certificate with those that lead to its root behind it.
  static boost::system::result<std::unique_ptr<TlsIdentity>, Fault> load(
      std::filesystem::path certificate, std::filesystem::path key);

  // Reads both files again. Connections that stand keep what they were made with; when the files do
  // not fit, so do new ones.
  std::optional<Fault> reload();

  std::unique_ptr<TlsLink> link(int socket) const;

 private:
  TlsIdentity(std::filesystem::path certificate, std::filesystem::path key)
      : certificate_(std::move(certificate)), key_(std::move(key)) {}

  std::filesystem::path certificate_;
  std::filesystem::path key_;
  mutable std::mutex mutex_;
  std::shared_ptr<SSL_CTX> context_;
};
[[noreturn]] void throw_exception_from_error(TlsIdentity::Fault const& fault,
                                             boost::source_location const& where);

}  // namespace torg::net
