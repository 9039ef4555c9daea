#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/meeting_record.hpp"
#include "domain/comparison.hpp"
#include "domain/count.hpp"
#include "domain/counting_rule.hpp"
#include "domain/texts.hpp"
#include "protocol/codec.hpp"

namespace torg::archive {

/// A closed meeting told in a few lines, counted by its own rules, as an archive would read it.
class ToldMeeting {
 public:
  ToldMeeting() {
    record.meeting.version = 1;
    record.meeting.created.meeting = "k3v9x0a7qd";
    record.meeting.languages = {"sv", "en"};
    record.meeting.title = text("Mötet");
    record.meeting.phase = protocol::MeetingPhase::closed;
    record.meeting.publication = protocol::Publication::public_;
  }

  domain::ContentRef text(std::string const& in_both) { return text(in_both, in_both); }
  domain::ContentRef text(std::string const& swedish, std::string const& english) {
    return keep(domain::content_bytes({{"en", english}, {"sv", swedish}}));
  }
  domain::ContentRef line(std::string const& words) { return keep(words); }

  void group(std::string const& id, std::string const& name) {
    record.meeting.groups.push_back({id, text(name), {}});
  }

  domain::Item& item(protocol::ItemKind kind, std::string const& title) {
    domain::Item& added = record.meeting.items.emplace_back();
    added.id = ++record.meeting.last_item;
    added.definition.kind = kind;
    added.definition.title = text(title);
    added.state = protocol::ItemState::done;
    return added;
  }

  struct Named {
    std::string title;
    std::optional<std::int64_t> cost;
    std::string place;
  };

  /// A box of the newest item, open and empty, with options numbered from 1.
  domain::Box& box(protocol::BallotRule rule, std::vector<Named> const& options) {
    domain::Item& voted = record.meeting.items.back();
    protocol::BallotOpened opened;
    opened.box = ++record.meeting.last_box;
    opened.item = voted.id;
    opened.round = static_cast<std::int64_t>(voted.boxes.size()) + 1;
    tally::RuleId const counting = domain::counting_rule_id(rule);
    opened.rule = std::move(rule);
    opened.rule_name = std::string(counting.name);
    opened.rule_version = counting.version;
    for (auto const& option : options) {
      auto& stored = opened.options.emplace_back();
      stored.option = static_cast<std::int64_t>(opened.options.size());
      stored.title = text(option.title);
      stored.cost = option.cost;
      if (!option.place.empty()) stored.place = line(option.place);
    }
    voted.boxes.push_back(opened.box);
    domain::Box& added = record.meeting.boxes[opened.box];
    added.opened = std::move(opened);
    return added;
  }

  /// A ballot of a voter whose key is higher than those before, from a group or from none.
  void cast(protocol::Ballot ballot, std::string const& group = {}) {
    ballots_.push_back({std::move(ballot), group});
  }

  /// Counts the newest box under its rule, seals and shows it.
  void seal() {
    domain::Box& box = record.meeting.boxes.rbegin()->second;
    protocol::BallotSealed sealed;
    sealed.box = box.id();
    sealed.digest = "digest-of-the-box";
    sealed.entitled = static_cast<std::int64_t>(ballots_.size());
    sealed.result = domain::count(box.opened, ballots_);
    sealed.comparison = domain::compare_rules(box.opened, ballots_);
    box.sealed = std::move(sealed);
    box.state = protocol::BoxState::shown;
    store::BoxRecord& stored = record.boxes[box.id()];
    stored.state = store::BoxState::sealed;
    for (auto const& counted : ballots_) {
      store::SealedBallot row;
      row.voter_key[0] = static_cast<unsigned char>(stored.sealed.size());
      row.ballot_class = counted.ballot_class;
      row.ballot = protocol::to_json(protocol::StoredBallot{std::string(22, 'a'), counted.ballot});
      stored.sealed.push_back(std::move(row));
    }
    ballots_.clear();
  }

  MeetingRecord record;

 private:
  domain::ContentRef keep(std::string bytes) {
    std::string const ref = "text-" + std::to_string(record.texts.size());
    record.texts.emplace(ref, std::move(bytes));
    return ref;
  }

  std::vector<domain::CountedBallot> ballots_;
};

inline protocol::Ballot approving(std::vector<std::int64_t> options) {
  return protocol::ChoiceBallot{std::move(options)};
}

inline protocol::Ballot marking(std::vector<protocol::Mark> marks) {
  return protocol::DotsBallot{std::move(marks)};
}

inline protocol::FundRule fund_rule(protocol::Kronor pot, protocol::FundMethod method) {
  protocol::FundRule rule;
  rule.pot = pot;
  rule.method = method;
  return rule;
}

/// Whether a page shows a key of the catalogue, or a place that was not filled in.
inline std::string unfilled_in(std::string_view html) {
  for (std::string_view const prefix :
       {"archive.", "rule.", "common.", "result.", "format.", "scale."}) {
    auto const at = html.find(prefix);
    // A sentence may end in the word; a key goes on.
    if (at == html.npos || at + prefix.size() == html.size()) continue;
    char const next = html[at + prefix.size()];
    if (next >= 'a' && next <= 'z') return std::string(html.substr(at, 60));
  }
  auto const open = html.find('{');
  return open == html.npos ? std::string() : std::string(html.substr(open, 60));
}

}  // namespace torg::archive
