#include <gtest/gtest.h>

#include "hall.hpp"

namespace torg::test {
namespace {

TEST(Session, given_a_connection_when_it_does_not_say_hello_in_time_then_it_is_closed) {
  Hall hall;
  Client client;
  client.connect(*hall.directory);
  client.session().on_handshake_timeout();
  EXPECT_EQ(client.closed, protocol::CloseCode::bad_hello);
  ASSERT_EQ(client.rejects.size(), 1u);
  EXPECT_EQ(client.rejects[0]["error"]["code"], "expected_hello");
}

TEST(Session, given_a_connection_when_it_commands_before_hello_then_it_is_closed) {
  Hall hall;
  Client client;
  client.connect(*hall.directory);
  client.command({{"type", "next_item"}});
  EXPECT_EQ(client.closed, protocol::CloseCode::bad_hello);
  EXPECT_EQ(client.rejects.at(0)["error"]["code"], "expected_hello");
}

TEST(Session, given_another_protocol_version_then_it_is_told) {
  Hall hall;
  Client client;
  client.connect(*hall.directory);
  client.say({{"type", "hello"},
              {"protocol", 2},
              {"credential", {{"kind", "token"}, {"token", Hall::token(1)}}}});
  EXPECT_EQ(client.closed, protocol::CloseCode::protocol_version);
}

TEST(Session, given_an_unknown_field_in_hello_then_the_reject_names_it) {
  Hall hall;
  Client client;
  client.connect(*hall.directory);
  client.say({{"type", "hello"},
              {"protocol", 1},
              {"credential", {{"kind", "token"}, {"token", Hall::token(1)}, {"extra", 1}}}});
  EXPECT_EQ(client.closed, protocol::CloseCode::bad_hello);
  EXPECT_EQ(client.rejects.at(0)["error"]["code"], "unknown_field");
  EXPECT_EQ(client.rejects.at(0)["error"]["field"], "credential.extra");
}

TEST(Session, given_credentials_that_nobody_knows_then_each_is_refused_in_its_way) {
  Hall hall;
  Client client;
  client.connect(*hall.directory);
  client.hello({{"kind", "token"}, {"token", Hall::token(1)}}, hall.meeting);
  hall.until([&] { return client.closed.has_value(); });
  EXPECT_EQ(client.closed, protocol::CloseCode::bad_credential);

  client.connect(*hall.directory);
  client.hello({{"kind", "token"}, {"token", Hall::token(1)}}, "zzzzzzzzzz");
  hall.until([&] { return client.closed.has_value(); });
  EXPECT_EQ(client.closed, protocol::CloseCode::unknown_meeting);

  client.connect(*hall.directory);
  client.hello({{"kind", "token"}, {"token", Hall::token(1)}});
  hall.until([&] { return client.closed.has_value(); });
  EXPECT_EQ(client.closed, protocol::CloseCode::bad_credential);

  client.connect(*hall.directory);
  client.hello({{"kind", "join"}, {"secret", "AAAAAAAAAAAAAAAA"}, {"token", Hall::token(1)}});
  hall.until([&] { return client.closed.has_value(); });
  EXPECT_EQ(client.closed, protocol::CloseCode::bad_credential);
}

TEST(Session, given_malformed_messages_when_there_are_too_many_then_it_is_closed) {
  Hall hall;
  Client phone;
  hall.join(phone, Hall::token(1));
  for (std::size_t i = 1; i < hall.limits.malformed_messages; ++i) phone.say_text("{");
  EXPECT_FALSE(phone.closed);
  EXPECT_EQ(phone.rejects.size(), hall.limits.malformed_messages - 1);
  EXPECT_EQ(phone.rejects.back()["error"]["code"], "malformed");
  phone.say_text("{");
  EXPECT_EQ(phone.closed, protocol::CloseCode::protocol_error);
}

TEST(Session, given_a_second_hello_then_it_is_refused_and_the_connection_stays) {
  Hall hall;
  Client phone;
  hall.join(phone, Hall::token(1));
  phone.hello({{"kind", "token"}, {"token", Hall::token(1)}}, hall.meeting);
  EXPECT_EQ(phone.rejects.at(0)["error"]["code"], "unexpected_hello");
  EXPECT_FALSE(phone.closed);
}

TEST(Session, given_too_many_unanswered_commands_when_the_limit_is_reached_then_reading_stops) {
  Hall hall;
  Client facilitator;
  hall.lead(facilitator);
  hall.gate->shut();
  for (std::size_t i = 0; i < hall.limits.unanswered_commands; ++i) {
    EXPECT_FALSE(facilitator.paused) << i;
    facilitator.command({{"type", "start_timer"}, {"duration_ms", 1'000 + i}});
  }
  EXPECT_TRUE(facilitator.paused);
  auto const one_more = facilitator.command({{"type", "next_item"}});
  EXPECT_EQ(facilitator.error(one_more), "too_many_unanswered");
  EXPECT_EQ(facilitator.answers[one_more]["error"]["limit"], hall.limits.unanswered_commands);
  hall.gate->open();
  hall.settle();
  EXPECT_FALSE(facilitator.paused);
}

TEST(Session, given_a_client_that_never_reads_when_it_goes_on_asking_then_it_is_cut_off) {
  Hall hall;
  Client facilitator;
  hall.lead(facilitator);
  facilitator.make_busy();
  facilitator.command({{"type", "next_item"}});
  hall.settle();
  for (int i = 0; i < 1'000 && !facilitator.closed; ++i) {
    facilitator.command({{"type", "next_item"}});
    hall.run_ready();
  }
  EXPECT_EQ(facilitator.closed, protocol::CloseCode::too_fast);
}

TEST(Session, given_commands_right_after_hello_when_admitted_then_they_are_answered) {
  Hall hall;
  Client facilitator;
  facilitator.connect(*hall.directory);
  facilitator.hello({{"kind", "token"}, {"token", hall.links.facilitator_token}}, hall.meeting);
  auto const id = facilitator.command({{"type", "start_meeting"}});
  hall.until([&] { return facilitator.acked(id); });
  EXPECT_FALSE(facilitator.welcome.is_null());
  EXPECT_EQ(facilitator.received.front()["type"], "welcome");
}

TEST(Session, given_a_connection_that_goes_while_it_is_admitted_then_nobody_is_counted_present) {
  Hall hall;
  Client facilitator;
  hall.lead(facilitator);
  {
    Client phone;
    phone.connect(*hall.directory);
    phone.hello({{"kind", "join"}, {"secret", hall.links.join_secret}, {"token", Hall::token(1)}});
  }
  hall.hurry(1'000);
  EXPECT_EQ(facilitator.section("facilitator", "presence")["joined"], 1);
  EXPECT_EQ(facilitator.section("facilitator", "presence")["connected"], 0);
}

TEST(Session, given_a_server_that_stops_then_connections_are_told_to_come_back) {
  Hall hall;
  Client phone;
  hall.join(phone, Hall::token(1));
  bool stopped = false;
  hall.directory->stop(0, [&] { stopped = true; });
  hall.until([&] { return stopped && phone.closed.has_value(); });
  EXPECT_EQ(phone.closed, protocol::CloseCode::service_restart);
  Client late;
  hall.join(late, Hall::token(2));
  EXPECT_EQ(late.closed, protocol::CloseCode::service_restart);
}

}  // namespace
}  // namespace torg::test
