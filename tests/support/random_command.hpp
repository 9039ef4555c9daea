#pragma once

#include <string>

namespace torg::test {

inline char const* const random_item_kinds[] = {
    R"({"kind":"info","title":{"sv":"N"}})",
    R"({"kind":"ideas","title":{"sv":"I"},"ideas":{"limit":2,"release_first":false}})",
    R"({"kind":"dots","title":{"sv":"D"},"rule":{"kind":"dots","dots":3,"max_per_option":2}})",
    R"({"kind":"poll","title":{"sv":"P"},"rule":{"kind":"poll","form":"scale"}})",
    R"({"kind":"poll","title":{"sv":"Q"},"rule":{"kind":"poll","form":"one"},
        "options":[{"option":1,"title":{"sv":"A"}},{"option":2,"title":{"sv":"B"}}]})",
    R"({"kind":"fund","title":{"sv":"F"},
        "rule":{"kind":"fund","pot":9,"form":"approve","method":"greedy","satisfaction":"cost",
                "completion":"none","utilitarian":false},
        "options":[{"option":1,"title":{"sv":"A"},"cost":5},
                   {"option":2,"title":{"sv":"B"},"cost":5}]})",
    R"({"kind":"poll","title":{"sv":"K"},"electorate":"codes",
        "rule":{"kind":"poll","form":"scale"}})"};

inline constexpr int random_item_kind_count = sizeof random_item_kinds / sizeof *random_item_kinds;

/// One of some, so that some are issued twice and some that are typed were issued.
inline std::string random_voting_code(int a, int b) {
  return "K7QD3MXF9T" + std::string(1, static_cast<char>('2' + a % 8)) +
         std::string(1, static_cast<char>('A' + b % 8));
}

/// A command of a facilitator or a phone, in the protocol's JSON: `which` of them, filled in with
/// small numbers of items, boxes and proposals, some of which exist.
inline std::string random_command(int which, int a, int b, int c) {
  auto const n = [](int number) { return std::to_string(number); };
  std::string const item = R"("item":)" + n(a);
  std::string const box = R"("box":)" + n(a);
  std::string const proposal = R"("proposal":)" + n(a);
  std::string const before = b % 3 == 0 ? "" : R"(,"before":)" + n(b);
  std::string const time = c % 2 == 0 ? "" : R"(,"closes_in_ms":)" + n(c * 1000);
  switch (which) {
    case 0:
      return R"({"type":"add_items","items":[)" +
             std::string(random_item_kinds[c % random_item_kind_count]) + "]" + before + "}";
    case 1:
      return R"({"type":"edit_item",)" + item + R"(,"definition":)" +
             random_item_kinds[c % random_item_kind_count] + "}";
    case 2:
      return R"({"type":"move_item",)" + item + before + "}";
    case 3:
      return R"({"type":"start_item",)" + item + "}";
    case 4:
      return R"({"type":"next_item"})";
    case 5:
      return R"({"type":"previous_item"})";
    case 6:
      return R"({"type":"skip_item",)" + item + R"(,"reason":"r"})";
    case 7:
      return R"({"type":"defer_item",)" + item + R"(,"reason":"r"})";
    case 8:
      return R"({"type":"restore_item",)" + item + "}";
    case 9:
      return R"({"type":"submit_proposal","language":"sv","title":"t",)" + item + "}";
    case 10:
      return R"({"type":"withdraw_proposal",)" + proposal + "}";
    case 11:
      return R"({"type":"add_proposals","proposals":[{"title":{"sv":"x"}}]})";
    case 12:
      return R"({"type":"edit_proposal","draft":{"title":{"sv":"y"}},)" + proposal + "}";
    case 13:
      return R"({"type":"release_proposal",)" + proposal + "}";
    case 14:
      return R"({"type":"hide_proposal",)" + proposal + "}";
    case 15:
      return R"({"type":"restore_proposal",)" + proposal + "}";
    case 16:
      return R"({"type":"merge_proposals","into":)" + n(a) + R"(,"proposals":[)" + n(b) + "]}";
    case 17:
      return R"({"type":"use_proposals",)" + item + R"(,"proposals":[)" + n(b) + "]}";
    case 18:
      return R"({"type":"open_ballot",)" + item + time + "}";
    case 19:
      return R"({"type":"extend_ballot",)" + box + R"(,"add_ms":)" + n(c * 500) + "}";
    case 20:
      return R"({"type":"stop_ballot",)" + box + "}";
    case 21:
      return R"({"type":"reopen_ballot",)" + box + time + "}";
    case 22:
      return R"({"type":"show_result",)" + box + "}";
    case 23:
      return R"({"type":"void_ballot",)" + box + R"(,"reason":"r"})";
    case 24:
      return R"({"type":"ask_more_time",)" + box + "}";
    case 25:
      return R"({"type":"choose_group","group":")" + std::string(c % 2 ? "east" : "west") + "\"}";
    case 26:
      return R"({"type":"start_timer","duration_ms":)" + n(1 + c) + "}";
    case 27:
      return R"({"type":"set_screen","view":"join"})";
    case 28:
      return R"({"type":"seal_ballot",)" + box + "}";
    case 29:
      return R"({"type":"edit_meeting","title":{"sv":"T"}})";
    case 30:
      return R"({"type":"set_wifi","ssid":"s"})";
    case 31:
      return R"({"type":"draw_lot",)" + item + (c % 2 == 0 ? "}" : R"(,"order":[2,1]})");
    case 32:
      return R"({"type":"settle_tie",)" + box + R"(,"how":")" +
             (c % 3 == 0   ? "lot"
              : c % 3 == 1 ? "all"
                           : "run_off") +
             "\"}";
    case 33:
      return R"({"type":"issue_voting_codes","codes":[")" + random_voting_code(a, b) + R"(",")" +
             random_voting_code(a, b + 7) + R"("]})";
    case 34:
      return R"({"type":"revoke_voting_code","seat":)" + n(a) + "}";
    case 35:
      return R"({"type":"reissue_voting_code","seat":)" + n(a) + R"(,"code":")" +
             random_voting_code(a, b) + "\"}";
    case 36:
      return R"({"type":"take_voting_code","code":")" + random_voting_code(a, b) + "\"}";
    default:
      return R"({"type":"stop_timer"})";
  }
}
/// The last is for stop_timer.
inline constexpr int random_command_kinds = 38;

/// Whether a phone gives it, and not the facilitator.
inline bool is_of_phones(int which) {
  return which == 9 || which == 10 || which == 24 || which == 25 || which == 36;
}

}  // namespace torg::test
