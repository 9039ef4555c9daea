#include "contract/store_contract.hpp"

#include <memory>

#include "support/memory_store.hpp"
#include "support/sqlite_house.hpp"

namespace torg::test {
namespace {

class MemoryHouse final : public StoreHouse {
 public:
  store::Store& store() override { return *store_; }
  void restart() override { store_ = std::make_unique<MemoryStore>(disk_); }

 private:
  std::shared_ptr<MemoryDisk> disk_ = std::make_shared<MemoryDisk>();
  std::unique_ptr<MemoryStore> store_ = std::make_unique<MemoryStore>(disk_);
};

std::unique_ptr<StoreHouse> make_memory_house() { return std::make_unique<MemoryHouse>(); }
std::unique_ptr<StoreHouse> make_sqlite_house() { return std::make_unique<SqliteHouse>(); }

INSTANTIATE_TEST_SUITE_P(Memory, StoreContract, testing::Values(&make_memory_house));
INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, testing::Values(&make_sqlite_house));

}  // namespace
}  // namespace torg::test
