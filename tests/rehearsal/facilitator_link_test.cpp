#include "rehearsal/facilitator_link.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace torg::rehearsal {
namespace {

std::string const token = "q7Zr0d_Vb2xLm-49sKfTgA";

TEST(FacilitatorLink, given_a_link_as_it_is_copied_then_its_parts_are_found) {
  for (std::string const origin :
       {"http://10.0.0.2:8080", "https://torg.example.se", "http://[::1]:8080"}) {
    std::string const link = origin + "/f/k3v9x0a7qd#" + token;
    for (auto const& text : {link, "  " + link + " \r\n"}) {
      auto const read = read_facilitator_link(text);
      ASSERT_TRUE(read) << text;
      EXPECT_EQ(read->origin, origin);
      EXPECT_EQ(read->meeting, "k3v9x0a7qd");
      EXPECT_EQ(read->token, token);
    }
  }
}

TEST(FacilitatorLink, given_anything_else_then_it_is_none) {
  for (auto const& text : std::vector<std::string>{
           "", " \n", "k3v9x0a7qd", token, "http://10.0.0.2/f/k3v9x0a7qd",
           "http://10.0.0.2/f/k3v9x0a7qd#", "http://10.0.0.2/f/k3v9x0a7qd#short",
           "http://10.0.0.2/f/k3v9x0a7qd#" + token + "x",
           "http://10.0.0.2/f/k3v9x0a7qd#" + token.substr(1) + "\"",
           "10.0.0.2/f/k3v9x0a7qd#" + token, "http:///f/k3v9x0a7qd#" + token,
           "http://10.0.0.2/s/k3v9x0a7qd#" + token, "http://10.0.0.2/f/K3V9X0A7QD#" + token,
           "http://10.0.0.2/f/k3v9x0a7#" + token, "http://10.0.0.2/f/k3v9x0a7qd/x#" + token,
           "http://10.0.0.2/o#" + token}) {
    EXPECT_FALSE(read_facilitator_link(text)) << text;
  }
}

}  // namespace
}  // namespace torg::rehearsal
