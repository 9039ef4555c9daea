#include "domain/snapshot.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "domain/specification.hpp"

namespace torg::domain::test {
namespace {

// Something in every part of the state.
Scene full_meeting() {
  Scene scene = running(2, 2);
  scene.given(phone(1), R"({"type":"choose_group","group":"east"})");
  scene.given(phone(1), R"({"type":"submit_proposal","item":2,"language":"sv","title":"A"})");
  scene.given(phone(2), R"({"type":"submit_proposal","item":2,"language":"sv","title":"B"})");
  scene.given(R"({"type":"merge_proposals","into":1,"proposals":[2]})");
  scene.given(R"({"type":"hide_proposal","proposal":1,"reason":"prov"})");
  scene.given(R"({"type":"edit_meeting","place":{"sv":"Salen"},"starts_at_ms":1,"ends_at_ms":2})");
  scene.given(R"({"type":"set_wifi","ssid":"Salen","password":"x"})");
  scene.given(R"({"type":"skip_item","item":6,"reason":"tid"})");
  scene.given(R"({"type":"start_item","item":3})").given(R"({"type":"open_ballot","item":3})");
  scene.given_sealed(1).given(R"({"type":"show_result","box":1})");
  scene.given(R"({"type":"void_ballot","box":1,"reason":"fel"})");
  scene.given(R"({"type":"open_ballot","item":3,"closes_in_ms":60000})");
  scene.given(phone(1), R"({"type":"ask_more_time","box":2})");
  scene.given(R"({"type":"add_items","items":[{"kind":"dots","title":{"sv":"S"},
      "rule":{"kind":"dots","dots":1,"max_per_option":1,"top":1},
      "options":[{"option":1,"title":{"sv":"A"}},{"option":2,"title":{"sv":"B"}}]}]})");
  scene.given(R"({"type":"draw_lot","item":8,"order":[2,1]})");
  Decision settled;
  settled.events.emplace_back(
      protocol::TieSettled{start_ms, 1, protocol::TieSettling::all, {{1, 2}}, {}});
  scene.apply(settled);
  scene.given(
      R"({"type":"issue_voting_codes","codes":["K7QD3MXF9TRA","ZP4W8NHB2VJ5","ABCDEFGHJKMN"]})");
  scene.given(R"({"type":"add_items","items":[{"kind":"poll","title":{"sv":"Kod"},
      "electorate":"codes","rule":{"kind":"poll","form":"scale"}}]})");
  scene.given(R"({"type":"stop_ballot","box":2})").given(R"({"type":"start_item","item":9})");
  scene.given(R"({"type":"open_ballot","item":9})");
  scene.given_code(1, true).given(phone(1), R"({"type":"take_voting_code","code":"K7QD3MXF9TRA"})");
  scene.given(R"({"type":"revoke_voting_code","seat":2})");
  scene.given(R"({"type":"start_timer","duration_ms":1000})");
  scene.given(R"({"type":"set_screen","view":"join"})");
  return scene;
}

TEST(Snapshot, given_a_meeting_with_everything_then_it_is_read_back_equal) {
  Scene const scene = full_meeting();
  auto const read = decode_snapshot(encode_snapshot(scene.meeting()));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(*read, scene.meeting());
}

TEST(Snapshot, given_a_closed_and_published_meeting_then_it_is_read_back_equal) {
  Scene scene = live_meeting();
  scene.given(R"({"type":"close_meeting"})");
  scene.given(R"({"type":"publish_meeting","publication":"public"})");
  EXPECT_EQ(decode_snapshot(encode_snapshot(scene.meeting())), scene.meeting());
}

TEST(Snapshot, given_a_meeting_that_does_not_exist_yet_then_it_is_read_back_equal) {
  EXPECT_EQ(decode_snapshot(encode_snapshot(Meeting())), Meeting());
}

TEST(Snapshot, given_a_meeting_read_back_then_it_goes_on_the_same_way) {
  Scene const scene = full_meeting();
  Meeting read = decode_snapshot(encode_snapshot(scene.meeting())).value();
  Meeting live = scene.meeting();
  auto const next = scene.when(R"({"type":"extend_ballot","box":3,"add_ms":5})").accepted();
  for (auto const& event : next.events) {
    evolve(read, event);
    evolve(live, event);
  }
  EXPECT_EQ(read, live);
}

TEST(Snapshot, given_no_text_of_people_then_it_holds_references_only) {
  Scene const scene = full_meeting();
  std::string const bytes = encode_snapshot(scene.meeting());
  for (char const* const text : {"Salen", "prov", "Ada", "Öster", "Prickar", "fel"}) {
    EXPECT_EQ(bytes.find('"' + std::string(text)), std::string::npos) << text;
  }
}

TEST(Snapshot, given_another_codec_or_damage_then_it_is_not_read) {
  std::string const bytes = encode_snapshot(full_meeting().meeting());
  auto json = nlohmann::json::parse(bytes);
  json["codec"] = snapshot_codec_version + 1;
  EXPECT_EQ(decode_snapshot(json.dump()), std::nullopt);
  EXPECT_EQ(decode_snapshot(bytes.substr(0, bytes.size() / 2)), std::nullopt);
  EXPECT_EQ(decode_snapshot("[]"), std::nullopt);
  EXPECT_EQ(decode_snapshot(""), std::nullopt);
  // Any part that is missing or of another type.
  auto const original = nlohmann::json::parse(bytes);
  for (auto const& [key, value] : original.at("meeting").items()) {
    auto without = original;
    without["meeting"].erase(key);
    EXPECT_EQ(decode_snapshot(without.dump()), std::nullopt) << key;
    auto other = original;
    other["meeting"][key] = nlohmann::json::array({nlohmann::json::array({true})});
    EXPECT_EQ(decode_snapshot(other.dump()), std::nullopt) << key;
  }
}

}  // namespace
}  // namespace torg::domain::test
