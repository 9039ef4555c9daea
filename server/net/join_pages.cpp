#include "net/join_pages.hpp"

#include "net/first_view.hpp"
#include "net/shell.hpp"

namespace torg::net {
namespace {

// About 40 KB each. When there are so many, all are made anew as they are asked for.
constexpr std::size_t most_kept = 256;

PackedPage make_page(live::MeetingFront const& front, std::string const& language) {
  Filling filling;
  filling.title = meeting_title(front.sections, language);
  filling.view = first_view(front.sections, language);
  filling.sections = &front.sections;
  return pack(fill_shell(Face::participant, language, filling));
}

}  // namespace

std::shared_ptr<PackedPage const> JoinPages::page_of(
    std::shared_ptr<live::MeetingFront const> const& front, std::string const& language) {
  Key key(front->meeting, language);
  {
    std::lock_guard const lock(mutex_);
    auto const found = made_.find(key);
    if (found != made_.end() && found->second.from == front) return found->second.page;
  }
  auto page = std::make_shared<PackedPage const>(make_page(*front, language));
  std::lock_guard const lock(mutex_);
  if (made_.size() >= most_kept) made_.clear();
  made_.insert_or_assign(std::move(key), Made{front, page});
  return page;
}

}  // namespace torg::net
