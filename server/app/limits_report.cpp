#include "app/limits_report.hpp"

#include <algorithm>
#include <chrono>
#include <concepts>
#include <ostream>
#include <string>
#include <string_view>

#include "domain/limits.hpp"

namespace torg::app {
namespace {

enum class Unit { count, bytes, milliseconds, microseconds, seconds };

std::string_view symbol_of(Unit unit) {
  switch (unit) {
    case Unit::count:
      return "";
    case Unit::bytes:
      return " B";
    case Unit::milliseconds:
      return " ms";
    case Unit::microseconds:
      return " µs";
    case Unit::seconds:
      return " s";
  }
  return "";
}

class Lines {
 public:
  Lines(archive::Catalogue const& say, std::ostream& out) : say_(say), out_(out) {}

  void add(std::string_view name, std::integral auto value, Unit unit) {
    std::string line(name);
    line += " = " + std::to_string(value);
    line += symbol_of(unit);
    line.resize(std::max<std::size_t>(line.size() + 1, column), ' ');
    out_ << line << say_("limit." + std::string(name)) << '\n';
  }
  void add(std::string_view name, std::chrono::seconds value) {
    add(name, value.count(), Unit::seconds);
  }

 private:
  static constexpr std::size_t column = 46;

  archive::Catalogue const& say_;
  std::ostream& out_;
};

void add_live(Lines& lines, live::Limits const& limits) {
  auto const& [message_bytes, unanswered_commands, malformed_messages, participant_window_ms,
               screen_window_ms, facilitator_window_ms, fan_out_slice_us, remembered_removals,
               cached_catch_ups, remembered_commands, waiting_commands, batch_units, batch_bytes,
               checkpoint_idle_ms, events_per_snapshot, unload_idle_ms, wrong_codes,
               wrong_codes_per_source, wrong_voting_codes, wrong_voting_codes_per_source,
               wrong_voting_codes_per_phone, remembered_sources] = limits;
  lines.add("live.message_bytes", message_bytes, Unit::bytes);
  lines.add("live.unanswered_commands", unanswered_commands, Unit::count);
  lines.add("live.malformed_messages", malformed_messages, Unit::count);
  lines.add("live.participant_window_ms", participant_window_ms, Unit::milliseconds);
  lines.add("live.screen_window_ms", screen_window_ms, Unit::milliseconds);
  lines.add("live.facilitator_window_ms", facilitator_window_ms, Unit::milliseconds);
  lines.add("live.fan_out_slice_us", fan_out_slice_us, Unit::microseconds);
  lines.add("live.remembered_removals", remembered_removals, Unit::count);
  lines.add("live.cached_catch_ups", cached_catch_ups, Unit::count);
  lines.add("live.remembered_commands", remembered_commands, Unit::count);
  lines.add("live.waiting_commands", waiting_commands, Unit::count);
  lines.add("live.batch_units", batch_units, Unit::count);
  lines.add("live.batch_bytes", batch_bytes, Unit::bytes);
  lines.add("live.checkpoint_idle_ms", checkpoint_idle_ms, Unit::milliseconds);
  lines.add("live.events_per_snapshot", events_per_snapshot, Unit::count);
  lines.add("live.unload_idle_ms", unload_idle_ms, Unit::milliseconds);
  lines.add("live.wrong_codes", wrong_codes, Unit::count);
  lines.add("live.wrong_codes_per_source", wrong_codes_per_source, Unit::count);
  lines.add("live.wrong_voting_codes", wrong_voting_codes, Unit::count);
  lines.add("live.wrong_voting_codes_per_source", wrong_voting_codes_per_source, Unit::count);
  lines.add("live.wrong_voting_codes_per_phone", wrong_voting_codes_per_phone, Unit::count);
  lines.add("live.remembered_sources", remembered_sources, Unit::count);
}

void add_net(Lines& lines, net::Limits const& limits) {
  auto const& [connections_per_address, connections, request_head_bytes, requests_per_connection,
               handshake, keep_alive, write, idle, close, message_burst, messages_per_second,
               backlog, unsent_bytes] = limits;
  lines.add("net.connections_per_address", connections_per_address, Unit::count);
  lines.add("net.connections", connections, Unit::count);
  lines.add("net.request_head_bytes", request_head_bytes, Unit::bytes);
  lines.add("net.requests_per_connection", requests_per_connection, Unit::count);
  lines.add("net.handshake", handshake);
  lines.add("net.keep_alive", keep_alive);
  lines.add("net.write", write);
  lines.add("net.idle", idle);
  lines.add("net.close", close);
  lines.add("net.message_burst", message_burst, Unit::count);
  lines.add("net.messages_per_second", messages_per_second, Unit::count);
  lines.add("net.backlog", backlog, Unit::count);
  lines.add("net.unsent_bytes", unsent_bytes, Unit::bytes);
}

void add_meeting(Lines& lines) {
  lines.add("meeting.most_items", domain::most_items, Unit::count);
  lines.add("meeting.most_proposals", domain::most_proposals, Unit::count);
  lines.add("meeting.most_options", domain::most_options, Unit::count);
  lines.add("meeting.most_participants", domain::most_participants, Unit::count);
  lines.add("meeting.most_seats", domain::most_seats, Unit::count);
  lines.add("meeting.most_rounds", domain::most_rounds, Unit::count);
  lines.add("meeting.longest_wait_ms", domain::longest_wait_ms, Unit::milliseconds);
  lines.add("forum.most_meetings", domain::most_meetings, Unit::count);
}

}  // namespace

void report_limits(live::Limits const& live, net::Limits const& net, archive::Catalogue const& say,
                   std::ostream& out) {
  Lines lines(say, out);
  add_net(lines, net);
  add_live(lines, live);
  add_meeting(lines);
  out << say("limit.texts") << '\n';
}

}  // namespace torg::app
