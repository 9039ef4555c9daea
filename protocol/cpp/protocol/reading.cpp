#include "protocol/reading.hpp"

#include <algorithm>

namespace torg::protocol {
namespace {

constexpr std::size_t max_step_length = 40;

bool starts_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

// Of a text that is UTF-8 and not empty. Returns the number of bytes.
std::size_t first_code_point(std::string_view text, char32_t& c) {
  auto const byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
  std::size_t size = 1;
  c = byte(0);
  if (c >= 0xF0) {
    c &= 0x07;
    size = 4;
  } else if (c >= 0xE0) {
    c &= 0x0F;
    size = 3;
  } else if (c >= 0xC0) {
    c &= 0x1F;
    size = 2;
  }
  size = std::min(size, text.size());
  for (std::size_t index = 1; index < size; ++index) c = (c << 6) | (byte(index) & 0x3F);
  return size;
}

// Field names can come from the sender; an error must not carry a long one back.
std::string cut(std::string_view step) {
  if (step.size() <= max_step_length) return std::string(step);
  std::size_t end = 0;
  for (std::size_t count = 0; end < step.size(); ++end) {
    if (starts_code_point(step[end]) && count++ == max_step_length) break;
  }
  return end == step.size() ? std::string(step) : std::string(step.substr(0, end)) + "…";
}

}  // namespace

std::size_t length(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_code_point));
}

bool Scan::run(std::size_t min, std::size_t max, Class in_class) {
  std::size_t count = 0;
  while (count < max && !rest_.empty()) {
    char32_t c = 0;
    std::size_t const size = first_code_point(rest_, c);
    if (!in_class(c)) break;
    rest_.remove_prefix(size);
    ++count;
  }
  return count >= min;
}

bool Scan::sees(Class in_class) const {
  char32_t c = 0;
  return !rest_.empty() && first_code_point(rest_, c) > 0 && in_class(c);
}

bool Reading::fail(DecodeFault fault) {
  error_ = {fault, {}};
  return false;
}

bool Reading::fail(DecodeFault fault, std::string_view field) {
  fail(fault);
  return in(field);
}

bool Reading::fail(DecodeFault fault, std::size_t index) {
  fail(fault);
  return in(index);
}

bool Reading::in(std::string_view field) {
  std::string path = cut(field);
  if (!error_.field.empty()) path.append(".").append(error_.field);
  error_.field = std::move(path);
  return false;
}

bool Reading::in(std::size_t index) { return in(std::to_string(index)); }

bool Reading::object(Value const& json, std::initializer_list<std::string_view> fields) {
  if (!json.is_object()) return fail(DecodeFault::wrong_type);
  for (auto const& member : json) {
    if (std::find(fields.begin(), fields.end(), member.key()) == fields.end()) {
      return fail(DecodeFault::unknown_field, member.key());
    }
  }
  return true;
}

Value const* Reading::find(Value const& object, std::string_view field) {
  return object.find(field);
}

Value const* Reading::need(Value const& object, std::string_view field) {
  auto const* const value = object.find(field);
  if (!value) fail(DecodeFault::missing_field, field);
  return value;
}

std::optional<std::string_view> Reading::tag(Value const& json, std::string_view discriminator) {
  if (!json.is_object()) {
    fail(DecodeFault::wrong_type);
    return std::nullopt;
  }
  auto const* const value = need(json, discriminator);
  if (!value) return std::nullopt;
  if (value->is_text()) return value->text();
  fail(DecodeFault::wrong_type, discriminator);
  return std::nullopt;
}

bool Reading::constant(Value const& object, std::string_view field, std::string_view value) {
  auto const text = tag(object, field);
  if (!text) return false;
  return *text == value || fail(DecodeFault::unknown_value, field);
}

bool Reading::string(Value const& json, std::size_t min, std::size_t max, Pattern pattern,
                     std::string& value) {
  if (!json.is_text()) return fail(DecodeFault::wrong_type);
  auto const text = json.text();
  if (text.size() > max && length(text) > max) return fail(DecodeFault::too_long);
  if (min > 0 && length(text) < min) return fail(DecodeFault::too_short);
  if (pattern && !pattern(text)) return fail(DecodeFault::bad_format);
  value = text;
  return true;
}

bool Reading::integer(Value const& json, std::int64_t min, std::int64_t max, std::int64_t& value) {
  if (json.is_natural()) {
    if (json.natural() > static_cast<std::uint64_t>(INT64_MAX)) {
      return fail(DecodeFault::out_of_range);
    }
    value = static_cast<std::int64_t>(json.natural());
  } else if (json.is_whole()) {
    value = json.whole();
  } else {
    return fail(DecodeFault::wrong_type);
  }
  return (value >= min && value <= max) || fail(DecodeFault::out_of_range);
}

bool Reading::boolean(Value const& json, bool& value) {
  if (!json.is_boolean()) return fail(DecodeFault::wrong_type);
  value = json.boolean();
  return true;
}

std::optional<std::string_view> Reading::word(Value const& json) {
  if (json.is_text()) return json.text();
  fail(DecodeFault::wrong_type);
  return std::nullopt;
}

bool Reading::array_size(Value const& json, std::size_t min, std::size_t max, std::size_t& size) {
  if (!json.is_array()) return fail(DecodeFault::wrong_type);
  size = json.size();
  if (size > max) return fail(DecodeFault::too_many);
  return size >= min || fail(DecodeFault::too_few);
}

bool Reading::map_keys(Value const& json, Pattern pattern, std::size_t max) {
  if (!json.is_object()) return fail(DecodeFault::wrong_type);
  if (json.size() > max) return fail(DecodeFault::too_many);
  for (auto const& member : json) {
    if (pattern && !pattern(member.key())) return fail(DecodeFault::bad_format, member.key());
  }
  return true;
}

}  // namespace torg::protocol
