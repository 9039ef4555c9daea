#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace torg::test {

/// Arguments for a server on the loopback with its data and keys in `folder`, which says in JSON
/// when it is ready. Port 0 takes any that is free.
inline std::vector<std::string> serve_words(std::filesystem::path const& folder,
                                            std::uint16_t port = 0) {
  return {"serve",
          "--data",
          (folder / "data").string(),
          "--key-dir",
          (folder / "keys").string(),
          "--listen",
          "127.0.0.1:" + std::to_string(port),
          "--ready-json"};
}

}  // namespace torg::test
