// Recodes what comes in, a line each: a type name, a tab and a JSON text. Answers each line with
// "ok" and the text that was written again, or with the fault and the field.

#include <iostream>
#include <string>

#include "protocol/recode.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    auto const tab = line.find('\t');
    auto const result = torg::protocol::recode(line.substr(0, tab), line.substr(tab + 1));
    if (!result) {
      std::cerr << "no type " << line.substr(0, tab) << '\n';
      return 1;
    }
    if (*result) {
      std::cout << "ok\t" << **result << '\n';
    } else {
      std::cout << to_string(result->error().fault) << '\t' << result->error().field << '\n';
    }
  }
}
