#include "live/command_memory.hpp"

namespace torg::live {

void CommandMemory::load(std::vector<store::RememberedCommand> remembered) {
  accepted_.clear();
  for (auto& one : remembered) {
    accepted_[std::move(one.subject)].push_back({std::move(one.command_id), std::move(one.answer)});
  }
}

std::string const* CommandMemory::answer_to(std::string_view subject, std::string_view id) const {
  auto const found = accepted_.find(std::string(subject));
  if (found == accepted_.end()) return nullptr;
  for (auto const& one : found->second) {
    if (one.id == id) return &one.answer;
  }
  return nullptr;
}

std::shared_ptr<Question> CommandMemory::asked(std::string const& subject,
                                               std::string const& id) const {
  auto const found = asked_.find({subject, id});
  return found == asked_.end() ? nullptr : found->second;
}

std::shared_ptr<Question> CommandMemory::ask(std::string subject, std::string id, Waiter waiter) {
  auto const question =
      std::make_shared<Question>(Question{subject, id, true, {std::move(waiter)}});
  asked_[{std::move(subject), std::move(id)}] = question;
  return question;
}

void CommandMemory::accepted(Question const& question, std::string answer) {
  auto& newest = accepted_[question.subject];
  if (newest.size() >= keep_) newest.erase(newest.begin());
  newest.push_back({question.id, std::move(answer)});
  settled(question);
}

void CommandMemory::settled(Question const& question) {
  asked_.erase({question.subject, question.id});
}

}  // namespace torg::live
