#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include <boost/asio/thread_pool.hpp>

#include "archive/library.hpp"
#include "live/meeting_directory.hpp"
#include "net/join_pages.hpp"
#include "net/reply.hpp"

namespace torg::net {

// Answers what is asked over plain HTTP: pages, the files of the web client, the archive, health.
// May be called from any loop's thread.
//
//   /                              type the code
//   /M/SECRET                      where the QR code leads
//   /m/MEETING                     a phone that is in
//   /f/MEETING  /s/MEETING  /o     facilitator, screen, organiser; secrets stay in the fragment
//   /archive  /archive/MEETING[/SECRET][.json|.csv|/box/NUMBER.pb]
//   /archive/MEETING/links         paths with their secrets, as JSON; for who leads or organises,
//                                  by the token in an Authorization header
//   /accessibility                 the accessibility statement
//   /secrecy  /data                how a vote is kept secret and counted; what is stored of people
//   /assets/…  /sw.js              files of the web client
//   /healthz                       200 while the store takes writes, 503 otherwise
class Router {
 public:
  Router(live::MeetingDirectory& directory, archive::Library& library, bool secure);
  // Waits for the archive page that is being made.
  ~Router();

  // `done` runs on the loop with the index `thread`.
  void answer(Request const& request, std::size_t thread, std::function<void(Reply)> done);

 private:
  void join_page(std::string secret, std::string language, ReplyMaker maker, std::size_t thread,
                 std::function<void(Reply)> done);
  void archive_links(std::string meeting, std::string token, ReplyMaker maker, std::size_t thread,
                     std::function<void(Reply)> done);
  void archive_page(archive::DocumentQuery query, ReplyMaker maker, std::size_t thread,
                    std::function<void(Reply)> done);

  live::MeetingDirectory& directory_;
  archive::Library& library_;
  bool secure_;
  JoinPages join_pages_;
  // Reading, rendering and packing the archive never holds up a loop. One thread, as the library
  // wants it.
  boost::asio::thread_pool reading_{1};
};

// "sv" or "en": what the address asks for with ?lang=, else the first of the two that the browser
// prefers, else Swedish.
std::string language_of(Request const& request);

}  // namespace torg::net
