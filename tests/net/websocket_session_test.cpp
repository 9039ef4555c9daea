#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "websocket_house.hpp"

namespace torg::net {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using test::RawWebsocket;
using Frame = RawWebsocket;

using Websocket = WebsocketHouse;

struct Violation {
  char const* what;
  unsigned close;
  std::function<void(RawWebsocket&)> commit;
};

std::vector<Violation> violations() {
  using How = RawWebsocket::How;
  auto const one = [](unsigned opcode, std::string payload, How how) {
    return [=](RawWebsocket& socket) { socket.send_frame(opcode, payload, how); };
  };
  How const plain{};
  return {
      {"binary", 1003, one(Frame::binary, "{}", plain)},
      {"empty binary", 1003, one(Frame::binary, "", plain)},
      {"above 64 KiB", 1009, one(Frame::text, std::string(65'537, ' '), plain)},
      {"above 64 KiB in fragments", 1009,
       [](RawWebsocket& socket) {
         socket.send_frame(Frame::text, std::string(40'000, ' '), {.last = false});
         socket.send_frame(Frame::continuation, std::string(40'000, ' '));
       }},
      {"a length of 2^40 bytes", 1009,
       [](RawWebsocket& socket) {
         socket.send(std::string("\x81\xff\0\0\1\0\0\0\0\0\1\2\3\4", 14));
       }},
      {"a length with the highest bit", 1009,
       [](RawWebsocket& socket) {
         socket.send(std::string("\x81\xff\x80\0\0\0\0\0\0\1\1\2\3\4x", 15));
       }},
      {"a length written longer than needed", 1002, one(Frame::text, "{}", {.long_length = true})},
      {"no UTF-8", 1007, one(Frame::text, "{\"a\":\"\xc3\x28\"}", plain)},
      {"a lone surrogate", 1007, one(Frame::text, "\xed\xa0\x80", plain)},
      {"overlong UTF-8", 1007, one(Frame::text, "\xc0\xaf", plain)},
      {"above U+10FFFF", 1007, one(Frame::text, "\xf4\x90\x80\x80", plain)},
      {"a character that is cut off at the end", 1007, one(Frame::text, "\xe2\x82", plain)},
      {"not masked", 1002, one(Frame::text, "{}", {.masked = false})},
      {"a ping that is not masked", 1002, one(Frame::ping, "x", {.masked = false})},
      {"reserved bit 1", 1002, one(Frame::text, "{}", {.reserved = 4})},
      {"reserved bit 2", 1002, one(Frame::text, "{}", {.reserved = 2})},
      {"reserved bit 3", 1002, one(Frame::text, "{}", {.reserved = 1})},
      {"reserved opcode 3", 1002, one(3, "{}", plain)},
      {"reserved opcode 7", 1002, one(7, "", plain)},
      {"reserved control opcode 11", 1002, one(11, "", plain)},
      {"reserved control opcode 15", 1002, one(15, "", plain)},
      {"a ping in two parts", 1002, one(Frame::ping, "x", {.last = false})},
      {"a ping above 125 bytes", 1002, one(Frame::ping, std::string(126, 'x'), plain)},
      {"a continuation of nothing", 1002, one(Frame::continuation, "{}", plain)},
      {"a new message inside another", 1002,
       [](RawWebsocket& socket) {
         socket.send_frame(Frame::text, "{", {.last = false});
         socket.send_frame(Frame::text, "}");
       }},
      {"a close of one byte", 1002, one(Frame::close, "\x03", plain)},
      {"a close with a code that is none", 1002, one(Frame::close, "\x03\xe7", plain)},
      {"a close with a code that is never sent", 1002, one(Frame::close, "\x03\xed", plain)},
      {"a close whose reason is no UTF-8", 1002, one(Frame::close, "\x03\xe8\xc3\x28", plain)},
  };
}

TEST_F(Websocket,
       given_each_violation_then_the_right_close_code_and_the_end_before_and_after_hello) {
  int phone = 0;
  for (auto const& [what, close, commit] : violations()) {
    for (bool const in : {false, true}) {
      auto const name = std::to_string(++phone);
      auto const socket = in ? welcomed(token.substr(name.size()) + name) : connected();
      commit(*socket);
      EXPECT_EQ(socket->close_code(), close) << what << (in ? ", welcomed" : ", before hello");
      socket->finish();
      EXPECT_TRUE(socket->ends()) << what;
    }
  }
}

TEST_F(Websocket, given_a_close_then_it_is_answered_with_its_code_and_the_connection_ends) {
  for (auto const& payload : {std::string("\x03\xe8"), std::string("\x03\xe9") + "hej då",
                              std::string("\x0f\xa0"), std::string()}) {
    auto const socket = connected();
    socket->send_frame(Frame::close, payload);
    auto const answer = socket->frame();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->opcode, Frame::close);
    EXPECT_EQ(answer->payload.substr(0, 2), payload.empty() ? "\x03\xe8" : payload.substr(0, 2));
    EXPECT_TRUE(socket->ends());
  }
}

TEST_F(Websocket, given_pings_then_each_is_answered_with_its_bytes_also_between_fragments) {
  auto const socket = connected();
  auto const hello = join("pingpingpingpingpingpi").dump();
  socket->send_frame(Frame::text, hello.substr(0, 10), {.last = false});
  socket->send_frame(Frame::ping, std::string("a\0b", 3));
  auto const pong = socket->frame();
  ASSERT_TRUE(pong);
  EXPECT_EQ(pong->opcode, Frame::pong);
  EXPECT_EQ(pong->payload, std::string("a\0b", 3));
  socket->send_frame(Frame::pong, "nobody asked");
  socket->send_frame(Frame::continuation, hello.substr(10, 0), {.last = false});
  socket->send_frame(Frame::continuation, hello.substr(10));
  EXPECT_EQ(socket->message().value("type", ""), "welcome");
}

TEST_F(Websocket, given_a_character_divided_between_fragments_then_the_message_is_read) {
  auto const socket = welcomed("fragfragfragfragfragfr");
  std::string const text =
      json{{"type", "command"},
           {"id", "c1"},
           {"command",
            {{"type", "submit_proposal"}, {"item", 1}, {"language", "sv"}, {"title", "Å"}}}}
          .dump();
  auto const middle = text.find("\xc3") + 1;
  socket->send_frame(Frame::text, text.substr(0, middle), {.last = false});
  socket->send_frame(Frame::continuation, text.substr(middle));
  EXPECT_EQ(socket->answer().value("id", ""), "c1");
}

TEST_F(Websocket, given_a_first_message_that_is_no_hello_then_a_typed_refusal_and_4000) {
  auto const refused = [](std::string const& text) {
    auto const socket = connected();
    socket->send_frame(Frame::text, text);
    auto const reject = socket->message();
    EXPECT_EQ(reject.value("type", ""), "reject") << text;
    EXPECT_FALSE(reject.contains("id")) << text;
    EXPECT_EQ(socket->close_code(), 4000u) << text;
    auto error = reject.value("error", json::object());
    return error.value("code", "") + " " + error.value("field", "");
  };
  EXPECT_EQ(refused(R"({"type":"command","id":"c1","command":{"type":"next_item"}})"),
            "expected_hello ");
  EXPECT_EQ(refused("hej"), "malformed ");
  EXPECT_EQ(refused(""), "malformed ");
  EXPECT_EQ(refused("null"), "wrong_type ");
  EXPECT_EQ(refused(std::string(65'536, ' ')), "malformed ");
  EXPECT_EQ(refused(R"({"type":"goodbye"})"), "unknown_value type");
  EXPECT_EQ(refused(std::string(17, '[') + std::string(17, ']')), "too_deep ");
  auto hello = join();
  hello["extra"] = 1;
  EXPECT_EQ(refused(hello.dump()), "unknown_field extra");
  hello = join();
  hello["credential"]["token"] = "short";
  EXPECT_EQ(refused(hello.dump()), "too_short credential.token");
  hello = join();
  hello.erase("protocol");
  EXPECT_EQ(refused(hello.dump()), "missing_field protocol");
}

TEST_F(Websocket, given_a_hello_that_opens_nothing_then_the_refusal_and_the_close_say_which) {
  auto const refused = [](json const& hello) {
    auto const socket = connected();
    socket->say(hello);
    auto const code = socket->message().value("error", json::object()).value("code", "");
    return code + " " + std::to_string(socket->close_code());
  };
  auto version = join();
  version["protocol"] = 2;
  EXPECT_EQ(refused(version), "protocol_version 4003");
  EXPECT_EQ(refused(hello_of({{"kind", "token"}, {"token", other_token}}, house->meeting())),
            "bad_credential 4001");
  EXPECT_EQ(refused(hello_of({{"kind", "token"}, {"token", other_token}}, "zzzzzzzzzz")),
            "unknown_meeting 4002");
  EXPECT_EQ(
      refused(hello_of({{"kind", "join"}, {"secret", "ABCDEFGH23456777"}, {"token", other_token}})),
      "bad_credential 4001");
}

TEST_F(Websocket, given_a_second_hello_then_it_is_refused_and_the_connection_stays) {
  auto const socket = welcomed("twicetwicetwicetwicetw");
  socket->say(join("twicetwicetwicetwicetw"));
  auto const reject = socket->answer();
  EXPECT_EQ(reject.value("error", json::object()).value("code", ""), "unexpected_hello");
  socket->say({{"type", "command"}, {"id", "c1"}, {"command", {{"type", "choose_group"}}}});
  EXPECT_EQ(socket->answer().value("id", ""), "c1");
}

TEST_F(Websocket,
       given_a_command_that_breaks_the_schema_then_the_field_is_named_and_the_line_stays) {
  auto const socket = welcomed("fieldfieldfieldfieldfi");
  auto const refused = [&](json const& command) {
    socket->say({{"type", "command"}, {"id", "c"}, {"command", command}});
    auto const error = socket->answer().value("error", json::object());
    return error.value("code", "") + " " + error.value("field", "");
  };
  EXPECT_EQ(refused({{"type", "launch_rocket"}}), "unknown_value command.type");
  EXPECT_EQ(refused({{"type", "choose_group"}, {"colour", "red"}}), "unknown_field command.colour");
  EXPECT_EQ(refused({{"type", "withdraw_proposal"}}), "missing_field command.proposal");
  EXPECT_EQ(refused({{"type", "withdraw_proposal"}, {"proposal", "one"}}),
            "wrong_type command.proposal");
  EXPECT_EQ(refused({{"type", "submit_proposal"},
                     {"item", 1},
                     {"language", "sv"},
                     {"title", std::string(10'000, 'x')}}),
            "too_long command.title");
  EXPECT_EQ(refused("next_item"), "wrong_type command");
  EXPECT_EQ(refused({{"type", "withdraw_proposal"}, {"proposal", 0}}),
            "out_of_range command.proposal");
  socket->say({{"type", "command"}, {"id", "c9"}, {"command", {{"type", "next_item"}}}});
  auto const forbidden = socket->answer();
  EXPECT_EQ(forbidden.value("id", ""), "c9");
  EXPECT_EQ(forbidden.value("type", ""), "reject");
}

TEST_F(Websocket, given_twenty_faults_then_the_connection_ends) {
  auto const socket = welcomed("twentytwentytwentytwen");
  for (int i = 0; i < 20; ++i) socket->send_frame(Frame::text, "{");
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(socket->answer().value("error", json::object()).value("code", ""), "malformed");
  }
  EXPECT_EQ(socket->close_code(), 1002u);
}

TEST_F(Websocket, given_no_hello_then_the_connection_is_closed_in_time) {
  auto const socket = connected();
  auto const began = std::chrono::steady_clock::now();
  EXPECT_EQ(socket->message().value("error", json::object()).value("code", ""), "expected_hello");
  EXPECT_EQ(socket->close_code(), 4000u);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 3s);
}

TEST_F(Websocket, given_a_message_whose_end_never_comes_then_the_hello_deadline_still_holds) {
  auto const socket = connected();
  socket->send_frame(Frame::text, "{\"type\":", {.last = false});
  socket->send(std::string("\x80", 1));
  EXPECT_EQ(socket->close_code(3s), 4000u);
}

TEST_F(Websocket, given_a_peer_that_does_not_answer_the_close_then_the_socket_ends_all_the_same) {
  auto const before = house->connections();
  auto const socket = connected();
  socket->send_frame(Frame::binary, "x");
  EXPECT_EQ(socket->close_code(), 1003u);
  EXPECT_TRUE(socket->ends(4s));
  for (int i = 0; i < 100 && house->connections() > before; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_LE(house->connections(), before);
}

TEST_F(Websocket, given_half_open_and_cut_connections_then_every_place_is_given_back) {
  auto const before = house->connections();
  for (int i = 0; i < 100; ++i) {
    auto const name = std::to_string(i);
    if (i % 2) {
      welcomed(other_token.substr(name.size()) + name);
    } else {
      connected();
    }
  }
  for (int i = 0; i < 300 && house->connections() > before; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_LE(house->connections(), before);
}

}  // namespace
}  // namespace torg::net
