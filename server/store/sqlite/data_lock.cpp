#include "store/sqlite/data_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>

#include "store/files.hpp"

namespace torg::store::sqlite {

Result<DataLock> DataLock::take(const std::filesystem::path& data_dir) {
  const std::filesystem::path file = data_dir / "torg.lock";
  DataLock lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (lock.descriptor_ < 0) return system_error("open " + file.string());
  if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return system_error("lock " + file.string());
    auto holder = read_file(file);
    const std::string process = holder && *holder ? **holder : std::string();
    return StoreError{StoreErrc::in_use, 0, file.string() + " is held by process " + process};
  }
  const std::string process = std::to_string(::getpid());
  if (::ftruncate(lock.descriptor_, 0) != 0 ||
      ::pwrite(lock.descriptor_, process.data(), process.size(), 0) !=
          static_cast<ssize_t>(process.size())) {
    return system_error("write " + file.string());
  }
  return lock;
}

DataLock::DataLock(DataLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

DataLock& DataLock::operator=(DataLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

DataLock::~DataLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace torg::store::sqlite
