#pragma once

#include <sqlite3.h>

#include <new>
#include <string>
#include <utility>

namespace torg::test {

/// An SQLite VFS over the system's own, to be derived from by those that disturb it. It is
/// registered under its name for as long as it lives, and has to outlive every connection.
class WrappedVfs {
 public:
  explicit WrappedVfs(std::string name)
      : name_(std::move(name)), system_(sqlite3_vfs_find(nullptr)) {
    vfs_ = *system_;
    vfs_.zName = name_.c_str();
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + system_->szOsFile;
    vfs_.pAppData = this;
    vfs_.xOpen = &WrappedVfs::open;
    vfs_.xDelete = &WrappedVfs::remove;
    sqlite3_vfs_register(&vfs_, 0);
  }
  WrappedVfs(const WrappedVfs&) = delete;
  WrappedVfs& operator=(const WrappedVfs&) = delete;
  virtual ~WrappedVfs() { sqlite3_vfs_unregister(&vfs_); }

  const std::string& name() const { return name_; }

 protected:
  /// An open file. SQLite gives the memory; the system's file lies behind it.
  struct File {
    sqlite3_file base;
    WrappedVfs* owner;
    const char* path;  ///< null for a temporary file

    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  };

  /// What each operation does; SQLite's result codes. These forward to the system.
  virtual int on_open(const char* path, File& file, int flags, int* given) {
    return system_->xOpen(system_, path, file.real(), flags, given);
  }
  virtual int on_write(File& file, const void* from, int size, sqlite3_int64 at) {
    return file.real()->pMethods->xWrite(file.real(), from, size, at);
  }
  virtual int on_truncate(File& file, sqlite3_int64 size) {
    return file.real()->pMethods->xTruncate(file.real(), size);
  }
  virtual int on_sync(File& file, int flags) {
    return file.real()->pMethods->xSync(file.real(), flags);
  }
  virtual int on_delete(const char* path, int sync_folder) {
    return system_->xDelete(system_, path, sync_folder);
  }

 private:
  static File& ours(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
  static sqlite3_file* real(sqlite3_file* file) { return ours(file).real(); }

  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* given) {
    auto* self = static_cast<WrappedVfs*>(vfs->pAppData);
    auto* wrapped = new (file) File{{}, self, path};
    const int code = self->on_open(path, *wrapped, flags, given);
    wrapped->base.pMethods = wrapped->real()->pMethods != nullptr ? &methods : nullptr;
    return code;
  }
  static int remove(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    return static_cast<WrappedVfs*>(vfs->pAppData)->on_delete(path, sync_folder);
  }

  static int close(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }
  static int read(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
    return real(file)->pMethods->xRead(real(file), to, size, at);
  }
  static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    return ours(file).owner->on_write(ours(file), from, size, at);
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    return ours(file).owner->on_truncate(ours(file), size);
  }
  static int sync(sqlite3_file* file, int flags) {
    return ours(file).owner->on_sync(ours(file), flags);
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

  std::string name_;
  sqlite3_vfs* system_;
  sqlite3_vfs vfs_{};
};

}  // namespace torg::test
