#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "domain/request.hpp"
#include "domain/view.hpp"
#include "live/hub.hpp"
#include "protocol/commands.hpp"
#include "protocol/types.hpp"

namespace torg::live {

class Session;

// A command on its way from a connection, and where its answer goes.
struct PostedCommand {
  std::weak_ptr<Session> session;
  std::size_t thread = 0;
  domain::Asker asker;
  std::string subject;
  std::string id;
  protocol::Command command;
};

// Whoever answers the commands of admitted connections: a meeting, or the forum.
class Actor {
 public:
  virtual ~Actor() = default;
  // From any thread. Answered once, with Session::on_reply().
  virtual void submit(PostedCommand command) = 0;
  // From any thread: an admitted connection is gone.
  virtual void leave(std::optional<domain::ParticipantId> participant, std::size_t thread) = 0;
};

// The right of one connection to be where it is. Belongs to the thread of the connection; gives the
// place back when it is destroyed.
struct Admission {
  std::shared_ptr<Actor> actor;
  std::shared_ptr<Hub> hub;
  std::size_t thread = 0;
  protocol::Role role{};
  std::string subject;  // names the credential that let it in
  std::optional<domain::ParticipantId> participant;

  // What is told on entering, and then forgotten.
  struct Arrival {
    std::string meeting;               // empty for an organiser
    std::optional<std::int64_t> kept;  // place in the hello's list of the token that let it in
    domain::Sections own_view;         // of a participant
  };
  std::unique_ptr<Arrival> arrival = std::make_unique<Arrival>();

  Admission() = default;
  Admission(Admission const&) = delete;
  Admission& operator=(Admission const&) = delete;
  ~Admission() {
    if (actor) actor->leave(participant, thread);
  }

  domain::Asker asker() const {
    switch (role) {
      case protocol::Role::participant:
        return {domain::Role::participant, participant};
      case protocol::Role::facilitator:
        return {domain::Role::facilitator, std::nullopt};
      case protocol::Role::screen:
        return {domain::Role::screen, std::nullopt};
      case protocol::Role::organiser:
        break;
    }
    return {domain::Role::organiser, std::nullopt};
  }
};

}  // namespace torg::live
