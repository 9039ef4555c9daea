// One meeting with every kind of vote is held on the real server and read back from its archive.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sodium.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "archive/pb/reader.hpp"
#include "bench/hall.hpp"
#include "store/key_ring.hpp"
#include "store/secrets.hpp"
#include "support/raw_socket.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_process.hpp"

namespace torg::archive {
namespace {

using bench::Json;
using test::body_of;
using test::fetch;
using test::field_of;
using test::status_of;
using testing::HasSubstr;
using testing::Not;

std::string const script = "</td><script>alert(1)</script><!--torg:title-->";
std::string const formula = "=HYPERLINK(\"http://evil.example\";\"Klicka\")";
std::string const image = "<img src=x onerror=alert(2)>";

class PublishedMeeting : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder = std::make_unique<test::TempFolder>();
    server = std::make_unique<test::TorgProcess>(TORG_EXECUTABLE, folder->path());
    server->start();
    hall = std::make_unique<bench::Hall>(*server);
    hold_meeting();
  }
  static void TearDownTestSuite() {
    hall.reset();
    server.reset();
    folder.reset();
  }

  static Json must(Json command) {
    auto const answer = hall->command(command);
    EXPECT_EQ(answer.at("type"), "ack") << command.dump() << answer.dump();
    return answer.value("answer", Json::object());
  }

  static std::int64_t add_item(Json item) {
    return must({{"type", "add_items"}, {"items", {std::move(item)}}}).at("items").at(0);
  }

  static Json option(std::int64_t number, std::string const& title) {
    return {{"option", number}, {"title", {{"sv", title}}}};
  }

  static void finish_box(std::int64_t box) {
    EXPECT_TRUE(hall->settled());
    must({{"type", "stop_ballot"}, {"box", box}});
    must({{"type", "show_result"}, {"box", box}});
  }

  // Eight, eight, five and three people in a group. The three are too few to be told apart, and the
  // five are withheld with them.
  static void hold_meeting() {
    std::vector<std::string> groups;
    groups.insert(groups.end(), 8, "vingaker");
    groups.insert(groups.end(), 8, "hogsjo");
    groups.insert(groups.end(), 5, "marmorbyn");
    groups.insert(groups.end(), 3, "viala");
    hall->join(groups.size());
    for (std::size_t i = 0; i < groups.size(); ++i) {
      hall->phones()[i]->command({{"type", "choose_group"}, {"group", groups[i]}});
    }
    EXPECT_TRUE(hall->settled());
    must({{"type", "start_meeting"}});

    dots = hall->open(add_item(
        {{"kind", "dots"},
         {"title", {{"sv", formula}, {"en", "Priorities"}}},
         {"rule", {{"kind", "dots"}, {"dots", 3}, {"max_per_option", 2}}},
         {"options",
          {option(1, "+46 70 123"), option(2, "-1+1"), option(3, "@SUM(A1)"), option(4, script),
           option(5, "\uFF1D1+1"), option(6, "Badplats; \"Sjön\", norra")}}}));
    for (std::size_t i = 0; i < hall->phones().size(); ++i) {
      auto const first = static_cast<std::int64_t>(1 + i % 5);
      hall->phones()[i]->cast(
          dots, {{"kind", "dots"},
                 {"marks", {{{"option", first}, {"value", 2}}, {{"option", 6}, {"value", 1}}}}});
    }
    finish_box(dots);

    poll = add_item({{"kind", "poll"},
                     {"title", {{"sv", "Fråga"}}},
                     {"rule", {{"kind", "poll"}, {"form", "one"}}},
                     {"options", {option(1, "Ja"), option(2, "Nej")}}});
    voided = hall->open(poll);
    for (auto const& phone : hall->phones()) {
      phone->cast(voided, {{"kind", "choice"}, {"options", {1}}});
    }
    EXPECT_TRUE(hall->settled());
    must({{"type", "stop_ballot"}, {"box", voided}});
    must({{"type", "void_ballot"}, {"box", voided}, {"reason", "Fel fråga " + image}});
    second = must({{"type", "open_ballot"}, {"item", poll}}).at("box");
    for (std::size_t i = 0; i < hall->phones().size(); ++i) {
      if (i == 23) {
        hall->phones()[i]->cast(second, {{"kind", "abstain"}});
      } else {
        hall->phones()[i]->cast(second, {{"kind", "choice"}, {"options", {i < 9 ? 1 : 2}}});
      }
    }
    finish_box(second);

    auto const skipped = add_item({{"kind", "info"}, {"title", {{"sv", "Rapport " + image}}}});
    must({{"type", "skip_item"}, {"item", skipped}, {"reason", "Ingen tid " + image}});
    // Until it is closed nobody reads it.
    read_while_live = status("/archive/" + meeting());
    must({{"type", "close_meeting"}});
  }

  static std::string meeting() { return server->meeting(); }
  static std::string get(std::string const& path, std::string const& lines = {}) {
    return fetch(server->port(), path, lines);
  }
  static int status(std::string const& path) { return status_of(get(path)); }
  static void publish(char const* publication) {
    must({{"type", "publish_meeting"}, {"publication", publication}});
  }
  static std::string links_as(std::string const& token) {
    return get("/archive/" + meeting() + "/links", "Authorization: Bearer " + token + "\r\n");
  }
  static Json links() { return Json::parse(body_of(links_as(server->part("facilitator", "#")))); }
  static Json archive() {
    publish("public");
    return Json::parse(body_of(get("/archive/" + meeting() + ".json")));
  }
  static Json box_of(Json const& archive, std::int64_t number) {
    for (auto const& box : archive.at("boxes")) {
      if (box.at("box") == number) return box;
    }
    ADD_FAILURE() << "no box " << number;
    return {};
  }

  static std::unique_ptr<test::TempFolder> folder;
  static std::unique_ptr<test::TorgProcess> server;
  static std::unique_ptr<bench::Hall> hall;
  static std::int64_t dots;
  static std::int64_t poll;  // the item; its first round is void
  static std::int64_t voided;
  static std::int64_t second;
  static int read_while_live;
};
std::unique_ptr<test::TempFolder> PublishedMeeting::folder;
std::unique_ptr<test::TorgProcess> PublishedMeeting::server;
std::unique_ptr<bench::Hall> PublishedMeeting::hall;
std::int64_t PublishedMeeting::dots = 0;
std::int64_t PublishedMeeting::poll = 0;
std::int64_t PublishedMeeting::voided = 0;
std::int64_t PublishedMeeting::second = 0;
int PublishedMeeting::read_while_live = 0;

TEST_F(PublishedMeeting, given_each_publication_then_exactly_those_who_may_can_read_it) {
  std::string const open = "/archive/" + meeting();
  std::string const unlisted = links().at("unlisted");
  std::string const internal = links().at("internal");
  ASSERT_NE(unlisted, internal);
  std::string const guessed = open + "/AAAAAAAAAAAAAAAAAAAAAA";
  EXPECT_EQ(read_while_live, 404);

  struct Row {
    char const* publication;
    int open;
    int unlisted;
    int internal;
  };
  for (auto const& row : {Row{"unpublished", 404, 404, 200}, Row{"internal", 404, 404, 200},
                          Row{"unlisted", 404, 200, 200}, Row{"public", 200, 200, 200},
                          Row{"internal", 404, 404, 200}}) {
    if (row.publication != std::string("unpublished")) publish(row.publication);
    for (std::string const& form :
         {std::string(), std::string(".json"), std::string(".csv"), std::string("?lang=en"),
          std::string(".csv?lang=en"), "/box/" + std::to_string(dots) + ".pb"}) {
      EXPECT_EQ(status(open + form), row.open) << row.publication << form;
      EXPECT_EQ(status(unlisted + form), row.unlisted) << row.publication << form;
      EXPECT_EQ(status(internal + form), row.internal) << row.publication << form;
      EXPECT_EQ(status(guessed + form), 404) << row.publication << form;
    }
    bool const listed = body_of(get("/archive")).find(meeting()) != std::string::npos;
    EXPECT_EQ(listed, row.open == 200) << row.publication;
  }
}

TEST_F(PublishedMeeting, given_what_may_not_be_read_then_it_looks_just_like_what_is_not_there) {
  publish("internal");
  for (auto const* form : {"", ".json", ".csv", "?lang=en", "/AAAAAAAAAAAAAAAAAAAAAA"}) {
    EXPECT_EQ(get("/archive/" + meeting() + form), get(std::string("/archive/zzzzzzzzzz") + form))
        << form;
  }
}

TEST_F(PublishedMeeting, given_a_secret_in_the_path_then_the_pages_downloads_carry_it) {
  publish("unlisted");
  std::string const unlisted = links().at("unlisted");
  auto const page = body_of(get(unlisted));
  EXPECT_THAT(page, HasSubstr("href=\"" + unlisted + ".json\""));
  EXPECT_THAT(page, HasSubstr("href=\"" + unlisted + ".csv?lang=sv\""));
  EXPECT_THAT(page, Not(HasSubstr(links().at("internal").get<std::string>())));
}

TEST_F(PublishedMeeting,
       given_who_leads_or_organises_then_the_secret_paths_are_told_to_them_alone) {
  auto const leader = links_as(server->part("facilitator", "#"));
  EXPECT_EQ(status_of(leader), 200);
  EXPECT_EQ(field_of(leader, "Content-Type"), "application/json");
  EXPECT_EQ(field_of(leader, "Cache-Control"), "no-store");
  EXPECT_EQ(body_of(links_as(server->part("organiser", "#"))), body_of(leader));

  auto const screen = links_as(server->part("screen", "#"));
  EXPECT_EQ(status_of(screen), 404);
  EXPECT_EQ(status_of(links_as("AAAAAAAAAAAAAAAAAAAAAA")), 404);
  EXPECT_EQ(status_of(links_as("")), 404);
  EXPECT_EQ(status("/archive/" + meeting() + "/links"), 404);
  std::string const elsewhere = "/archive/zzzzzzzzzz/links";
  EXPECT_EQ(status_of(get(elsewhere,
                          "Authorization: Bearer " + server->part("facilitator", "#") + "\r\n")),
            404);
  EXPECT_EQ(status_of(get("/archive/" + meeting() + "/links",
                          "Authorization: Basic " + server->part("facilitator", "#") + "\r\n")),
            404);
  EXPECT_EQ(
      status_of(get("/archive/" + meeting() + "/links?token=" + server->part("facilitator", "#"))),
      404);
}

using Digest = store::Digest;

Digest hash(std::initializer_list<std::string> parts) {
  std::string all;
  for (auto const& part : parts) all += part;
  Digest out{};
  crypto_generichash(out.data(), out.size(), reinterpret_cast<unsigned char const*>(all.data()),
                     all.size(), nullptr, 0);
  return out;
}

std::string bytes(Digest const& digest) { return {digest.begin(), digest.end()}; }

std::string bytes(Json const& base64) {
  std::string const text = base64;
  std::string out(text.size(), '\0');
  std::size_t size = 0;
  EXPECT_EQ(sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(),
                              text.size(), nullptr, &size, nullptr,
                              sodium_base64_VARIANT_URLSAFE_NO_PADDING),
            0);
  out.resize(size);
  return out;
}

// RFC 6962, section 2.1, written anew from the text.
Digest tree(std::vector<Digest> const& leaves) {
  if (leaves.empty()) return hash({});
  if (leaves.size() == 1) return leaves.front();
  std::size_t left = 1;
  while (left * 2 < leaves.size()) left *= 2;
  auto const middle = leaves.begin() + static_cast<std::ptrdiff_t>(left);
  return hash({std::string(1, '\1'), bytes(tree({leaves.begin(), middle})),
               bytes(tree({middle, leaves.end()}))});
}

std::string digest_of(Json const& box) {
  std::vector<Digest> leaves;
  for (auto const& row : box.at("ballots")) {
    leaves.push_back(hash({std::string(1, '\0'), "torg ballot", bytes(row.at("voter_key")),
                           bytes(row.at("class_hash")), row.at("ballot").get<std::string>()}));
  }
  return store::to_base64url(tree(leaves));
}

TEST_F(PublishedMeeting, given_the_published_rows_then_the_digest_follows_from_them_and_only_them) {
  auto const all = archive();
  for (auto const number : {dots, second}) {
    auto box = box_of(all, number);
    EXPECT_EQ(box.at("ballots").size(), 24u);
    EXPECT_EQ(digest_of(box), box.at("digest").get<std::string>());

    std::string ballot = box.at("ballots").at(3).at("ballot");
    auto const digit = ballot.find_first_of("123456789");
    ballot[digit] = ballot[digit] == '9' ? '1' : static_cast<char>(ballot[digit] + 1);
    box["ballots"][3]["ballot"] = ballot;
    EXPECT_NE(digest_of(box), box.at("digest").get<std::string>())
        << "a changed ballot went unnoticed";
  }
}

TEST_F(PublishedMeeting, given_the_published_rows_then_they_count_to_the_published_result) {
  auto const all = archive();
  auto const box = box_of(all, dots);
  auto const totals = bench::recount(box);
  for (auto const& row : box.at("result").at("rows")) {
    auto const option = row.at("option").get<std::int64_t>();
    EXPECT_EQ(row.at("dots"), totals.at(option)) << option;
  }
  EXPECT_EQ(box.at("result").at("cast"), 24);
  auto const choice = box_of(all, second);
  EXPECT_EQ(bench::recount(choice).at(1), 9);
  EXPECT_EQ(bench::recount(choice).at(2), 14);
  EXPECT_EQ(choice.at("result").at("abstained"), 1);
}

TEST_F(PublishedMeeting, given_small_groups_then_no_row_of_theirs_says_which_group_it_is_of) {
  auto const all = archive();
  for (auto const number : {dots, second}) {
    auto const box = box_of(all, number);
    ASSERT_TRUE(box.at("result").contains("breakdown"));
    std::map<std::string, std::int64_t> shown;
    for (auto const& group : box.at("result").at("breakdown").at("shown")) {
      shown[group.value("group", "")] = group.at("ballots");
    }
    EXPECT_FALSE(shown.contains("viala"));
    EXPECT_FALSE(shown.contains("marmorbyn"));
    std::map<std::string, std::int64_t> told;
    for (auto const& row : box.at("ballots")) {
      EXPECT_EQ(row.contains("class"), row.contains("class_salt"));
      if (!row.contains("class")) continue;
      ++told[row.at("class")];
      EXPECT_EQ(bytes(hash({bytes(row.at("class_salt")), row.at("class").get<std::string>()})),
                bytes(row.at("class_hash")));
    }
    EXPECT_EQ(told, shown);
    EXPECT_EQ(told.at("vingaker"), 8);
  }
}

TEST_F(PublishedMeeting, given_rows_then_their_order_is_that_of_the_keys_and_tells_nothing) {
  auto const all = archive();
  for (auto const number : {dots, second}) {
    std::vector<std::string> keys;
    for (auto const& row : box_of(all, number).at("ballots"))
      keys.push_back(bytes(row.at("voter_key")));
    EXPECT_TRUE(std::ranges::is_sorted(keys, [](auto const& left, auto const& right) {
      return std::ranges::lexicographical_compare(
          left, right, {}, [](char c) { return static_cast<unsigned char>(c); },
          [](char c) { return static_cast<unsigned char>(c); });
    }));
    EXPECT_EQ(std::set<std::string>(keys.begin(), keys.end()).size(), keys.size());
  }
}

TEST_F(PublishedMeeting, given_a_void_round_then_digest_turnout_and_reason_stand_and_no_ballot) {
  auto const box = box_of(archive(), voided);
  EXPECT_EQ(box.at("turnout"), 24);
  EXPECT_THAT(box.at("void_reason").get<std::string>(), HasSubstr("Fel fråga"));
  EXPECT_FALSE(box.contains("ballots"));
  EXPECT_FALSE(box.contains("result"));
}

TEST_F(PublishedMeeting, given_the_journals_head_then_its_signature_holds_under_the_servers_key) {
  auto const journal = archive().at("journal");
  store::Digest key{};
  std::ranges::copy(bytes(journal.at("public_key")), key.begin());
  store::KeyRing::Signature signature{};
  auto const signed_bytes = bytes(journal.at("signature"));
  ASSERT_EQ(signed_bytes.size(), signature.size());
  std::ranges::copy(signed_bytes, signature.begin());
  auto head = bytes(journal.at("chain_head"));
  EXPECT_TRUE(store::KeyRing::verify(key, head, signature));
  head[0] ^= 1;
  EXPECT_FALSE(store::KeyRing::verify(key, head, signature));
}

std::vector<std::vector<std::string>> cells_of(std::string const& csv, char separator) {
  std::vector<std::vector<std::string>> rows(1);
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 3; i < csv.size(); ++i) {
    char const c = csv[i];
    if (quoted) {
      if (c != '"') {
        cell += c;
      } else if (i + 1 < csv.size() && csv[i + 1] == '"') {
        cell += csv[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == separator || c == '\n') {
      rows.back().push_back(std::exchange(cell, {}));
      if (c == '\n') rows.emplace_back();
    } else if (c != '\r') {
      cell += c;
    }
  }
  rows.pop_back();
  return rows;
}

TEST_F(PublishedMeeting, given_text_that_a_spreadsheet_would_run_then_no_cell_begins_with_it) {
  publish("public");
  for (auto const& [language, separator] : {std::pair{"sv", ';'}, std::pair{"en", ','}}) {
    auto const response = get("/archive/" + meeting() + ".csv?lang=" + language);
    auto const csv = body_of(response);
    EXPECT_TRUE(csv.starts_with("\xEF\xBB\xBF"));
    auto const rows = cells_of(csv, separator);
    std::set<std::string> options;
    for (auto const& row : rows) {
      ASSERT_EQ(row.size(), 8u) << csv;
      options.insert(row[4]);
      for (auto const& cell : row) {
        EXPECT_THAT(cell, Not(testing::MatchesRegex("^[-=+@\t\r\n].*")));
        EXPECT_FALSE(cell.starts_with("\uFF1D")) << cell;
      }
    }
    for (auto const* title :
         {"'+46 70 123", "'-1+1", "'@SUM(A1)", "'\uFF1D1+1", "Badplats; \"Sjön\", norra"}) {
      EXPECT_TRUE(options.contains(title)) << title;
    }
  }
}

TEST_F(PublishedMeeting, given_the_table_then_its_figures_are_those_of_the_result) {
  auto const box = box_of(archive(), dots);
  std::map<std::string, std::string> expected;
  for (auto const& row : box.at("result").at("rows")) {
    expected[row.at("option").dump()] = row.at("dots").dump();
  }
  std::map<std::string, std::string> told;
  for (auto const& row : cells_of(body_of(get("/archive/" + meeting() + ".csv?lang=sv")), ';')) {
    if (row[0] == "'" + formula) told[row[3]] = row[5];
  }
  EXPECT_EQ(told, expected);
}

TEST_F(PublishedMeeting, given_the_downloads_then_they_are_saved_under_a_name_of_their_own) {
  publish("public");
  auto const json = get("/archive/" + meeting() + ".json");
  EXPECT_EQ(field_of(json, "Content-Disposition"),
            "attachment; filename=\"torg-" + meeting() + ".json\"");
  EXPECT_EQ(field_of(json, "Content-Type"), "application/json");
  auto const csv = get("/archive/" + meeting() + ".csv");
  EXPECT_EQ(field_of(csv, "Content-Disposition"),
            "attachment; filename=\"torg-" + meeting() + ".csv\"");
  EXPECT_EQ(field_of(csv, "Content-Type"), "text/csv; charset=utf-8");
}

TEST_F(PublishedMeeting, given_the_box_as_a_file_then_it_holds_the_votes_that_the_archive_holds) {
  publish("public");
  std::string const path = "/archive/" + meeting() + "/box/" + std::to_string(dots) + ".pb";
  auto const response = get(path);
  EXPECT_EQ(field_of(response, "Content-Disposition"),
            "attachment; filename=\"torg-" + meeting() + "-" + std::to_string(dots) + ".pb\"");
  auto const reading = read_pb(body_of(response));
  ASSERT_TRUE(reading.file);
  auto const rows = box_of(archive(), dots).at("ballots");
  ASSERT_EQ(reading.file->votes.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto const& vote = reading.file->votes[i];
    EXPECT_EQ(vote.voter, std::to_string(i + 1));
    auto const marks =
        Json::parse(rows[i].at("ballot").get<std::string>()).at("ballot").at("marks");
    ASSERT_EQ(vote.marks.size(), marks.size());
    for (std::size_t k = 0; k < marks.size(); ++k) {
      EXPECT_EQ(reading.file->projects[vote.marks[k].project].id, marks[k].at("option").dump());
      EXPECT_EQ(vote.marks[k].points, marks[k].at("value"));
    }
    EXPECT_EQ(vote.others.at(0), rows[i].value("class", "")) << "groups as the archive tells them";
  }
  EXPECT_THAT(body_of(get("/archive/" + meeting())), HasSubstr("href=\"" + path + "?lang=sv\""));
}

TEST_F(PublishedMeeting, given_a_box_that_has_no_file_then_it_is_missing_like_any_other_page) {
  publish("public");
  std::string const folder = "/archive/" + meeting() + "/box/";
  for (std::string const& name :
       {std::to_string(second) + ".pb", std::to_string(voided) + ".pb", std::string("999.pb"),
        std::string("0.pb"), "0" + std::to_string(dots) + ".pb", std::string(".pb"),
        std::string("-1.pb"), std::string("99999999999.pb"), std::to_string(dots),
        std::to_string(dots) + ".json", std::to_string(dots) + ".pb.pb"}) {
    EXPECT_EQ(status(folder + name), 404) << name;
  }
}

TEST_F(PublishedMeeting, given_scripts_in_every_text_then_the_page_shows_them_as_text) {
  publish("public");
  for (auto const* language : {"sv", "en"}) {
    auto const page = body_of(get("/archive/" + meeting() + "?lang=" + language));
    auto const main = page.substr(page.find("<main"));
    auto const view = main.substr(0, main.find("</main>"));
    EXPECT_THAT(view, Not(HasSubstr("<script")));
    EXPECT_THAT(view, Not(HasSubstr("<img")));
    EXPECT_THAT(view, Not(HasSubstr("<!--")));
    EXPECT_THAT(view, HasSubstr("&lt;script&gt;alert(1)"));
    EXPECT_THAT(view, HasSubstr("Fel fråga &lt;img"));
    EXPECT_THAT(view, HasSubstr("Ingen tid &lt;img"));
  }
}

TEST_F(PublishedMeeting, given_the_page_in_both_languages_then_nothing_is_left_to_fill_in) {
  publish("public");
  std::set<std::string> different;
  for (std::string const& path :
       {"/archive/" + meeting(), std::string("/archive"), std::string("/accessibility"),
        std::string("/archive/zzzzzzzzzz")}) {
    std::string const swedish = body_of(get(path + "?lang=sv"));
    std::string const english = body_of(get(path + "?lang=en"));
    EXPECT_THAT(swedish, HasSubstr("<html lang=\"sv\"")) << path;
    EXPECT_THAT(english, HasSubstr("<html lang=\"en\"")) << path;
    for (auto const& page : {swedish, english}) {
      auto const view = page.substr(page.find("<main"));
      EXPECT_THAT(view,
                  Not(testing::ContainsRegex("(archive|statement|common|result|scale|item_state|"
                                             "box_state|format)\\.[a-z_]+")))
          << path;
      EXPECT_THAT(view, Not(testing::ContainsRegex("\\{[a-z]+\\}"))) << path;
    }
    EXPECT_NE(swedish, english) << path;
  }
}

TEST_F(PublishedMeeting, given_the_accessibility_statement_then_it_has_all_its_parts) {
  for (auto const* language : {"sv", "en"}) {
    auto const response = get(std::string("/accessibility?lang=") + language);
    EXPECT_EQ(status_of(response), 200);
    auto const page = body_of(response);
    std::size_t headings = 0;
    for (auto at = page.find("<h2>"); at != std::string::npos; at = page.find("<h2>", at + 1)) {
      ++headings;
    }
    EXPECT_EQ(headings, 6u);
    EXPECT_THAT(page, HasSubstr("digg.se"));
  }
}

TEST_F(PublishedMeeting, given_a_restart_then_the_archive_says_the_same) {
  publish("public");
  std::string const path = "/archive/" + meeting();
  auto const page = body_of(get(path));
  auto const json = Json::parse(body_of(get(path + ".json")));
  auto const csv = body_of(get(path + ".csv"));
  server->kill();
  server->start();
  EXPECT_EQ(body_of(get(path + ".csv")), csv);
  auto const again = Json::parse(body_of(get(path + ".json")));
  EXPECT_EQ(again.at("boxes"), json.at("boxes"));
  EXPECT_EQ(again.at("agenda"), json.at("agenda"));
  auto const section = [](std::string const& whole) {
    return whole.substr(0, whole.find("chain"));
  };
  EXPECT_EQ(section(body_of(get(path))), section(page));
}

}  // namespace
}  // namespace torg::archive
