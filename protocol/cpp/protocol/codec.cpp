#include "protocol/codec.hpp"

#include <nlohmann/json.hpp>
#include <ostream>

#include "protocol/document.hpp"
#include "protocol/reading.hpp"

namespace torg::protocol {
namespace {

Json json_of(Value const& value) {
  switch (value.kind()) {
    case Value::Kind::null:
      return nullptr;
    case Value::Kind::boolean:
      return value.boolean();
    case Value::Kind::whole:
      return value.whole();
    case Value::Kind::natural:
      return value.natural();
    case Value::Kind::fraction:
      return value.fraction();
    case Value::Kind::text:
      return value.text();
    case Value::Kind::array:
    case Value::Kind::object:
      break;
  }
  auto json = value.is_array() ? Json::array() : Json::object();
  for (auto const& inner : value) {
    if (value.is_array()) {
      json.push_back(json_of(inner));
    } else {
      json.emplace(inner.key(), json_of(inner));
    }
  }
  return json;
}

}  // namespace

std::string_view to_string(DecodeFault fault) {
  switch (fault) {
    case DecodeFault::malformed:
      return "malformed";
    case DecodeFault::too_deep:
      return "too_deep";
    case DecodeFault::unknown_field:
      return "unknown_field";
    case DecodeFault::missing_field:
      return "missing_field";
    case DecodeFault::wrong_type:
      return "wrong_type";
    case DecodeFault::too_long:
      return "too_long";
    case DecodeFault::too_short:
      return "too_short";
    case DecodeFault::bad_format:
      return "bad_format";
    case DecodeFault::out_of_range:
      return "out_of_range";
    case DecodeFault::too_many:
      return "too_many";
    case DecodeFault::too_few:
      return "too_few";
    case DecodeFault::unknown_value:
      return "unknown_value";
    case DecodeFault::duplicate:
      return "duplicate";
  }
  return {};
}

std::ostream& operator<<(std::ostream& out, DecodeError const& error) {
  return out << to_string(error.fault) << " at '" << error.field << "'";
}

DecodeResult<Json> parse(std::string_view text) {
  auto const document = Document::parse(text);
  if (!document) return document.error();
  return {boost::system::in_place_value, json_of(document->root())};
}

namespace detail {
namespace {

std::optional<DecodeError> decode(DecodeResult<Document> document, ReadInto read_into,
                                  void* value) {
  if (!document) return std::move(document).error();
  Reading reading;
  if (read_into(document->root(), reading, value)) return std::nullopt;
  return reading.take_error();
}

}  // namespace

std::optional<DecodeError> decode(Json const& json, ReadInto read_into, void* value) {
  return decode(Document::view(json), read_into, value);
}

std::optional<DecodeError> decode_text(std::string_view text, ReadInto read_into, void* value) {
  return decode(Document::parse(text), read_into, value);
}

}  // namespace detail
}  // namespace torg::protocol
