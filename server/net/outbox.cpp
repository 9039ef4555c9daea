#include "net/outbox.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace torg::net {
namespace {

constexpr std::size_t frames_per_write = 64;

iovec piece_of(live::Frame const& frame, std::size_t from) {
  auto const bytes = frame->bytes().substr(from);
  return {const_cast<char*>(bytes.data()), bytes.size()};
}

}  // namespace

Outbox::Outcome Outbox::send(Stream& stream) { return send(stream, {}); }

Outbox::Outcome Outbox::send(Stream& stream, std::span<live::Frame const> more) {
  if (owed_.empty() && more.size() == 1) {
    // The usual case: one shared frame to a connection that takes all of it.
    auto const piece = piece_of(more.front(), 0);
    auto const sent = stream.write({&piece, 1});
    if (!sent) return Outcome::peer_gone;
    if (*sent == piece.iov_len) return Outcome::all_sent;
    sent_ = *sent;
    owed_.push_back(more.front());
    return Outcome::some_left;
  }
  owed_.insert(owed_.end(), more.begin(), more.end());
  while (!owed_.empty()) {
    std::array<iovec, frames_per_write> pieces;
    auto const count = std::min(owed_.size(), pieces.size());
    std::size_t offered = 0;
    for (std::size_t i = 0; i < count; ++i) {
      pieces[i] = piece_of(owed_[i], i == 0 ? sent_ : 0);
      offered += pieces[i].iov_len;
    }
    auto const sent = stream.write({pieces.data(), count});
    if (!sent) return Outcome::peer_gone;
    std::size_t left = *sent;
    std::size_t whole = 0;
    while (whole < count && left >= pieces[whole].iov_len) left -= pieces[whole++].iov_len;
    sent_ = whole == 0 ? sent_ + left : left;
    owed_.erase(owed_.begin(), owed_.begin() + static_cast<std::ptrdiff_t>(whole));
    if (*sent < offered) return Outcome::some_left;
  }
  // A connection that is up to date keeps no memory for what it might be behind with.
  owed_ = {};
  return Outcome::all_sent;
}

}  // namespace torg::net
