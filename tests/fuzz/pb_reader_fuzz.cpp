#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "archive/pb/reader.hpp"
#include "support/pb_reader_promises.hpp"

// Any bytes as a .pb file; ends the process when read_pb breaks a promise.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  // Small, so that inputs of a few kilobytes reach them.
  torg::archive::PbReadLimits limits;
  limits.cell_bytes = 400;
  limits.cells_per_row = 40;
  limits.projects = 60;
  limits.votes = 60;
  limits.marks = 300;
  limits.findings = 8;
  std::string_view const text(reinterpret_cast<char const*>(data), size);
  auto const broken = torg::test::broken_promise(torg::archive::read_pb, text, limits);
  if (!broken.empty()) {
    std::fprintf(stderr, "%s\n", broken.c_str());
    std::abort();
  }
  return 0;
}
