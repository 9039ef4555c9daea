#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace torg::net {

// How many connections there are, in all and from each address. From any thread.
class ConnectionCount : public std::enable_shared_from_this<ConnectionCount> {
 public:
  ConnectionCount(std::size_t in_all, std::size_t per_address);

  // Holds one place as long as it lives.
  class Place {
   public:
    using Address = std::map<std::string, std::size_t, std::less<>>::value_type;
    Place(std::shared_ptr<ConnectionCount> count, Address const* address);
    ~Place();
    Place(Place const&) = delete;
    Place& operator=(Place const&) = delete;
    std::string const& address() const { return address_->first; }
    // From now on counts for this address. False when that has no room, and then nothing changed.
    bool move_to(std::string_view address);

   private:
    std::shared_ptr<ConnectionCount> count_;
    Address const* address_;  // with how many there are of it
  };

  // Null when a limit is reached.
  std::unique_ptr<Place> take(std::string_view address);
  // For an address behind which many stand: only the limit of all holds.
  std::unique_ptr<Place> take_shared(std::string_view address);
  std::size_t in_all() const;

 private:
  std::unique_ptr<Place> take_up_to(std::size_t per_address, std::string_view address);
  // Under the lock. Null when the address has no room.
  Place::Address const* enter(std::size_t per_address, std::string_view address);
  // Under the lock.
  void leave(std::string const& address);

  mutable std::mutex mutex_;
  std::map<std::string, std::size_t, std::less<>> by_address_;
  std::size_t count_ = 0;
  std::size_t const most_in_all_;
  std::size_t const most_per_address_;
};

}  // namespace torg::net
