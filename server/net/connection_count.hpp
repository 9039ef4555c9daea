#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace torg::net {

// How many connections there are, in all and from each address. From any thread.
class ConnectionCount : public std::enable_shared_from_this<ConnectionCount> {
 public:
  ConnectionCount(std::size_t in_all, std::size_t per_address);

  // Holds one place as long as it lives.
  class Place {
   public:
    Place(std::shared_ptr<ConnectionCount> count, std::string address);
    ~Place();
    Place(Place const&) = delete;
    Place& operator=(Place const&) = delete;
    std::string const& address() const { return address_; }

   private:
    std::shared_ptr<ConnectionCount> count_;
    std::string address_;
  };

  // Null when a limit is reached.
  std::unique_ptr<Place> take(std::string address);
  std::size_t in_all() const;

 private:
  void leave(std::string const& address);

  mutable std::mutex mutex_;
  std::map<std::string, std::size_t, std::less<>> by_address_;
  std::size_t count_ = 0;
  std::size_t const most_in_all_;
  std::size_t const most_per_address_;
};

}  // namespace torg::net
