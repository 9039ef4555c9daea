#pragma once

#include <cstdlib>
#include <string>

namespace torg::test {

/// A number from the environment, which asks for a longer form of a test, or the short form's.
inline int number_from(char const* variable, int short_form) {
  char const* const asked = std::getenv(variable);
  return asked ? std::stoi(asked) : short_form;
}

}  // namespace torg::test
