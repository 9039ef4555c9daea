#include "app/config.hpp"
#include "app/serve.hpp"

int main(int argc, char** argv) {
  auto const parsed = torg::app::parse_command_line(argc, argv);
  if (!parsed.serve) return parsed.exit_code;
  return torg::app::serve(*parsed.serve);
}
