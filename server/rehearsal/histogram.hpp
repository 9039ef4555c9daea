#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace torg::rehearsal {

// Counts of durations in buckets no wider than 1/64 of what they hold, from a quarter of a
// microsecond to an hour; fixed in size, so that recording costs no memory. The layout is that of
// HdrHistogram (https://hdrhistogram.org): each power of two has equally many buckets.
class Histogram {
 public:
  void record(std::chrono::nanoseconds duration);
  void add(Histogram const& other);
  void clear() { *this = {}; }

  std::uint64_t count() const { return count_; }
  std::chrono::nanoseconds most() const { return most_; }
  std::chrono::nanoseconds mean() const;
  // The smallest duration that `part` (0 to 1) of all do not exceed, to the width of a bucket; 0 of
  // nothing.
  std::chrono::nanoseconds quantile(double part) const;

 private:
  static constexpr unsigned fine_bits = 6;
  static constexpr std::size_t fine = std::size_t{1} << fine_bits;
  static constexpr std::size_t powers = 28;

  static std::size_t bucket_of(std::uint64_t units);
  static std::uint64_t end_of(std::size_t bucket);

  std::array<std::uint32_t, fine*(powers + 1)> buckets_{};
  std::uint64_t count_ = 0;
  std::chrono::nanoseconds sum_{0};
  std::chrono::nanoseconds most_{0};
};

}  // namespace torg::rehearsal
