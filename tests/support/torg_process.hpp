#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace torg::test {

/// The real server as a process of its own, on the loopback and one data folder.
class TorgProcess {
 public:
  /// `executable` is started by start(); port 0 takes a free one at the first start and keeps it.
  TorgProcess(std::filesystem::path executable, std::filesystem::path folder,
              std::vector<std::string> options = {"--demo"});
  ~TorgProcess();
  TorgProcess(TorgProcess const&) = delete;
  TorgProcess& operator=(TorgProcess const&) = delete;

  /// Returns once connections are accepted; throws std::runtime_error when it does not come up.
  void start();
  void signal(int number);
  /// As a power cord would: no time to say goodbye.
  void kill();
  /// SIGTERM; returns the exit code.
  int stop();
  /// The same in steps, for a caller whose connections need its own attention meanwhile.
  void tell_to_stop();
  bool has_ended();
  int exit_code() const { return exit_code_; }

  std::uint16_t port() const { return port_; }
  pid_t process() const { return process_; }
  /// What the last start printed.
  nlohmann::json const& links() const { return links_; }
  /// What stands in a link after `mark`, such as "/M/" or "#".
  std::string part(std::string const& link, std::string const& mark) const;
  std::string meeting() const;

 private:
  int wait();
  void note_end(int status);

  std::filesystem::path executable_;
  std::filesystem::path folder_;
  std::vector<std::string> options_;
  std::uint16_t port_ = 0;
  pid_t process_ = -1;
  int exit_code_ = -1;
  nlohmann::json links_;
};

}  // namespace torg::test
