#include "net/tls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <fstream>
#include <memory>
#include <string>

#include "echo.hpp"
#include "server_house.hpp"
#include "support/certificate.hpp"
#include "support/raw_websocket.hpp"

namespace torg::net {
namespace {

using test::body_of;
using test::get_request;
using test::RawSocket;
using test::RawWebsocket;
using test::status_of;
using Frame = RawWebsocket;

class Tls : public testing::Test {
 protected:
  Tls() {
    test::write_certificate("torg.example.se", certificate, key);
    identity = std::move(TlsIdentity::load(certificate, key)).value();
  }
  ServerHouse& serve(std::optional<Endpoint> endpoint = {}) {
    house = std::make_unique<ServerHouse>(
        Limits{}, live::Limits{},
        ServerHouse::Extra{.endpoint = std::move(endpoint), .tls = identity.get()});
    return *house;
  }
  void write(std::filesystem::path const& path, std::string const& text) {
    std::ofstream(path) << text;
  }

  test::TempFolder folder{test::TempFolder::Place::memory};
  std::filesystem::path certificate = folder / "certificate.pem";
  std::filesystem::path key = folder / "key.pem";
  std::unique_ptr<TlsIdentity> identity;
  std::unique_ptr<ServerHouse> house;
};

TEST_F(Tls, given_each_version_then_only_1_2_and_1_3_are_spoken) {
  serve();
  for (auto const& [version, spoken] : std::vector<std::pair<int, bool>>{
           {TLS1_VERSION, false}, {TLS1_1_VERSION, false}, {TLS1_2_VERSION, true}, {0, true}}) {
    RawSocket socket(house->port());
    EXPECT_EQ(socket.encrypt(version), spoken) << version;
    if (!spoken) continue;
    for (int i = 0; i < 3; ++i) {
      socket.send(get_request("/healthz"));
      EXPECT_EQ(body_of(socket.response()), "ok\n");
    }
  }
}

TEST_F(Tls, given_several_requests_in_one_record_then_each_is_answered) {
  serve();
  RawSocket socket(house->port());
  ASSERT_TRUE(socket.encrypt());
  std::string const long_line = "X: " + std::string(900, 'x') + "\r\n";
  socket.send(get_request("/healthz", long_line) + get_request("/assets/none") +
              get_request("/healthz", long_line));
  EXPECT_EQ(status_of(socket.response()), 200);
  EXPECT_EQ(status_of(socket.response()), 404);
  EXPECT_EQ(body_of(socket.response()), "ok\n");
}

TEST_F(Tls, given_plain_http_then_the_connection_ends_and_others_go_on) {
  serve();
  EXPECT_EQ(status_of(test::fetch(house->port(), "/healthz")), 0);
  RawSocket socket(house->port());
  ASSERT_TRUE(socket.encrypt());
  socket.send(get_request("/healthz"));
  EXPECT_EQ(status_of(socket.response()), 200);
}

TEST_F(Tls, given_messages_of_each_size_then_they_come_back_through_the_same_session) {
  serve(echo_endpoint(4 * 1024 * 1024));
  RawWebsocket socket(house->port());
  ASSERT_TRUE(socket.encrypt());
  ASSERT_EQ(status_of(socket.upgrade("", "/")), 101);
  for (std::size_t const size : {0, 1, 200, 16'383, 16'384, 16'385, 100'000, 3'000'000}) {
    std::string const text(size, 'x');
    ASSERT_TRUE(socket.send_frame(Frame::binary, text));
    auto const frame = socket.frame();
    ASSERT_TRUE(frame) << size;
    EXPECT_TRUE(frame->payload == text) << size;
  }
  socket.send_frame(Frame::close, "\x03\xe8");
  EXPECT_EQ(socket.close_code(), 1000u);
  EXPECT_TRUE(socket.ends());
}

TEST_F(Tls, given_a_meeting_then_a_phone_gets_in_over_the_encrypted_socket) {
  serve();
  RawWebsocket socket(house->port());
  ASSERT_TRUE(socket.encrypt());
  ASSERT_EQ(status_of(socket.upgrade("Sec-WebSocket-Protocol: torg.v1\r\n"
                                     "Origin: https://127.0.0.1\r\n")),
            101);
  socket.say({{"type", "hello"},
              {"protocol", 1},
              {"credential",
               {{"kind", "join"},
                {"secret", house->links().join_secret},
                {"token", "AAAAAAAAAAAAAAAAAAAAAA"}}}});
  EXPECT_EQ(socket.message().value("type", ""), "welcome");
}

TEST_F(Tls, given_a_new_certificate_then_new_connections_see_it_and_those_that_stand_go_on) {
  serve(echo_endpoint(1'000));
  RawWebsocket before(house->port());
  ASSERT_TRUE(before.encrypt());
  EXPECT_EQ(before.certificate_name(), "torg.example.se");
  ASSERT_EQ(status_of(before.upgrade("", "/")), 101);

  test::write_certificate("new.example.se", certificate, key);
  EXPECT_FALSE(identity->reload());
  before.send_frame(Frame::text, "kvar");
  EXPECT_EQ(before.frame()->payload, "kvar");
  RawSocket after(house->port());
  ASSERT_TRUE(after.encrypt());
  EXPECT_EQ(after.certificate_name(), "new.example.se");
}

TEST_F(Tls, given_files_that_do_not_fit_when_reloaded_then_the_old_certificate_stays) {
  serve();
  auto const other_key = folder / "other.pem";
  test::write_certificate("other.example.se", folder / "unused.pem", other_key);
  std::filesystem::copy_file(other_key, key, std::filesystem::copy_options::overwrite_existing);
  auto fault = identity->reload();
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->file, key);
  write(certificate, "no certificate");
  fault = identity->reload();
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->file, certificate);
  EXPECT_NE(fault->reason, "");
  RawSocket socket(house->port());
  ASSERT_TRUE(socket.encrypt());
  EXPECT_EQ(socket.certificate_name(), "torg.example.se");
}

TEST_F(Tls, given_a_file_that_is_missing_then_it_is_named) {
  auto const missing = TlsIdentity::load(folder / "none.pem", key);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().file, folder / "none.pem");
}

}  // namespace
}  // namespace torg::net
