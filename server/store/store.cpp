#include "store/store.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace torg::store {
namespace {

bool has_events(const Write& write) {
  const auto* append = std::get_if<AppendEvents>(&write);
  return append != nullptr && !append->events.empty();
}

/// Looks for the effects of one write.
class Finder {
 public:
  explicit Finder(StoreReader& reader) : reader_(reader) {}

  Result<bool> operator()(const AppendEvents& write) {
    if (!write.events.empty()) return find_events(write);
    auto stored = reader_.read_contents(write.stream);
    if (!stored) return stored.error();
    return std::all_of(write.contents.begin(), write.contents.end(), [&](const auto& content) {
      return std::any_of(stored->begin(), stored->end(), [&](const StoredContent& row) {
        return row.ref == content.ref && !row.erased;
      });
    });
  }

  Result<bool> operator()(const EraseContent& write) {
    auto stored = reader_.read_contents(write.stream);
    if (!stored) return stored.error();
    return std::any_of(stored->begin(), stored->end(), [&](const StoredContent& row) {
      return row.ref == write.ref && row.erased;
    });
  }

  Result<bool> operator()(const RememberCommand& write) {
    auto stored = reader_.remembered_commands(write.stream);
    if (!stored) return stored.error();
    const RememberedCommand wanted{write.subject, write.command_id, write.answer};
    return std::find(stored->begin(), stored->end(), wanted) != stored->end();
  }

  Result<bool> operator()(const PutCredential& write) {
    auto stored = reader_.find_credential(write.hash);
    if (!stored) return stored.error();
    if (!*stored) return false;
    const Credential& found = **stored;
    return found.stream == write.stream && found.role == write.role &&
           found.subject == write.subject && (found.revoked || found.wrapped == write.wrapped);
  }

  Result<bool> operator()(const RevokeCredential& write) {
    auto stored = reader_.find_credential(write.hash);
    if (!stored) return stored.error();
    return stored->has_value() && (*stored)->revoked;
  }

  Result<bool> operator()(const OpenBox& write) {
    auto box = reader_.read_box(write.stream, write.box);
    if (!box) return box.error();
    return box->has_value() && (*box)->wrapped_secret == write.wrapped_secret;
  }

  Result<bool> operator()(const CastBallot& write) {
    auto standing = reader_.find_ballot(write.stream, write.box, write.voter_key);
    if (!standing) return standing.error();
    if (*standing) {
      return (*standing)->revision == write.revision && (*standing)->ballot == write.ballot &&
             (*standing)->withdrawn == write.withdrawn;
    }
    auto box = reader_.read_box(write.stream, write.box);
    if (!box) return box.error();
    if (!*box || write.withdrawn) return false;
    const auto& sealed = (*box)->sealed;
    return std::any_of(sealed.begin(), sealed.end(), [&](const SealedBallot& row) {
      return row.voter_key == write.voter_key && row.ballot == write.ballot;
    });
  }

  Result<bool> operator()(const StopBox& write) {
    return is_in_state(write.stream, write.box, BoxState::stopped);
  }
  Result<bool> operator()(const ReopenBox& write) {
    return is_in_state(write.stream, write.box, BoxState::open);
  }
  Result<bool> operator()(const VoidBox& write) {
    return is_in_state(write.stream, write.box, BoxState::voided);
  }

  Result<bool> operator()(const SealBox& write) {
    auto box = reader_.read_box(write.stream, write.box);
    if (!box) return box.error();
    return box->has_value() && (*box)->state == BoxState::sealed &&
           (*box)->digest == write.digest && (*box)->result == write.result;
  }

  Result<bool> operator()(const PutMeta& write) {
    auto value = reader_.get_meta(write.key);
    if (!value) return value.error();
    return *value == write.value;
  }

 private:
  Result<bool> find_events(const AppendEvents& write) {
    auto stored = reader_.read_stream(write.stream, write.expected_version, write.events.size());
    if (!stored) return stored.error();
    return std::equal(stored->begin(), stored->end(), write.events.begin(), write.events.end(),
                      [](const StoredEvent& found, const EventRecord& wanted) {
                        return found.type == wanted.type && found.payload == wanted.payload;
                      });
  }

  Result<bool> is_in_state(const StreamName& stream, std::uint32_t number, BoxState state) {
    auto boxes = reader_.boxes_of(stream);
    if (!boxes) return boxes.error();
    return std::any_of(boxes->begin(), boxes->end(), [&](const BoxSummary& box) {
      return box.box == number && box.state == state;
    });
  }

  StoreReader& reader_;
};

}  // namespace

Result<bool> Store::is_durable(const Unit& unit) {
  const bool events_decide = std::any_of(unit.begin(), unit.end(), has_events);
  Finder finder(*this);
  for (const Write& write : unit) {
    if (events_decide && !has_events(write)) continue;
    auto found = std::visit(finder, write);
    if (!found || !*found) return found;
  }
  return true;
}

Result<void> Store::put_meta(std::string key, std::string value) {
  const std::array<Unit, 1> batch{Unit{PutMeta{std::move(key), std::move(value)}}};
  auto outcomes = append(batch);
  if (!outcomes) return outcomes.error();
  return {};
}

}  // namespace torg::store
