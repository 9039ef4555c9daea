#pragma once

#include <sqlite3.h>

#include "support/wrapped_vfs.hpp"

namespace torg::test {

/// A disk that lets the n-th write or sync fail.
class FailingVfs final : public WrappedVfs {
 public:
  enum class Duration { once, until_healed };

  static constexpr const char* name = "torg-failing";

  FailingVfs() : WrappedVfs(name) {}

  /// The `countdown`-th operation from now answers `code`, such as SQLITE_FULL or SQLITE_IOERR.
  void fail(int countdown, int code, Duration duration) {
    countdown_ = countdown;
    code_ = code;
    duration_ = duration;
    failures_ = 0;
  }
  void heal() { countdown_ = 0; }
  int failures() const { return failures_; }

 private:
  bool fails() {
    if (countdown_ == 0) return false;
    if (countdown_ > 1) {
      --countdown_;
      return false;
    }
    ++failures_;
    if (duration_ == Duration::once) countdown_ = 0;
    return true;
  }

  /// A write that fails has written its first half, as a full disk does.
  int on_write(File& file, const void* from, int size, sqlite3_int64 at) override {
    if (!fails()) return WrappedVfs::on_write(file, from, size, at);
    WrappedVfs::on_write(file, from, size / 2, at);
    return code_;
  }
  int on_truncate(File& file, sqlite3_int64 size) override {
    return fails() ? code_ : WrappedVfs::on_truncate(file, size);
  }
  int on_sync(File& file, int flags) override {
    return fails() ? code_ : WrappedVfs::on_sync(file, flags);
  }

  int countdown_ = 0;
  int code_ = SQLITE_IOERR;
  int failures_ = 0;
  Duration duration_ = Duration::once;
};

}  // namespace torg::test
