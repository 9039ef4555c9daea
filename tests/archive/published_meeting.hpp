#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "bench/hall.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_process.hpp"

namespace torg::archive {

using bench::Json;

/// One meeting with dots, a poll and a void round is held on the real server, with texts that are
/// attacks on whoever shows them, and closed; its archive is read over HTTP.
class PublishedMeeting : public testing::Test {
 protected:
  static inline std::string const formula =
      "=HYPERLINK(\"http://evil.example\";\"Klicka\")";  // title of the item with dots

  static void SetUpTestSuite();
  static void TearDownTestSuite();

  static std::string meeting() { return server->meeting(); }
  static std::string get(std::string const& path, std::string const& lines = {});
  static int status(std::string const& path);
  static void publish(char const* publication);
  /// Where the archive is, as told to the holder of a token.
  static std::string links_as(std::string const& token);
  static Json links();
  /// Published, and read as JSON.
  static Json archive();
  static Json box_of(Json const& archive, std::int64_t number);

  static inline std::unique_ptr<test::TempFolder> folder;
  static inline std::unique_ptr<test::TorgProcess> server;
  static inline std::unique_ptr<bench::Hall> hall;
  static inline std::int64_t dots = 0;
  static inline std::int64_t voided = 0;  // the first round of the poll
  static inline std::int64_t second = 0;  // the other one
  static inline int read_while_live = 0;  // the status of its page before it was closed

 private:
  static Json must(Json command);
  static std::int64_t add_item(Json item);
  static Json option(std::int64_t number, std::string const& title);
  static void finish_box(std::int64_t box);
  static void hold_meeting();
};

}  // namespace torg::archive
