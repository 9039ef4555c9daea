#pragma once

#include <string>

#include "app/config.hpp"

namespace CLI {
class App;
}

namespace torg::app {

// What the command line says of `torg serve`, as it is read.
struct ServeOptions {
  Config config;
  std::string listen = "0.0.0.0:8080";
};

// `options` must outlive the parsing.
void add_serve_options(CLI::App& serve, ServeOptions& options);

// With what was left out filled in.
Config finished(ServeOptions options);

}  // namespace torg::app
