#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/codec.hpp"
#include "protocol/events.hpp"
#include "store/journal_chain.hpp"

namespace torg::archive {

/// Somebody who may write in a data folder, while no server uses it, and knows how it is made.
class Forger {
 public:
  explicit Forger(std::filesystem::path const& data_dir) {
    EXPECT_EQ(sqlite3_open((data_dir / "torg.db").c_str(), &db_), SQLITE_OK);
  }
  Forger(Forger const&) = delete;
  Forger& operator=(Forger const&) = delete;
  ~Forger() { sqlite3_close(db_); }

  /// Statements that have to change at least one row.
  void run(std::string const& sql) {
    auto const before = sqlite3_total_changes(db_);
    EXPECT_EQ(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(db_);
    EXPECT_GT(sqlite3_total_changes(db_), before) << sql;
  }

  std::vector<std::string> column(std::string const& sql) {
    std::vector<std::string> values;
    sqlite3_exec(
        db_, sql.c_str(),
        [](void* to, int, char** columns, char**) {
          static_cast<std::vector<std::string>*>(to)->emplace_back(columns[0] ? columns[0] : "");
          return 0;
        },
        &values, nullptr);
    return values;
  }

  /// Lets `change` alter the last event of a type, and the stored copy of a sealed box's result
  /// with it. The chain is made to fit.
  template <class Event, class Change>
  void rewrite(Change change) {
    auto const type = std::string(Event::tag);
    auto const found = column("SELECT CAST(payload AS TEXT) FROM event WHERE type = '" + type +
                              "' ORDER BY stream DESC, version DESC LIMIT 1");
    ASSERT_EQ(found.size(), 1u) << type;
    auto event = protocol::decode_text<protocol::Event>(found.front()).value();
    change(std::get<Event>(event));
    run("UPDATE event SET payload = " + blob(protocol::to_json(event)) + " WHERE type = '" + type +
        "' AND CAST(payload AS TEXT) = " + text(found.front()));
    if constexpr (requires(Event one) { one.result; }) {
      auto const& sealed = std::get<Event>(event);
      run("UPDATE box SET result = " + blob(protocol::to_json(sealed.result)) +
          " WHERE number = " + std::to_string(sealed.box));
    }
    chain_anew();
  }

  /// Computes the chains and heads of all streams from what stands there, and throws away the
  /// snapshots, which would tell of it.
  void chain_anew() {
    sqlite3_exec(db_, "DELETE FROM snapshot", nullptr, nullptr, nullptr);
    for (auto const& id : column("SELECT id FROM stream")) {
      auto const name = column("SELECT name FROM stream WHERE id = " + id).front();
      auto chain = store::chain_start(name);
      std::uint64_t version = 0;
      for (auto const& type :
           column("SELECT type FROM event WHERE stream = " + id + " ORDER BY version")) {
        auto const at = " WHERE stream = " + id + " AND version = " + std::to_string(++version);
        auto const payload = column("SELECT CAST(payload AS TEXT) FROM event" + at);
        ASSERT_EQ(payload.size(), 1u);
        chain = store::chain_next(chain, version, type, payload.front());
        run("UPDATE event SET chain = " + blob({chain.begin(), chain.end()}) + at);
      }
      run("UPDATE stream SET version = " + std::to_string(version) +
          ", chain = " + blob({chain.begin(), chain.end()}) + " WHERE id = " + id);
    }
  }

  static std::string blob(std::string const& bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string literal = "x'";
    for (char const byte : bytes) {
      auto const value = static_cast<unsigned char>(byte);
      literal += {digits[value >> 4], digits[value & 15]};
    }
    return literal + "'";
  }
  static std::string text(std::string_view words) {
    std::string literal = "'";
    for (char const c : words) literal += c == '\'' ? "''" : std::string(1, c);
    return literal + "'";
  }

 private:
  sqlite3* db_ = nullptr;
};

}  // namespace torg::archive
