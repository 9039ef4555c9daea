#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/decode_error.hpp"

namespace torg::protocol {

// Deepest nesting of a text: the outermost object or array is level 1.
inline constexpr std::size_t max_depth = 16;

// One value of a Document, which owns it and its text. Its items or members stand behind it.
class Value {
 public:
  enum class Kind : std::uint8_t { null, boolean, whole, natural, fraction, text, array, object };

  Kind kind() const { return kind_; }
  bool is_array() const { return kind_ == Kind::array; }
  bool is_object() const { return kind_ == Kind::object; }
  bool is_text() const { return kind_ == Kind::text; }
  bool is_boolean() const { return kind_ == Kind::boolean; }
  // A whole number that is not negative, and one that is.
  bool is_natural() const { return kind_ == Kind::natural; }
  bool is_whole() const { return kind_ == Kind::whole; }

  // Each only of a value that is one.
  std::string_view text() const { return text_; }
  bool boolean() const { return number_ != 0; }
  std::uint64_t natural() const { return number_; }
  std::int64_t whole() const { return static_cast<std::int64_t>(number_); }
  double fraction() const { return std::bit_cast<double>(number_); }

  // Of a member of an object.
  std::string_view key() const { return key_; }

  // Items of an array or members of an object, in their order in the text.
  std::size_t size() const { return size_; }
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Value;
    using difference_type = std::ptrdiff_t;
    using pointer = Value const*;
    using reference = Value const&;

    Iterator() = default;
    explicit Iterator(Value const* at) : at_(at) {}
    reference operator*() const { return *at_; }
    pointer operator->() const { return at_; }
    Iterator& operator++() {
      at_ += at_->span_;
      return *this;
    }
    Iterator operator++(int) {
      auto const before = *this;
      ++*this;
      return before;
    }
    bool operator==(Iterator const&) const = default;

   private:
    Value const* at_ = nullptr;
  };
  Iterator begin() const { return Iterator(this + 1); }
  Iterator end() const { return Iterator(this + span_); }

  // The member of that name, or nullptr.
  Value const* find(std::string_view key) const;

 private:
  friend class DocumentBuilder;

  std::string_view key_;
  std::string_view text_;
  std::uint64_t number_ = 0;
  std::uint32_t size_ = 0;
  std::uint32_t span_ = 1;  // values from here to behind the last that stands within
  Kind kind_ = Kind::null;
};

// A JSON text that was read: all values in one block, in the order of the text, and all strings in
// another. To be read once and thrown away; it costs a few allocations however much it holds.
class Document {
 public:
  // Within max_depth; refuses a key that stands twice in an object.
  static DecodeResult<Document> parse(std::string_view text);
  // Borrows the strings of `json`, which must outlive it.
  static DecodeResult<Document> view(nlohmann::json const& json);

  Value const& root() const { return values_.front(); }

 private:
  friend class DocumentBuilder;

  std::vector<Value> values_;
  // Strings without their escapes are never longer than the text, so this never has to grow. Behind
  // a pointer, because a short string would move with its document.
  std::unique_ptr<std::string> strings_;
};

}  // namespace torg::protocol
