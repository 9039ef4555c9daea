#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/records.hpp"

namespace torg::live {

class Session;

// Where an answer goes.
struct Waiter {
  std::weak_ptr<Session> session;
  std::size_t thread = 0;
};

// A command that has no answer yet. Sent again meanwhile, it is one question with two waiters.
struct Question {
  std::string subject;
  std::string id;
  bool remembered = true;
  std::vector<Waiter> waiters;
};

// Answers to accepted commands, the newest `keep` of each subject, and the questions on their way.
class CommandMemory {
 public:
  explicit CommandMemory(std::uint32_t keep) : keep_(keep) {}

  void load(std::vector<store::RememberedCommand> remembered);

  // Encoded JSON of protocol::Answer, or null.
  std::string const* answer_to(std::string_view subject, std::string_view id) const;

  // Null if nobody asked that; otherwise add a waiter.
  std::shared_ptr<Question> asked(std::string const& subject, std::string const& id) const;
  std::shared_ptr<Question> ask(std::string subject, std::string id, Waiter waiter);

  // The question has its answer; an accepted one is remembered.
  void accepted(Question const& question, std::string answer);
  void settled(Question const& question);

  std::uint32_t keep() const { return keep_; }

 private:
  struct Accepted {
    std::string id;
    std::string answer;
  };

  std::uint32_t keep_;
  std::unordered_map<std::string, std::vector<Accepted>> accepted_;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<Question>> asked_;
};

}  // namespace torg::live
