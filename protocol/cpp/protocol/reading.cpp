#include "protocol/reading.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

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

bool Reading::object(Json const& json, std::initializer_list<std::string_view> fields) {
  if (!json.is_object()) return fail(DecodeFault::wrong_type);
  for (auto const& entry : json.get_ref<Json::object_t const&>()) {
    if (std::find(fields.begin(), fields.end(), entry.first) == fields.end()) {
      return fail(DecodeFault::unknown_field, entry.first);
    }
  }
  return true;
}

Json const* Reading::find(Json const& object, std::string_view field) {
  auto const& fields = object.get_ref<Json::object_t const&>();
  auto const found = fields.find(field);
  return found == fields.end() ? nullptr : &found->second;
}

Json const* Reading::need(Json const& object, std::string_view field) {
  Json const* value = find(object, field);
  if (!value) fail(DecodeFault::missing_field, field);
  return value;
}

std::string const* Reading::tag(Json const& json, std::string_view discriminator) {
  if (!json.is_object()) {
    fail(DecodeFault::wrong_type);
    return nullptr;
  }
  Json const* value = need(json, discriminator);
  if (!value) return nullptr;
  auto const* text = value->get_ptr<std::string const*>();
  if (!text) fail(DecodeFault::wrong_type, discriminator);
  return text;
}

bool Reading::constant(Json const& object, std::string_view field, std::string_view value) {
  std::string const* text = tag(object, field);
  if (!text) return false;
  return *text == value || fail(DecodeFault::unknown_value, field);
}

bool Reading::string(Json const& json, std::size_t min, std::size_t max, Pattern pattern,
                     std::string& value) {
  auto const* text = json.get_ptr<std::string const*>();
  if (!text) return fail(DecodeFault::wrong_type);
  if (text->size() > max && length(*text) > max) return fail(DecodeFault::too_long);
  if (min > 0 && length(*text) < min) return fail(DecodeFault::too_short);
  if (pattern && !pattern(*text)) return fail(DecodeFault::bad_format);
  value = *text;
  return true;
}

bool Reading::integer(Json const& json, std::int64_t min, std::int64_t max, std::int64_t& value) {
  if (json.is_number_unsigned()) {
    auto const number = json.get<std::uint64_t>();
    if (number > static_cast<std::uint64_t>(INT64_MAX)) return fail(DecodeFault::out_of_range);
    value = static_cast<std::int64_t>(number);
  } else if (json.is_number_integer()) {
    value = json.get<std::int64_t>();
  } else {
    return fail(DecodeFault::wrong_type);
  }
  return (value >= min && value <= max) || fail(DecodeFault::out_of_range);
}

bool Reading::boolean(Json const& json, bool& value) {
  if (!json.is_boolean()) return fail(DecodeFault::wrong_type);
  value = json.get<bool>();
  return true;
}

std::string const* Reading::word(Json const& json) {
  auto const* text = json.get_ptr<std::string const*>();
  if (!text) fail(DecodeFault::wrong_type);
  return text;
}

bool Reading::array_size(Json const& json, std::size_t min, std::size_t max, std::size_t& size) {
  if (!json.is_array()) return fail(DecodeFault::wrong_type);
  size = json.size();
  if (size > max) return fail(DecodeFault::too_many);
  return size >= min || fail(DecodeFault::too_few);
}

Json const& Reading::array_item(Json const& json, std::size_t index) { return json[index]; }

bool Reading::map_entries(Json const& json, Pattern pattern, std::size_t max,
                          std::vector<Entry>& entries) {
  if (!json.is_object()) return fail(DecodeFault::wrong_type);
  if (json.size() > max) return fail(DecodeFault::too_many);
  for (auto const& entry : json.get_ref<Json::object_t const&>()) {
    if (pattern && !pattern(entry.first)) return fail(DecodeFault::bad_format, entry.first);
    entries.emplace_back(&entry.first, &entry.second);
  }
  return true;
}

}  // namespace torg::protocol
