#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <cstring>
#include <new>
#include <string>

namespace torg::test {

/// An SQLite VFS over the system's own that lets the n-th write or sync fail. One at a time; it is
/// registered for as long as it lives.
class FailingVfs {
 public:
  enum class Duration { once, until_healed };

  FailingVfs() : system_(sqlite3_vfs_find(nullptr)) {
    current = this;
    vfs_ = *system_;
    vfs_.zName = name;
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + system_->szOsFile;
    vfs_.pAppData = this;
    vfs_.xOpen = &FailingVfs::open;
    sqlite3_vfs_register(&vfs_, 0);
  }
  FailingVfs(const FailingVfs&) = delete;
  FailingVfs& operator=(const FailingVfs&) = delete;
  ~FailingVfs() {
    sqlite3_vfs_unregister(&vfs_);
    current = nullptr;
  }

  static constexpr const char* name = "torg-failing";

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
  /// SQLite gives the memory; the system's file lies behind it.
  struct File {
    sqlite3_file base;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  };

  static sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real(); }

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

  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* given) {
    auto* self = static_cast<FailingVfs*>(vfs->pAppData);
    auto* wrapped = new (file) File{};
    const int code = self->system_->xOpen(self->system_, path, wrapped->real(), flags, given);
    wrapped->base.pMethods = wrapped->real()->pMethods != nullptr ? &methods : nullptr;
    return code;
  }

  static int close(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }
  static int read(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
    return real(file)->pMethods->xRead(real(file), to, size, at);
  }
  /// A write that fails has written its first half, as a full disk does.
  static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    if (!current->fails()) return real(file)->pMethods->xWrite(real(file), from, size, at);
    real(file)->pMethods->xWrite(real(file), from, size / 2, at);
    return current->code_;
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    if (current->fails()) return current->code_;
    return real(file)->pMethods->xTruncate(real(file), size);
  }
  static int sync(sqlite3_file* file, int flags) {
    if (current->fails()) return current->code_;
    return real(file)->pMethods->xSync(real(file), flags);
  }
  static int size(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
  }
  static int lock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
  }
  static int unlock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
  }
  static int is_locked(sqlite3_file* file, int* result) {
    return real(file)->pMethods->xCheckReservedLock(real(file), result);
  }
  static int control(sqlite3_file* file, int what, void* argument) {
    return real(file)->pMethods->xFileControl(real(file), what, argument);
  }
  static int sector_size(sqlite3_file* file) {
    return real(file)->pMethods->xSectorSize(real(file));
  }
  static int traits(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
  }
  static int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** to) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, to);
  }
  static int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
  }
  static void order_shared(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
  static int unmap_shared(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
  }

  static constexpr sqlite3_io_methods methods = {
      2,       &close,      &read,        &write,        &truncate,     &sync,
      &size,   &lock,       &unlock,      &is_locked,    &control,      &sector_size,
      &traits, &map_shared, &lock_shared, &order_shared, &unmap_shared, nullptr,
      nullptr};

  static inline FailingVfs* current = nullptr;

  sqlite3_vfs* system_;
  sqlite3_vfs vfs_{};
  int countdown_ = 0;
  int code_ = SQLITE_IOERR;
  int failures_ = 0;
  Duration duration_ = Duration::once;
};

}  // namespace torg::test
