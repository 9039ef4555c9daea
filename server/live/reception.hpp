#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "live/meeting_actor.hpp"
#include "live/meeting_directory.hpp"
#include "live/meeting_finder.hpp"

namespace torg::live {

// Leads whoever comes to the meeting that a hello, a link or a token belongs to; there they are let
// in or not. Lives on loop 0; handlers are called there too, unless they say otherwise.
class Reception : public std::enable_shared_from_this<Reception> {
 public:
  explicit Reception(std::shared_ptr<MeetingFinder> finder);

  // The handler runs on the loop of `thread`.
  void admit(protocol::Hello hello, std::string source, std::size_t thread,
             std::function<void(AdmissionResult)> handler);

  void front_by_secret(std::string const& secret,
                       std::function<void(std::shared_ptr<MeetingFront const>)> handler);
  void authority_of(std::string const& token, std::optional<std::string> const& meeting,
                    std::function<void(std::optional<Authority>)> handler);

 private:
  // The meeting that this link or code lets into now, if there is one.
  void meeting_behind(store::Digest const& hash,
                      std::function<void(std::optional<std::string>)> handler);
  // `request` as the meeting's actor takes it; its handler is told, too, if there is no meeting.
  void admit_to(std::string const& meeting, MeetingActor::AdmissionRequest request);
  void admit_by_code(protocol::CodeCredential const& credential, std::string const& source,
                     std::size_t thread, std::function<void(AdmissionResult)> handler);
  void admit_by_voting_code(protocol::VotingCodeCredential const& credential,
                            std::string const& source, std::size_t thread,
                            std::function<void(AdmissionResult)> handler);
  void refuse(std::size_t thread, std::function<void(AdmissionResult)> const& handler,
              protocol::ErrorCode error, protocol::CloseCode close);

  std::shared_ptr<MeetingFinder> finder_;
  Surroundings const& around_;
  boost::asio::io_context& loop_;
};

}  // namespace torg::live
