#include "archive/alterations.hpp"

#include <cstddef>
#include <utility>

namespace torg::archive {
namespace {

using Json = nlohmann::json;

class Walk {
 public:
  std::vector<Alteration> found;

  void visit(Json const& value, Json::json_pointer const& at) {
    if (value.is_object()) {
      visit_object(value, at);
    } else if (value.is_array()) {
      visit_list(value, at);
    } else {
      add("changed", at, [](Json& leaf) { change(leaf); });
    }
  }

 private:
  void add(std::string const& what, Json::json_pointer const& at,
           std::function<void(Json&)> apply) {
    found.push_back({at.to_string() + " " + what, at, std::move(apply)});
  }

  void visit_object(Json const& object, Json::json_pointer const& at) {
    add("got a key", at, [](Json& one) { one["addition"] = 1; });
    for (auto const& [name, value] : object.items()) {
      add("lost " + name, at, [name = name](Json& one) { one.erase(name); });
      visit(value, at / name);
    }
  }

  void visit_list(Json const& list, Json::json_pointer const& at) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      auto const place = static_cast<std::ptrdiff_t>(i);
      auto const number = std::to_string(i);
      add("lost " + number, at, [i](Json& one) { one.erase(i); });
      add("doubled " + number, at, [i, place](Json& one) {
        auto const twin = one[i];
        one.insert(one.begin() + place, twin);
      });
      if (i + 1 < list.size() && list[i] != list[i + 1]) {
        add("swapped " + number, at, [i](Json& one) { std::swap(one[i], one[i + 1]); });
      }
      visit(list[i], at / i);
    }
  }

  static void change(Json& leaf) {
    if (leaf.is_boolean()) {
      leaf = !leaf.get<bool>();
    } else if (leaf.is_number_integer()) {
      leaf = leaf.get<std::int64_t>() + 1;
    } else {
      auto text = leaf.get<std::string>();
      if (text.empty() || static_cast<unsigned char>(text.front()) >= 0x80) {
        // Not a byte of a letter that has several: what came of it would be no JSON.
        text.insert(0, "x");
      } else {
        text.front() = text.front() == 'B' ? 'C' : 'B';
      }
      leaf = text;
    }
  }
};

}  // namespace

std::vector<Alteration> alterations_of(Json const& value) {
  Walk walk;
  walk.visit(value, Json::json_pointer());
  return std::move(walk.found);
}

Json altered(Json value, Alteration const& alteration) {
  alteration.apply(value.at(alteration.at));
  return value;
}

}  // namespace torg::archive
