#include "live/meeting_directory.hpp"

#include <stdexcept>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/throw_exception.hpp>

#include "live/directory_start.hpp"
#include "live/meeting_finder.hpp"
#include "live/reception.hpp"
#include "live/start_links.hpp"

namespace torg::live {
namespace {

// A handler that is called on one loop, to run on another.
template <class Result>
std::function<void(Result)> told_on(boost::asio::io_context& loop,
                                    std::function<void(Result)> handler) {
  return [&loop, handler = std::move(handler)](Result result) {
    boost::asio::post(loop, [handler, result = std::move(result)] { handler(result); });
  };
}

}  // namespace

void throw_exception_from_error(HelloRefusal const& refusal, boost::source_location const& where) {
  boost::throw_exception(
      std::logic_error("refused: " + std::string(protocol::to_string(refusal.error.code))), where);
}

MeetingDirectory::MeetingDirectory(Surroundings surroundings)
    : surroundings_(std::move(surroundings)),
      finder_(std::make_shared<MeetingFinder>(surroundings_)),
      reception_(std::make_shared<Reception>(finder_)) {}

MeetingDirectory::~MeetingDirectory() { finder_->end(); }

void MeetingDirectory::start(StartOptions options, std::size_t thread,
                             std::function<void(store::Result<StartResult>)> handler) {
  boost::asio::post(loop(0), [finder = finder_, options = std::move(options),
                              told = told_on(loop(thread), std::move(handler))]() mutable {
    start_directory(finder, std::move(options), std::move(told));
  });
}

void MeetingDirectory::issue_links(
    std::optional<std::string> meeting, std::size_t thread,
    std::function<void(boost::system::result<Links, protocol::Error>)> handler) {
  boost::asio::post(loop(0), [finder = finder_, meeting = std::move(meeting),
                              told = told_on(loop(thread), std::move(handler))]() mutable {
    live::issue_links(finder, std::move(meeting), std::move(told));
  });
}

void MeetingDirectory::admit(protocol::Hello hello, std::string source, std::size_t thread,
                             std::function<void(AdmissionResult)> handler) {
  boost::asio::post(
      loop(0), [reception = reception_, hello = std::move(hello), source = std::move(source),
                thread, handler = std::move(handler)]() mutable {
        reception->admit(std::move(hello), std::move(source), thread, std::move(handler));
      });
}

void MeetingDirectory::front_by_secret(
    std::string join_secret, std::size_t thread,
    std::function<void(std::shared_ptr<MeetingFront const>)> handler) {
  boost::asio::post(loop(0), [reception = reception_, secret = std::move(join_secret),
                              told = told_on(loop(thread), std::move(handler))] {
    reception->front_by_secret(secret, told);
  });
}

void MeetingDirectory::authority_of(std::string token, std::optional<std::string> meeting,
                                    std::size_t thread,
                                    std::function<void(std::optional<Authority>)> handler) {
  boost::asio::post(loop(0),
                    [reception = reception_, token = std::move(token), meeting = std::move(meeting),
                     told = told_on(loop(thread), std::move(handler))] {
                      reception->authority_of(token, meeting, told);
                    });
}

void MeetingDirectory::stop(std::size_t thread, std::function<void()> handler) {
  boost::asio::post(loop(0),
                    [finder = finder_, &back = loop(thread), handler = std::move(handler)] {
                      finder->stop([&back, handler] { boost::asio::post(back, handler); });
                    });
}

}  // namespace torg::live
