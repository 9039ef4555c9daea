#include "protocol/codec.hpp"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <ostream>
#include <vector>

#include "protocol/reading.hpp"

namespace torg::protocol {
namespace {

// Builds the document while the parser runs, so that nesting is refused before it is built: a
// document of unlimited depth overflows the stack when it is compared, copied or destroyed.
class Builder final : public nlohmann::json_sax<Json> {
 public:
  DecodeResult<Json> take(bool parsed) {
    if (!parsed) return error_.take_error();
    return {boost::system::in_place_value, std::move(root_)};
  }

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override { return put(value); }
  bool number_float(number_float_t value, string_t const& text) override {
    // The parser makes a float of a whole number that is too large. The nearest number that it can
    // hold is beyond every range too, and is refused for its size, not for its type.
    if (text.find_first_of(".eE") != string_t::npos) return put(value);
    return text.front() == '-' ? put(INT64_MIN) : put(UINT64_MAX);
  }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t&) override { return error_.fail(DecodeFault::malformed); }

  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& value) override {
    auto& level = levels_.back();
    level.key = std::move(value);
    if (!level.json->contains(level.key)) return true;
    error_.fail(DecodeFault::duplicate);
    for (auto step = levels_.rbegin(); step != levels_.rend(); ++step) step_in(*step);
    return false;
  }

  bool parse_error(std::size_t, std::string const&, nlohmann::detail::exception const&) override {
    return error_.fail(DecodeFault::malformed);
  }

 private:
  struct Level {
    Json* json;
    std::string key{};
  };

  void step_in(Level const& level) {
    if (level.json->is_object()) {
      error_.in(level.key);
    } else {
      // The element that is being read stands in the array already.
      error_.in(level.json->size() - 1);
    }
  }

  Json& place(Json value) {
    if (levels_.empty()) return root_ = std::move(value);
    auto& level = levels_.back();
    if (level.json->is_array()) {
      level.json->push_back(std::move(value));
      return level.json->back();
    }
    return (*level.json)[level.key] = std::move(value);
  }

  bool put(Json value) {
    place(std::move(value));
    return true;
  }

  bool open(Json value) {
    if (levels_.size() == max_depth) return error_.fail(DecodeFault::too_deep);
    Json& placed = place(std::move(value));
    levels_.push_back({&placed});
    return true;
  }

  bool close() {
    levels_.pop_back();
    return true;
  }

  Json root_;
  // A level's value does not move while it is open: its parent gets nothing else meanwhile.
  std::vector<Level> levels_;
  Reading error_;
};

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
  // The parser would skip a byte order mark and take a zero byte for the end of the text.
  if (text.starts_with("\xEF\xBB\xBF") || text.find('\0') != text.npos) {
    return DecodeError{DecodeFault::malformed, {}};
  }
  Builder builder;
  bool const parsed = Json::sax_parse(text.begin(), text.end(), &builder);
  return builder.take(parsed);
}

namespace detail {

std::optional<DecodeError> decode(Json const& json, ReadInto read_into, void* value) {
  Reading reading;
  if (read_into(json, reading, value)) return std::nullopt;
  return reading.take_error();
}

std::optional<DecodeError> decode_text(std::string_view text, ReadInto read_into, void* value) {
  auto json = parse(text);
  if (!json) return std::move(json).error();
  return decode(*json, read_into, value);
}

}  // namespace detail
}  // namespace torg::protocol
