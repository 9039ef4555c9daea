#include "protocol/document.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "protocol/reading.hpp"

namespace torg::protocol {
namespace {

// More members than this are looked through once, when their object ends: looking at all that came
// before for each would let a hostile text keep us busy.
constexpr std::uint32_t few_members = 16;

}  // namespace

// Takes what the parser tells, so that nesting is refused before it is built.
class DocumentBuilder {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  DocumentBuilder() = default;
  explicit DocumentBuilder(std::size_t bytes) {
    document_.strings_ = std::make_unique<std::string>();
    document_.strings_->reserve(bytes);
    document_.values_.reserve(bytes / 8 + 1);
  }

  DecodeResult<Document> take(bool read) {
    if (!read) return error_.take_error();
    return {boost::system::in_place_value, std::move(document_)};
  }

  bool null() { return put(Value::Kind::null, 0); }
  bool boolean(bool value) { return put(Value::Kind::boolean, value ? 1 : 0); }
  bool number_integer(number_integer_t value) {
    return put(Value::Kind::whole, static_cast<std::uint64_t>(value));
  }
  bool number_unsigned(number_unsigned_t value) { return put(Value::Kind::natural, value); }
  bool number_float(number_float_t value, string_t const& text) {
    // The parser makes a float of a whole number that is too large. The nearest number that it can
    // hold is beyond every range too, and is refused for its size, not for its type.
    if (text.find_first_of(".eE") != string_t::npos) return fraction(value);
    return text.front() == '-' ? number_integer(INT64_MIN) : number_unsigned(UINT64_MAX);
  }
  bool string(string_t const& value) { return text(kept(value)); }
  bool binary(binary_t&) { return error_.fail(DecodeFault::malformed); }
  bool key(string_t const& value) { return name(kept(value)); }

  bool start_object(std::size_t) { return open(Value::Kind::object); }
  bool start_array(std::size_t) { return open(Value::Kind::array); }
  bool end_array() {
    close();
    return true;
  }
  bool end_object() {
    auto const& object = innermost();
    bool const different = object.size_ <= few_members || all_keys_differ(object);
    if (different) close();
    return different;
  }

  bool parse_error(std::size_t, std::string const&, nlohmann::detail::exception const&) {
    return error_.fail(DecodeFault::malformed);
  }

  bool walk(nlohmann::json const& json) {
    switch (json.type()) {
      case nlohmann::json::value_t::object:
        if (!start_object(0)) return false;
        for (auto const& [member, value] : json.get_ref<nlohmann::json::object_t const&>()) {
          if (!name(member) || !walk(value)) return false;
        }
        return end_object();
      case nlohmann::json::value_t::array:
        if (!start_array(0)) return false;
        for (auto const& item : json) {
          if (!walk(item)) return false;
        }
        return end_array();
      case nlohmann::json::value_t::string:
        return text(json.get_ref<std::string const&>());
      case nlohmann::json::value_t::boolean:
        return boolean(json.get<bool>());
      case nlohmann::json::value_t::number_integer:
        return number_integer(json.get<number_integer_t>());
      case nlohmann::json::value_t::number_unsigned:
        return number_unsigned(json.get<number_unsigned_t>());
      case nlohmann::json::value_t::number_float:
        return fraction(json.get<number_float_t>());
      case nlohmann::json::value_t::null:
        return null();
      case nlohmann::json::value_t::binary:
      case nlohmann::json::value_t::discarded:
        break;
    }
    return error_.fail(DecodeFault::malformed);
  }

 private:
  std::string_view kept(std::string_view text) {
    auto& strings = *document_.strings_;
    auto const at = strings.size();
    strings += text;
    return std::string_view(strings).substr(at);
  }

  Value& innermost() { return document_.values_[levels_[depth_ - 1]]; }

  Value& place(Value::Kind kind) {
    if (depth_ > 0) ++innermost().size_;
    auto& value = document_.values_.emplace_back();
    value.kind_ = kind;
    value.key_ = std::exchange(next_key_, {});
    return value;
  }

  bool put(Value::Kind kind, std::uint64_t number) {
    place(kind).number_ = number;
    return true;
  }

  bool fraction(double value) {
    return put(Value::Kind::fraction, std::bit_cast<std::uint64_t>(value));
  }

  bool text(std::string_view text) {
    place(Value::Kind::text).text_ = text;
    return true;
  }

  bool open(Value::Kind kind) {
    if (depth_ == levels_.size()) return error_.fail(DecodeFault::too_deep);
    place(kind);
    levels_[depth_++] = static_cast<std::uint32_t>(document_.values_.size() - 1);
    return true;
  }

  void close() {
    innermost().span_ = static_cast<std::uint32_t>(document_.values_.size() - levels_[depth_ - 1]);
    --depth_;
  }

  bool name(std::string_view key) {
    auto const& object = innermost();
    if (object.size_ <= few_members) {
      auto const* member = &object + 1;
      for (std::uint32_t i = 0; i < object.size_; ++i, member += member->span_) {
        if (member->key_ == key) return fail_twice(key);
      }
    }
    next_key_ = key;
    return true;
  }

  bool all_keys_differ(Value const& object) {
    std::vector<std::string_view> keys;
    keys.reserve(object.size_);
    auto const* member = &object + 1;
    for (std::uint32_t i = 0; i < object.size_; ++i, member += member->span_) {
      keys.push_back(member->key_);
    }
    std::sort(keys.begin(), keys.end());
    auto const twice = std::adjacent_find(keys.begin(), keys.end());
    return twice == keys.end() || fail_twice(*twice);
  }

  // Of the innermost object. The path is that of the key's second appearance.
  bool fail_twice(std::string_view key) {
    error_.fail(DecodeFault::duplicate, key);
    for (auto level = depth_ - 1; level-- > 0;) {
      auto const& around = document_.values_[levels_[level]];
      if (around.is_object()) {
        error_.in(document_.values_[levels_[level + 1]].key_);
      } else {
        error_.in(around.size_ - 1);
      }
    }
    return false;
  }

  Document document_;
  std::string_view next_key_;
  std::array<std::uint32_t, max_depth> levels_{};  // places of the values that are open
  std::size_t depth_ = 0;
  Reading error_;
};

Value const* Value::find(std::string_view key) const {
  auto const found = std::find_if(begin(), end(), [key](Value const& v) { return v.key() == key; });
  return found == end() ? nullptr : &*found;
}

DecodeResult<Document> Document::parse(std::string_view text) {
  // The parser would skip a byte order mark and take a zero byte for the end of the text.
  if (text.starts_with("\xEF\xBB\xBF") || text.find('\0') != text.npos) {
    return DecodeError{DecodeFault::malformed, {}};
  }
  DocumentBuilder builder(text.size());
  bool const read = nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  return builder.take(read);
}

DecodeResult<Document> Document::view(nlohmann::json const& json) {
  DocumentBuilder builder;
  bool const read = builder.walk(json);
  return builder.take(read);
}

}  // namespace torg::protocol
