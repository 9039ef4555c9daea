#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "live/meeting_directory.hpp"
#include "net/reply.hpp"

namespace torg::net {

// The pages of join links as they were last made: a hall that comes in at once costs one page for
// each step of the meeting and language, not one for each phone. May be used from any thread.
class JoinPages {
 public:
  // The participant's page of this meeting, with what stands in it now.
  std::shared_ptr<PackedPage const> page_of(std::shared_ptr<live::MeetingFront const> const& front,
                                            std::string const& language);

 private:
  struct Made {
    std::shared_ptr<live::MeetingFront const> from;
    std::shared_ptr<PackedPage const> page;
  };
  using Key = std::pair<std::string, std::string>;  // meeting, language

  std::mutex mutex_;
  std::map<Key, Made> made_;
};

}  // namespace torg::net
