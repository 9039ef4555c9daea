#include "net/connection_count.hpp"

#include <utility>

namespace torg::net {

ConnectionCount::ConnectionCount(std::size_t in_all, std::size_t per_address)
    : most_in_all_(in_all), most_per_address_(per_address) {}

ConnectionCount::Place::Place(std::shared_ptr<ConnectionCount> count, Address const& address)
    : count_(std::move(count)), address_(address) {}

ConnectionCount::Place::~Place() { count_->leave(address_.first); }

std::unique_ptr<ConnectionCount::Place> ConnectionCount::take(std::string_view address) {
  Place::Address const* taken = nullptr;
  {
    std::lock_guard const lock(mutex_);
    if (count_ >= most_in_all_) return nullptr;
    auto found = by_address_.find(address);
    if (found == by_address_.end()) found = by_address_.emplace(address, 0).first;
    if (found->second >= most_per_address_) return nullptr;
    ++found->second;
    ++count_;
    taken = &*found;
  }
  return std::make_unique<Place>(shared_from_this(), *taken);
}

std::size_t ConnectionCount::in_all() const {
  std::lock_guard const lock(mutex_);
  return count_;
}

void ConnectionCount::leave(std::string const& address) {
  std::lock_guard const lock(mutex_);
  --count_;
  auto const found = by_address_.find(address);
  if (--found->second == 0) by_address_.erase(found);
}

}  // namespace torg::net
