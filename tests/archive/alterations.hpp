#pragma once

#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace torg::archive {

/// One way to alter a JSON value, somewhere in it.
struct Alteration {
  std::string name;  // "boxes.2.options dropped 3", for messages
  nlohmann::json::json_pointer at;
  std::function<void(nlohmann::json&)> apply;  // to the value that stands there
};

/// Every leaf made another; every element of a list and every key of an object dropped; every
/// element of a list doubled and swapped with the next one that differs; a key added to every
/// object.
std::vector<Alteration> alterations_of(nlohmann::json const& value);

/// The value with one alteration.
nlohmann::json altered(nlohmann::json value, Alteration const& alteration);

}  // namespace torg::archive
