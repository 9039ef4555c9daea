// Preloaded into a program, this moves the machine's wall clock as that program sees it, by as many
// seconds as stand in the file that TORG_WALL_CLOCK names (eight bytes, native order, shared). The
// monotonic clock is left alone, as by somebody who sets the time.

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <ctime>

namespace {

std::int64_t offset_s() {
  static auto* const shared = [] {
    static std::atomic<std::int64_t> none{0};
    char const* const file = std::getenv("TORG_WALL_CLOCK");
    int const descriptor = file ? ::open(file, O_RDONLY | O_CLOEXEC) : -1;
    if (descriptor < 0) return &none;
    void* const mapped = ::mmap(nullptr, sizeof none, PROT_READ, MAP_SHARED, descriptor, 0);
    ::close(descriptor);
    return mapped == MAP_FAILED ? &none : static_cast<std::atomic<std::int64_t>*>(mapped);
  }();
  return shared->load(std::memory_order_relaxed);
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* now) noexcept {
  auto const result = ::syscall(SYS_clock_gettime, clock, now);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    now->tv_sec += offset_s();
  }
  return static_cast<int>(result);
}

extern "C" int gettimeofday(timeval* now, void*) noexcept {
  timespec fine{};
  if (clock_gettime(CLOCK_REALTIME, &fine) != 0) return -1;
  now->tv_sec = fine.tv_sec;
  now->tv_usec = fine.tv_nsec / 1000;
  return 0;
}

extern "C" time_t time(time_t* now) noexcept {
  timespec fine{};
  if (clock_gettime(CLOCK_REALTIME, &fine) != 0) return -1;
  if (now != nullptr) *now = fine.tv_sec;
  return fine.tv_sec;
}
