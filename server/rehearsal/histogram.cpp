#include "rehearsal/histogram.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace torg::rehearsal {

using std::chrono::nanoseconds;

// Below `fine` each unit has its bucket. Above, the topmost fine_bits bits after the leading one
// name the bucket within its power of two. Units are quarters of a microsecond.
std::size_t Histogram::bucket_of(std::uint64_t units) {
  if (units < fine) return static_cast<std::size_t>(units);
  auto const power = static_cast<unsigned>(std::bit_width(units)) - 1 - fine_bits;
  auto const within = static_cast<std::size_t>(units >> power) - fine;
  return std::min(fine * (power + 1) + within, fine * (powers + 1) - 1);
}

std::uint64_t Histogram::end_of(std::size_t bucket) {
  if (bucket < fine) return bucket + 1;
  auto const power = bucket / fine - 1;
  return (bucket % fine + fine + 1) << power;
}

void Histogram::record(nanoseconds duration) {
  duration = std::max(duration, nanoseconds(0));
  ++buckets_[bucket_of(static_cast<std::uint64_t>(duration.count()) / 250)];
  ++count_;
  sum_ += duration;
  most_ = std::max(most_, duration);
}

void Histogram::add(Histogram const& other) {
  for (std::size_t i = 0; i < buckets_.size(); ++i) buckets_[i] += other.buckets_[i];
  count_ += other.count_;
  sum_ += other.sum_;
  most_ = std::max(most_, other.most_);
}

nanoseconds Histogram::mean() const {
  return count_ == 0 ? nanoseconds(0) : sum_ / static_cast<std::int64_t>(count_);
}

nanoseconds Histogram::quantile(double part) const {
  auto const wanted = static_cast<std::uint64_t>(std::ceil(part * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    seen += buckets_[i];
    if (seen > 0 && seen >= wanted) {
      return std::min(nanoseconds(static_cast<std::int64_t>(end_of(i)) * 250), most_);
    }
  }
  return most_;
}

}  // namespace torg::rehearsal
