#include "store/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace torg::store {
namespace {

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags)
      : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  explicit operator bool() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  int number_;
};

Result<void> sync(const std::filesystem::path& path, int flags) {
  const Descriptor descriptor(path, flags);
  if (!descriptor) return system_error("open " + path.string());
  if (::fsync(descriptor.number()) != 0) return system_error("sync " + path.string());
  return {};
}

}  // namespace

StoreError system_error(std::string what) {
  const int code = errno;
  StoreError error{StoreErrc::io, code, std::move(what)};
  error.detail += ": " + std::generic_category().message(code);
  if (code == ENOSPC || code == EDQUOT) error.code = StoreErrc::full;
  if (code == EACCES || code == EPERM || code == EROFS || code == ENOTDIR || code == EISDIR) {
    error.code = StoreErrc::not_writable;
  }
  if (code == EEXIST) error.code = StoreErrc::exists;
  return error;
}

Result<std::optional<std::string>> read_file(const std::filesystem::path& file) {
  const Descriptor descriptor(file, O_RDONLY);
  if (!descriptor) {
    if (errno == ENOENT) return std::optional<std::string>{};
    return system_error("open " + file.string());
  }
  std::string bytes;
  std::array<char, 4096> part{};
  for (;;) {
    const ssize_t size = ::read(descriptor.number(), part.data(), part.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return system_error("read " + file.string());
    if (size == 0) return std::optional<std::string>{std::move(bytes)};
    bytes.append(part.data(), static_cast<std::size_t>(size));
  }
}

Result<void> make_private_folder(const std::filesystem::path& folder) {
  const std::filesystem::path parent = folder.parent_path();
  std::error_code ignored;
  if (!parent.empty() && parent != folder && !std::filesystem::exists(parent, ignored)) {
    auto made = make_private_folder(parent);
    if (!made) return made;
  }
  if (::mkdir(folder.c_str(), 0700) == 0) return {};
  if (errno == EEXIST && std::filesystem::is_directory(folder, ignored)) return {};
  StoreError error = system_error("make folder " + folder.string());
  if (error.code == StoreErrc::exists) error.code = StoreErrc::not_writable;
  return error;
}

Result<void> make_private_file(const std::filesystem::path& file) {
  const Descriptor descriptor(file, O_WRONLY | O_CREAT | O_EXCL);
  if (!descriptor) return system_error("make " + file.string());
  return {};
}

Result<void> write_private_file(const std::filesystem::path& file, std::string_view bytes) {
  const Descriptor descriptor(file, O_WRONLY | O_CREAT | O_TRUNC);
  if (!descriptor) return system_error("open " + file.string());
  if (::fchmod(descriptor.number(), 0600) != 0) return system_error("protect " + file.string());
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor.number(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_error("write " + file.string());
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(descriptor.number()) != 0) return system_error("sync " + file.string());
  return {};
}

Result<void> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return system_error("rename to " + to.string());
  return sync_folder(to.parent_path());
}

Result<void> sync_file(const std::filesystem::path& file) { return sync(file, O_RDONLY); }

Result<void> sync_folder(const std::filesystem::path& folder) {
  return sync(folder.empty() ? std::filesystem::path(".") : folder, O_RDONLY | O_DIRECTORY);
}

}  // namespace torg::store
