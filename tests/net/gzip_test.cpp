#include "net/gzip.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>
#include <string>

#include "support/temp_folder.hpp"

namespace torg::net {
namespace {

// What the system's gzip makes of it; it also checks length and checksum.
std::string unpacked(std::string const& packed) {
  test::TempFolder folder;
  auto const file = (folder / "page.gz").string();
  std::ofstream(file, std::ios::binary) << packed;
  std::string const command = "gzip -dc '" + file + "' > '" + (folder / "page").string() + "'";
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::ostringstream out;
  out << std::ifstream(folder / "page", std::ios::binary).rdbuf();
  return out.str();
}

TEST(Gzip, given_any_bytes_when_packed_then_gzip_itself_unpacks_them) {
  std::mt19937 random(7);
  std::string noise(200'000, '\0');
  for (char& c : noise) c = static_cast<char>(random());
  std::string repetitive;
  for (int i = 0; i < 20'000; ++i) repetitive += "<li>Bygdens framtid</li>";
  for (std::string const& bytes :
       {std::string("a"), std::string("Räksmörgås"), std::string(70'000, 'x'), noise, repetitive}) {
    EXPECT_TRUE(unpacked(gzip(bytes)) == bytes) << bytes.size();
  }
}

TEST(Gzip, given_nothing_when_packed_then_it_unpacks_to_nothing) {
  std::string const packed = gzip("");
  EXPECT_GE(packed.size(), 18u);
  test::TempFolder folder;
  auto const file = (folder / "empty.gz").string();
  std::ofstream(file, std::ios::binary) << packed;
  EXPECT_EQ(std::system(("gzip -t '" + file + "'").c_str()), 0);
}

TEST(Gzip, given_a_page_when_packed_then_it_is_smaller) {
  std::string page;
  for (int i = 0; i < 400; ++i) page += "<tr><td>" + std::to_string(i) + "</td></tr>";
  EXPECT_LT(gzip(page).size(), page.size() / 3);
}

}  // namespace
}  // namespace torg::net
