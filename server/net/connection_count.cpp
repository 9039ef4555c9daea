#include "net/connection_count.hpp"

#include <utility>

namespace torg::net {

ConnectionCount::ConnectionCount(std::size_t in_all, std::size_t per_address)
    : most_in_all_(in_all), most_per_address_(per_address) {}

ConnectionCount::Place::Place(std::shared_ptr<ConnectionCount> count, Address const* address)
    : count_(std::move(count)), address_(address) {}

ConnectionCount::Place::~Place() {
  std::lock_guard const lock(count_->mutex_);
  --count_->count_;
  count_->leave(address_->first);
}

bool ConnectionCount::Place::move_to(std::string_view address) {
  std::lock_guard const lock(count_->mutex_);
  auto const* const entered = count_->enter(count_->most_per_address_, address);
  if (!entered) return false;
  count_->leave(std::exchange(address_, entered)->first);
  return true;
}

std::unique_ptr<ConnectionCount::Place> ConnectionCount::take(std::string_view address) {
  return take_up_to(most_per_address_, address);
}

std::unique_ptr<ConnectionCount::Place> ConnectionCount::take_shared(std::string_view address) {
  return take_up_to(most_in_all_, address);
}

std::unique_ptr<ConnectionCount::Place> ConnectionCount::take_up_to(std::size_t per_address,
                                                                    std::string_view address) {
  Place::Address const* taken = nullptr;
  {
    std::lock_guard const lock(mutex_);
    if (count_ >= most_in_all_) return nullptr;
    taken = enter(per_address, address);
    if (!taken) return nullptr;
    ++count_;
  }
  return std::make_unique<Place>(shared_from_this(), taken);
}

ConnectionCount::Place::Address const* ConnectionCount::enter(std::size_t per_address,
                                                              std::string_view address) {
  auto found = by_address_.find(address);
  if (found == by_address_.end()) found = by_address_.emplace(address, 0).first;
  if (found->second >= per_address) return nullptr;
  ++found->second;
  return &*found;
}

std::size_t ConnectionCount::in_all() const {
  std::lock_guard const lock(mutex_);
  return count_;
}

void ConnectionCount::leave(std::string const& address) {
  auto const found = by_address_.find(address);
  if (--found->second == 0) by_address_.erase(found);
}

}  // namespace torg::net
