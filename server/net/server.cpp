#include "net/server.hpp"

#include <utility>

#include <boost/asio/post.hpp>

namespace torg::net {

Server::Server(live::MeetingDirectory& directory, archive::Library& library, Endpoint endpoint,
               ServerOptions options)
    : directory_(directory),
      options_(std::move(options)),
      router_(directory, library, options_.secure),
      endpoint_(std::move(endpoint)),
      shared_{router_,          endpoint_,       options_.limits,  options_.tls,
              options_.deflate, options_.secure, options_.origins, options_.trusted_proxies},
      count_(std::make_shared<ConnectionCount>(options_.limits.connections,
                                               options_.limits.connections_per_address)) {}

boost::system::result<tcp::endpoint> Server::listen() {
  std::size_t const loops = directory_.surroundings().loops.size();
  tcp::endpoint endpoint = options_.endpoint;
  for (std::size_t thread = 0; thread < loops; ++thread) {
    auto listener = std::make_unique<Listener>(directory_.loop(thread), thread, count_, shared_);
    auto const taken = listener->listen(endpoint, loops > 1);
    if (!taken) return taken;
    endpoint = *taken;
    listeners_.push_back(std::move(listener));
  }
  return endpoint;
}

void Server::run() {
  for (auto& listener : listeners_) listener->run();
}

void Server::stop() {
  for (std::size_t thread = 0; thread < listeners_.size(); ++thread) {
    asio::post(directory_.loop(thread), [this, thread] { listeners_[thread]->stop(); });
  }
}

void Server::drop() {
  for (std::size_t thread = 0; thread < listeners_.size(); ++thread) {
    asio::post(directory_.loop(thread), [this, thread] { listeners_[thread]->drop(); });
  }
}

}  // namespace torg::net
