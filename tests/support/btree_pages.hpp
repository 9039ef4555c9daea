#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace torg::test {

/// One page of an SQLite b-tree as it lies in the file, without what depends on where in the file
/// it lies: the bytes with the numbers of other pages blanked, and where each cell begins, in key
/// order.
struct BtreePage {
  std::string bytes;
  std::vector<std::size_t> cell_offsets;

  bool operator==(const BtreePage&) const = default;
};

/// Reads the pages of an index-like b-tree (a WITHOUT ROWID table) from a database file without a
/// log, parents before children, children in key order. Format: sqlite.org/fileformat2.html,
/// section 1.6. Cells must be small enough to need no overflow page.
class BtreeFile {
 public:
  explicit BtreeFile(std::string file)
      : file_(std::move(file)),
        page_size_(number(file_, 16, 2) == 1 ? 65536 : number(file_, 16, 2)) {}

  std::vector<BtreePage> pages_from(std::size_t root) const {
    std::vector<BtreePage> pages;
    walk(root, pages);
    return pages;
  }

 private:
  static constexpr int interior_index = 2;
  static constexpr int leaf_index = 10;

  static std::size_t number(std::string_view bytes, std::size_t at, std::size_t width) {
    std::size_t value = 0;
    for (std::size_t i = 0; i < width; ++i) {
      value = value << 8 | static_cast<std::uint8_t>(bytes.at(at + i));
    }
    return value;
  }

  void walk(std::size_t page_number, std::vector<BtreePage>& pages) const {
    BtreePage page{file_.substr((page_number - 1) * page_size_, page_size_), {}};
    const auto type = number(page.bytes, 0, 1);
    if (type != interior_index && type != leaf_index) throw std::runtime_error("no index page");
    const bool interior = type == interior_index;
    const std::size_t header = interior ? 12 : 8;
    std::vector<std::size_t> children;
    for (std::size_t i = 0; i < number(page.bytes, 3, 2); ++i) {
      const std::size_t offset = number(page.bytes, header + 2 * i, 2);
      page.cell_offsets.push_back(offset);
      if (interior) children.push_back(take_number(page.bytes, offset));
    }
    if (interior) children.push_back(take_number(page.bytes, 8));
    pages.push_back(std::move(page));
    for (const std::size_t child : children) walk(child, pages);
  }

  static std::size_t take_number(std::string& bytes, std::size_t at) {
    const std::size_t value = number(bytes, at, 4);
    bytes.replace(at, 4, 4, '\0');
    return value;
  }

  std::string file_;
  std::size_t page_size_;
};

}  // namespace torg::test
