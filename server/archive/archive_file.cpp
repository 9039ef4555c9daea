#include "archive/archive_file.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <stdexcept>
#include <utility>

#include <boost/throw_exception.hpp>

#include "protocol/codec.hpp"
#include "store/secrets.hpp"

namespace torg::archive {
namespace {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

constexpr std::string_view format = "torg-archive";
constexpr std::int64_t format_version = 2;
constexpr std::string_view signed_label{"torg.archive.1\0", 15};

template <std::size_t Size>
std::string_view view_of(std::array<std::uint8_t, Size> const& bytes) {
  return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

OrderedJson ballot_json(PublishedBallot const& ballot) {
  OrderedJson json{{"voter_key", store::to_base64url(ballot.voter_key)},
                   {"class_hash", store::to_base64url(ballot.class_hash)}};
  if (ballot.shown) {
    json["class"] = ballot.shown->name;
    json["class_salt"] = store::to_base64url(ballot.shown->salt);
  }
  json["ballot"] = ballot.ballot;
  return json;
}

OrderedJson text_json(PublishedText const& text) {
  OrderedJson json{{"ref", text.ref}};
  if (text.content) {
    json["salt"] = store::to_base64url(text.content->salt);
    json["bytes"] = text.content->bytes;
  } else {
    json["erased"] = true;
  }
  return json;
}

OrderedJson event_json(PublishedEvent const& event) {
  OrderedJson json{{"type", event.type}};
  if (auto const* const payload = std::get_if<std::string>(&event.payload)) {
    json["payload"] = *payload;
  } else {
    json["payload_hash"] = store::to_base64url(std::get<store::Digest>(event.payload));
  }
  return json;
}

// A fault while reading; never leaves this file.
struct Unreadable {
  std::string part;
};

// A value in the file, and the path to it.
class Part {
 public:
  Part(Json const& json, std::string path) : json_(json), path_(std::move(path)) {}

  // Of an object that has exactly these keys, of which the optional ones may be missing.
  void only(std::initializer_list<std::string_view> needed,
            std::initializer_list<std::string_view> optional = {}) const {
    if (!json_.is_object()) fail();
    for (auto const name : needed) {
      if (!json_.contains(name)) throw Unreadable{inside(name)};
    }
    for (auto const& [name, value] : json_.items()) {
      bool const known = std::ranges::find(needed, name) != needed.end() ||
                         std::ranges::find(optional, name) != optional.end();
      if (!known) throw Unreadable{inside(name)};
    }
  }
  bool has(std::string_view name) const { return json_.contains(name); }
  Part at(std::string_view name) const {
    if (!json_.is_object() || !json_.contains(name)) throw Unreadable{inside(name)};
    return {json_.at(std::string(name)), inside(name)};
  }

  template <class Take>
  void each(Take take) const {
    if (!json_.is_array()) fail();
    for (std::size_t i = 0; i < json_.size(); ++i) take(Part(json_[i], inside(std::to_string(i))));
  }

  std::string text() const {
    if (!json_.is_string()) fail();
    return json_.get<std::string>();
  }
  std::int64_t number() const {
    if (!json_.is_number_integer()) fail();
    return json_.get<std::int64_t>();
  }
  void must_be_true() const {
    if (json_ != Json(true)) fail();
  }
  template <std::size_t Size = sizeof(store::Digest)>
  std::array<std::uint8_t, Size> bytes() const {
    auto const read = store::from_base64url(text());
    std::array<std::uint8_t, Size> out{};
    if (!read || read->size() != Size) fail();
    std::ranges::copy(*read, out.begin());
    return out;
  }
  [[noreturn]] void fail() const { throw Unreadable{path_}; }

 private:
  std::string inside(std::string_view name) const {
    return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
  }

  Json const& json_;
  std::string path_;
};

PublishedBallot ballot_from(Part const& part) {
  part.only({"voter_key", "class_hash", "ballot"}, {"class", "class_salt"});
  PublishedBallot ballot;
  ballot.voter_key = part.at("voter_key").bytes();
  ballot.class_hash = part.at("class_hash").bytes();
  if (part.has("class") || part.has("class_salt")) {
    ballot.shown = {part.at("class").text(), part.at("class_salt").bytes()};
  }
  ballot.ballot = part.at("ballot").text();
  return ballot;
}

PublishedText text_from(Part const& part) {
  PublishedText text;
  if (part.has("erased")) {
    part.only({"ref", "erased"});
    part.at("erased").must_be_true();
  } else {
    part.only({"ref", "salt", "bytes"});
    text.content = {part.at("salt").bytes(), part.at("bytes").text()};
  }
  (void)part.at("ref").bytes();
  text.ref = part.at("ref").text();
  return text;
}

PublishedEvent event_from(Part const& part) {
  if (part.has("payload")) {
    part.only({"type", "payload"});
    return {part.at("type").text(), part.at("payload").text()};
  }
  part.only({"type", "payload_hash"});
  return {part.at("type").text(), part.at("payload_hash").bytes()};
}

ArchiveFile file_from(Json json) {
  ArchiveFile file;
  Part const whole(json, "");
  whole.only(
      {"format", "format_version", "meeting", "agenda", "proposals", "boxes", "texts", "journal"},
      {"ledger"});
  if (whole.at("format").text() != format) whole.at("format").fail();
  if (whole.at("format_version").number() != format_version) whole.at("format_version").fail();
  whole.at("boxes").each([&](Part const& box) {
    auto const number = box.at("box").number();
    if (!box.has("ballots")) return;
    auto const [ballots, added] = file.ballots.try_emplace(number);
    if (!added) box.at("box").fail();
    box.at("ballots").each([&](Part const& row) { ballots->second.push_back(ballot_from(row)); });
  });
  whole.at("texts").each([&](Part const& text) { file.texts.push_back(text_from(text)); });
  Part const journal = whole.at("journal");
  journal.only({"events", "head", "fingerprint", "public_key", "signature"});
  journal.at("events").each([&](Part const& one) { file.events.push_back(event_from(one)); });
  file.head = journal.at("head").bytes();
  file.fingerprint = journal.at("fingerprint").text();
  file.public_key = journal.at("public_key").bytes();
  file.signature = journal.at("signature").bytes<std::tuple_size_v<store::KeyRing::Signature>>();

  for (char const* const other : {"format", "format_version", "texts", "journal"})
    json.erase(other);
  for (auto& box : json.at("boxes")) box.erase("ballots");
  file.summary = std::move(json);
  return file;
}

}  // namespace

std::string signed_message(ArchiveFile const& file) {
  std::string message(signed_label);
  message += view_of(file.head);
  for (auto const& text : file.texts) {
    if (!text.content) message += text.ref;
  }
  return message;
}

std::string write_archive_file(ArchiveFile const& file) {
  OrderedJson json{{"format", format}, {"format_version", format_version}};
  json.update(file.summary);
  for (auto& box : json.at("boxes")) {
    auto const ballots = file.ballots.find(box.at("box").get<domain::BoxId>());
    if (ballots == file.ballots.end()) continue;
    box["ballots"] = OrderedJson::array();
    for (auto const& ballot : ballots->second) box["ballots"].push_back(ballot_json(ballot));
  }
  json["texts"] = OrderedJson::array();
  for (auto const& text : file.texts) json["texts"].push_back(text_json(text));
  OrderedJson events = OrderedJson::array();
  for (auto const& event : file.events) events.push_back(event_json(event));
  json["journal"] = {{"events", std::move(events)},
                     {"head", store::to_base64url(file.head)},
                     {"fingerprint", file.fingerprint},
                     {"public_key", store::to_base64url(file.public_key)},
                     {"signature", store::to_base64url(view_of(file.signature))}};
  return json.dump(1) + "\n";
}

boost::system::result<ArchiveFile, FileFault> read_archive_file(std::string_view bytes) {
  auto json = protocol::parse(bytes);
  if (!json) return FileFault{};
  try {
    return file_from(*std::move(json));
  } catch (Unreadable const& fault) {
    return FileFault{fault.part};
  }
}

void throw_exception_from_error(FileFault const& fault, boost::source_location const& where) {
  boost::throw_exception(std::logic_error("an archive file cannot be read at '" + fault.part + "'"),
                         where);
}

}  // namespace torg::archive
