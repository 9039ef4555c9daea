#include "archive/library.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "archive/catalogue.hpp"
#include "store/sqlite/reads.hpp"
#include "store/sqlite_store.hpp"
#include "support/temp_folder.hpp"

namespace torg::archive {
namespace {

using testing::HasSubstr;
using testing::Not;

struct House {
  House() {
    store::SqliteOptions options;
    options.data_dir = folder / "data";
    store = std::move(store::open_sqlite_store(options).value().store);
    keys = std::make_unique<store::KeyRing>(store::KeyRing::open(folder / "keys", *store).value());
  }
  test::TempFolder folder{test::TempFolder::Place::memory};
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::KeyRing> keys;
};

DocumentQuery query(DocumentKind kind, std::string meeting, std::string language) {
  DocumentQuery out;
  out.kind = kind;
  out.meeting = std::move(meeting);
  out.language = std::move(language);
  return out;
}

TEST(Library,
     given_a_store_that_cannot_be_read_then_the_page_says_that_and_not_that_nothing_is_there) {
  House house;
  Library library(std::make_unique<store::sqlite::Reads<store::StoreReader>>(), *house.keys);
  for (auto const* language : {"sv", "en"}) {
    Catalogue const say(language);
    for (auto const kind : {DocumentKind::index, DocumentKind::meeting, DocumentKind::meeting_json,
                            DocumentKind::meeting_csv, DocumentKind::box_pb}) {
      auto const document = library.find(query(kind, "k3v9x0a7qd", language));
      EXPECT_EQ(document.status, 503u);
      EXPECT_THAT(document.body, HasSubstr(say("archive.failing")));
      EXPECT_THAT(document.body, Not(HasSubstr(say("archive.missing"))));
      EXPECT_EQ(document.download_name, "");
    }
    for (auto const kind : {DocumentKind::statement, DocumentKind::secrecy, DocumentKind::data}) {
      EXPECT_EQ(library.find(query(kind, "", language)).status, 200u);
    }
  }
}

TEST(Library, given_an_empty_store_then_the_index_is_empty_and_every_meeting_is_missing) {
  House house;
  Library library(house.store->open_reader().value(), *house.keys);
  for (auto const* language : {"sv", "en"}) {
    Catalogue const say(language);
    auto const index = library.find(query(DocumentKind::index, "", language));
    EXPECT_EQ(index.status, 200u);
    EXPECT_THAT(index.body, HasSubstr(say("archive.none")));
    for (auto const kind : {DocumentKind::meeting, DocumentKind::meeting_json,
                            DocumentKind::meeting_csv, DocumentKind::box_pb}) {
      auto const document = library.find(query(kind, "k3v9x0a7qd", language));
      EXPECT_EQ(document.status, 404u);
      EXPECT_THAT(document.body, HasSubstr(say("archive.missing")));
      EXPECT_EQ(document.download_name, "");
    }
  }
}

TEST(ArchiveSecrets, given_meetings_purposes_and_servers_then_no_two_have_the_same_secret) {
  House house;
  House other;
  auto const internal = internal_secret(*house.keys, "k3v9x0a7qd");
  EXPECT_EQ(internal.size(), 22u);
  EXPECT_EQ(internal, internal_secret(*house.keys, "k3v9x0a7qd"));
  EXPECT_NE(internal, unlisted_secret(*house.keys, "k3v9x0a7qd"));
  EXPECT_NE(internal, internal_secret(*house.keys, "k3v9x0a7qe"));
  EXPECT_NE(internal, internal_secret(*other.keys, "k3v9x0a7qd"));
}

}  // namespace
}  // namespace torg::archive
