#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "net/poller.hpp"
#include "net/tls.hpp"

namespace torg::net {

// A connected socket, encrypted or not, and its place in a poller. Nothing here blocks. Closed by
// its destructor.
class Stream {
 public:
  // Takes over `socket`, which does not block.
  Stream(int socket, Poller& poller, std::unique_ptr<TlsLink> tls = {});
  ~Stream();
  Stream(Stream&& other) noexcept;
  Stream& operator=(Stream&&) = delete;

  // From now on `polled` is told: always that something can be read if `reading`, and that
  // something can be written if `writing`.
  void watch(Polled& polled, bool reading, bool writing);

  // Bytes read; 0: there are none now; nothing: the peer is gone, or has said its last.
  std::optional<std::size_t> read(std::span<char> into);
  // Whether bytes that no poller tells of wait to be read. Never after a read with room for 16 KB.
  bool holds_unread() const { return tls_ && tls_->holds_unread(); }
  // Whether a read waits until something can be written: somebody shakes hands.
  bool read_waits_to_write() const { return tls_ && tls_->wants_to_write(); }
  // Bytes taken, from the front of `pieces`; fewer than there are: the socket is full, and the next
  // write has to begin with what was not taken. Nothing: the peer is gone.
  std::optional<std::size_t> write(std::span<iovec const> pieces);

  // Says that nothing more will come.
  void finish();
  // Harmless when closed.
  void close();
  bool is_open() const { return socket_ >= 0; }

 private:
  std::optional<std::size_t> write_encrypted(std::span<iovec const> pieces);

  Poller* poller_;
  Polled* polled_ = nullptr;  // in the poller
  std::unique_ptr<TlsLink> tls_;
  int socket_;
  std::uint32_t events_ = 0;
};

}  // namespace torg::net
