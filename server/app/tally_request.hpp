#pragma once

#include <filesystem>
#include <string>

namespace torg::app {

// What `torg tally` was asked for. Words are those of the command line; empty is what suits the
// file.
struct TallyRequest {
  std::filesystem::path file;  // a .pb file, or with is_split a split as JSON
  bool is_split = false;
  std::string rule;
  std::string satisfaction;
  std::string completion;
  std::string ties;
  bool explain = false;
  bool compare = false;
  bool json = false;
  std::string language;  // of what is printed: "sv" or "en"
};

}  // namespace torg::app
