#include "net/router.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <boost/asio/post.hpp>

#include "live/writer.hpp"
#include "net/accepted.hpp"
#include "net/shell.hpp"

namespace torg::net {
namespace {

std::string_view path_of(Request const& request) {
  std::string_view const target = request.target();
  return target.substr(0, target.find('?'));
}

// What follows `prefix`, or nothing when the path does not begin with it.
std::optional<std::string_view> after(std::string_view path, std::string_view prefix) {
  if (!path.starts_with(prefix)) return std::nullopt;
  return path.substr(prefix.size());
}

bool is_word(std::string_view text, std::size_t length) {
  return text.size() == length && std::ranges::all_of(text, [](unsigned char c) {
           return std::isalnum(c) || c == '-' || c == '_';
         });
}

// The archive's pages that are about no one meeting.
std::optional<archive::DocumentKind> page_without_meeting(std::string_view path) {
  if (path == "/archive") return archive::DocumentKind::index;
  if (path == "/accessibility") return archive::DocumentKind::statement;
  if (path == "/secrecy") return archive::DocumentKind::secrecy;
  if (path == "/data") return archive::DocumentKind::data;
  return std::nullopt;
}

bool is_meeting(std::string_view text) { return is_word(text, 10); }

// Takes "/box/NUMBER" and what ends it off the end, if it is there.
std::optional<std::int64_t> take_box(std::string_view& rest, std::string_view ending) {
  constexpr std::string_view folder = "/box/";
  constexpr std::size_t most_digits = 10;
  auto const at = rest.rfind(folder);
  if (at == rest.npos || !rest.ends_with(ending)) return std::nullopt;
  auto digits = rest.substr(at + folder.size());
  if (digits.size() < ending.size()) return std::nullopt;
  digits.remove_suffix(ending.size());
  bool const number = !digits.empty() && digits.size() <= most_digits && digits.front() != '0' &&
                      std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
  if (!number) return std::nullopt;
  rest = rest.substr(0, at);
  return std::stoll(std::string(digits));
}

// "MEETING", "MEETING/SECRET", each perhaps with ".json", ".csv", "/box/NUMBER" or
// "/box/NUMBER.pb".
std::optional<archive::DocumentQuery> archive_query(std::string_view rest) {
  archive::DocumentQuery query;
  query.kind = archive::DocumentKind::meeting;
  if (rest.ends_with(".json")) {
    query.kind = archive::DocumentKind::meeting_json;
    rest.remove_suffix(5);
  } else if (rest.ends_with(".csv")) {
    query.kind = archive::DocumentKind::meeting_csv;
    rest.remove_suffix(4);
  } else if (auto const file = take_box(rest, ".pb")) {
    query.kind = archive::DocumentKind::box_pb;
    query.box = *file;
  } else if (auto const box = take_box(rest, "")) {
    query.kind = archive::DocumentKind::box;
    query.box = *box;
  }
  if (auto const slash = rest.find('/'); slash != std::string_view::npos) {
    query.secret = rest.substr(slash + 1);
    if (!is_word(query.secret, 22)) return std::nullopt;
    rest = rest.substr(0, slash);
  }
  if (!is_meeting(rest)) return std::nullopt;
  query.meeting = rest;
  return query;
}

constexpr std::string_view links_path = "/links";

// Empty when there is none.
std::string bearer_token(Request const& request) {
  constexpr std::string_view scheme = "Bearer ";
  std::string_view const value = request[http::field::authorization];
  return value.starts_with(scheme) ? std::string(value.substr(scheme.size())) : std::string();
}

Page face_page(Face face, std::string const& language) {
  return fill_shell(face, language, {.title = "Torg"});
}

}  // namespace

std::string language_of(Request const& request) {
  std::string_view const target = request.target();
  for (std::string_view const language : {"sv", "en"}) {
    std::string const asked = "lang=" + std::string(language);
    auto const at = target.find(asked);
    if (at != std::string_view::npos && at > 0 &&
        (target[at - 1] == '?' || target[at - 1] == '&')) {
      return std::string(language);
    }
  }
  // Of equal weights the first counts, as browsers write them.
  std::string best = "sv";
  int most = 0;
  for (auto const& [name, weight] : accepted_list(request[http::field::accept_language])) {
    std::string_view const primary = name.substr(0, 2);
    if ((primary == "sv" || primary == "en") && weight > most) {
      best = primary;
      most = weight;
    }
  }
  return best;
}

Router::Router(live::MeetingDirectory& directory, archive::Library& library, bool secure)
    : directory_(directory), library_(library), secure_(secure) {}

Router::~Router() { reading_.join(); }

void Router::answer(Request const& request, std::size_t thread, std::function<void(Reply)> done) {
  std::string_view const path = path_of(request);
  std::string const language = language_of(request);
  ReplyMaker const maker(request, secure_);

  if (path.starts_with("/assets/") || path == "/sw.js") {
    Asset const* const asset = find_asset(path);
    return done(asset ? maker.asset(*asset) : maker.plain(http::status::not_found, "Not found\n"));
  }
  if (auto const secret = after(path, "/M/"); secret && is_word(*secret, 16)) {
    return join_page(std::string(*secret), language, maker, thread, std::move(done));
  }
  if (path == "/") return done(maker.page(face_page(Face::participant, language)));
  if (auto const meeting = after(path, "/m/"); meeting && is_meeting(*meeting)) {
    return done(maker.page(face_page(Face::participant, language)));
  }
  if (auto const meeting = after(path, "/f/"); meeting && is_meeting(*meeting)) {
    return done(maker.page(face_page(Face::facilitator, language)));
  }
  if (auto const meeting = after(path, "/s/"); meeting && is_meeting(*meeting)) {
    return done(maker.page(face_page(Face::screen, language)));
  }
  if (path == "/o") return done(maker.page(face_page(Face::organiser, language)));
  if (auto const kind = page_without_meeting(path)) {
    archive::DocumentQuery query;
    query.kind = *kind;
    query.language = language;
    return archive_page(std::move(query), maker, thread, std::move(done));
  }
  if (auto const rest = after(path, "/archive/")) {
    if (rest->ends_with(links_path) &&
        is_meeting(rest->substr(0, rest->size() - links_path.size()))) {
      return archive_links(std::string(rest->substr(0, rest->size() - links_path.size())),
                           bearer_token(request), maker, thread, std::move(done));
    }
    if (auto query = archive_query(*rest)) {
      query->language = language;
      return archive_page(*std::move(query), maker, thread, std::move(done));
    }
  }
  if (path == "/healthz") {
    bool const failing = directory_.surroundings().writer.failing();
    return done(failing ? maker.plain(http::status::service_unavailable, "storage failing\n")
                        : maker.plain(http::status::ok, "ok\n"));
  }
  Page page = face_page(Face::participant, language);
  page.status = http::status::not_found;
  done(maker.page(page));
}

void Router::join_page(std::string secret, std::string language, ReplyMaker maker,
                       std::size_t thread, std::function<void(Reply)> done) {
  directory_.front_by_secret(
      std::move(secret), thread,
      [this, language = std::move(language), maker = std::move(maker),
       done = std::move(done)](std::shared_ptr<live::MeetingFront const> const& front) {
        if (front) return done(maker.packed_page(*join_pages_.page_of(front, language)));
        Page page = face_page(Face::participant, language);
        page.status = http::status::not_found;
        done(maker.page(page));
      });
}

void Router::archive_links(std::string meeting, std::string token, ReplyMaker maker,
                           std::size_t thread, std::function<void(Reply)> done) {
  auto const answer = [this, meeting, maker = std::move(maker),
                       done = std::move(done)](std::optional<live::Authority> const& authority) {
    bool const leads = authority && (authority->role == protocol::Role::facilitator ||
                                     authority->role == protocol::Role::organiser);
    if (!leads) return done(maker.plain(http::status::not_found, "Not found\n"));
    auto const& keys = directory_.surroundings().key_ring;
    std::string const path = "/archive/" + meeting + "/";
    done(maker.json(R"({"internal":")" + path + archive::internal_secret(keys, meeting) +
                    R"(","unlisted":")" + path + archive::unlisted_secret(keys, meeting) + "\"}"));
  };
  // A token is the meeting's or the organiser's; both are asked.
  directory_.authority_of(
      token, meeting, thread,
      [this, token, thread, answer](std::optional<live::Authority> const& authority) {
        if (authority) return answer(authority);
        directory_.authority_of(token, std::nullopt, thread, answer);
      });
}

void Router::archive_page(archive::DocumentQuery query, ReplyMaker maker, std::size_t thread,
                          std::function<void(Reply)> done) {
  asio::post(reading_, [this, thread, query = std::move(query), maker = std::move(maker),
                        done = std::move(done)]() mutable {
    archive::Document document = library_.find(query);
    auto const status = static_cast<http::status>(document.status);
    bool const is_file = status == http::status::ok && !document.download_name.empty();
    auto reply = [&] {
      if (is_file) {
        return maker.download(std::move(document.body), document.content_type,
                              document.download_name);
      }
      Page page = fill_shell(Face::archive, query.language,
                             {.title = document.title, .view = document.body});
      if (page.status == http::status::ok) page.status = status;
      return maker.page(page);
    }();
    asio::post(
        directory_.loop(thread),
        [reply = std::move(reply), done = std::move(done)]() mutable { done(std::move(reply)); });
  });
}

}  // namespace torg::net
