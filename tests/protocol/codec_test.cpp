#include "protocol/codec.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>

#include "protocol/commands.hpp"
#include "protocol/document.hpp"
#include "protocol/messages.hpp"
#include "protocol/reading.hpp"
#include "protocol/sections.hpp"
#include "protocol/writing.hpp"

namespace torg::protocol {
namespace {

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

CommandMessage one_vote() {
  CastBallot const cast{.box = 3,
                        .revision = 2,
                        .tag_ = "AAAAAAAAAAAAAAAAAAAAAA",
                        .ballot = DotsBallot{.marks = {{.option = 4, .value = 7}}}};
  return {.id = "c-1", .command = cast};
}

TEST(Encode, given_a_message_when_encoded_then_it_is_compact_and_in_schema_order) {
  EXPECT_EQ(to_json(one_vote()),
            R"({"type":"command","id":"c-1","command":{"type":"cast_ballot","box":3,"revision":2,)"
            R"("tag":"AAAAAAAAAAAAAAAAAAAAAA","ballot":{"kind":"dots",)"
            R"("marks":[{"option":4,"value":7}]}}})");
}

TEST(Encode, given_nothing_but_absent_fields_when_encoded_then_the_object_is_empty) {
  EXPECT_EQ(to_json(Answer{}), "{}");
}

TEST(Encode, given_only_a_later_optional_field_when_encoded_then_no_comma_goes_before_it) {
  EXPECT_EQ(to_json(Answer{.box = 5}), R"({"box":5})");
  EXPECT_EQ(to_json(Answer{.meeting = "abcdefghij", .box = 5}),
            R"({"meeting":"abcdefghij","box":5})");
}

TEST(Encode, given_languages_in_any_order_when_encoded_then_keys_are_sorted) {
  ProposalDraft const draft{.title = {{"sv", "Bad"}, {"en", "Bath"}}};
  EXPECT_EQ(to_json(draft), R"({"title":{"en":"Bath","sv":"Bad"}})");
}

TEST(Encode, given_any_text_when_written_then_a_parser_reads_the_same_text) {
  std::string every_ascii;
  for (char c = 0; c < 0x7F; ++c) every_ascii += c;
  for (std::string const& text : {every_ascii, std::string("åäö 🏡 \u2028"), std::string()}) {
    std::string out;
    write_string(out, text);
    EXPECT_EQ(Json::parse(out), text);
  }
}

TEST(Encode, given_the_ends_of_the_number_line_when_written_then_digits_are_exact) {
  std::string out;
  write_integer(out, INT64_MIN);
  write_integer(out, INT64_MAX);
  EXPECT_EQ(out, "-92233720368547758089223372036854775807");
}

TEST(Decode, given_a_written_message_when_decoded_then_it_is_equal) {
  auto const decoded = decode_text<ClientMessage>(to_json(one_vote()));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(*decoded, ClientMessage(one_vote()));
}

TEST(Decode, given_bytes_changed_at_random_when_decoded_then_it_is_refused_or_written_the_same) {
  auto const original = to_json(one_vote());
  rc::check([&] {
    auto text = original;
    for (int change = *rc::gen::inRange(1, 4); change > 0; --change) {
      text[*rc::gen::inRange<std::size_t>(0, text.size())] = *rc::gen::arbitrary<char>();
    }
    auto const decoded = decode_text<ClientMessage>(text);
    if (!decoded) return;
    auto const again = decode_text<ClientMessage>(to_json(*decoded));
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == *decoded);
  });
}

TEST(Parse, given_sixteen_levels_when_parsed_then_it_is_read_and_with_seventeen_refused) {
  EXPECT_TRUE(parse(nested(16)));
  auto const refused = parse(nested(17));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (DecodeError{DecodeFault::too_deep, ""}));
}

TEST(Parse, given_a_million_levels_when_parsed_then_it_is_refused_without_harm) {
  auto const refused = parse(std::string(1'000'000, '['));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, DecodeFault::too_deep);
}

TEST(Parse, given_brackets_in_a_text_when_parsed_then_they_are_no_levels) {
  EXPECT_TRUE(parse("\"" + std::string(100, '[') + "\""));
}

TEST(Parse, given_a_key_twice_when_parsed_then_its_path_is_told) {
  auto const refused = parse(R"({"a":[1,{"b":{"c":1,"c":1}}]})");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (DecodeError{DecodeFault::duplicate, "a.1.b.c"}));
}

TEST(Parse, given_what_is_not_json_when_parsed_then_it_is_malformed) {
  using namespace std::string_literals;
  for (std::string const& text : {""s,
                                  " "s,
                                  "{"s,
                                  "[1,]"s,
                                  "{}{}"s,
                                  "nul"s,
                                  "01"s,
                                  "'a'"s,
                                  "// x\n1"s,
                                  "\"\\ud800\""s,
                                  "\"\xff\""s,
                                  "\"\xc0\xaf\""s,
                                  "\"\xed\xa0\x80\""s,
                                  "\"a\nb\""s,
                                  "\xEF\xBB\xBF{}"s,
                                  "{}\0"s,
                                  "{}\0garbage"s,
                                  "\"a\0b\""s,
                                  "NaN"s,
                                  "1e999"s}) {
    auto const refused = parse(text);
    ASSERT_FALSE(refused) << text;
    EXPECT_EQ(refused.error(), (DecodeError{DecodeFault::malformed, ""})) << text;
  }
}

TEST(Decode, given_whole_numbers_of_any_size_when_decoded_then_those_too_large_are_out_of_range) {
  auto const fault = [](std::string const& number) {
    auto const result = decode_text<Position>(R"({"epoch":"e","seq":)" + number + "}");
    return result ? "" : std::string(to_string(result.error().fault)) + " " + result.error().field;
  };
  EXPECT_EQ(fault("0"), "");
  EXPECT_EQ(fault("-0"), "");
  EXPECT_EQ(fault("9007199254740991"), "");
  EXPECT_EQ(fault("9007199254740992"), "out_of_range seq");
  EXPECT_EQ(fault("-1"), "out_of_range seq");
  EXPECT_EQ(fault("9223372036854775808"), "out_of_range seq");
  EXPECT_EQ(fault("100000000000000000000000000"), "out_of_range seq");
  EXPECT_EQ(fault("-100000000000000000000000000"), "out_of_range seq");
  EXPECT_EQ(fault("1.0"), "wrong_type seq");
  EXPECT_EQ(fault("1e3"), "wrong_type seq");
  EXPECT_EQ(fault("true"), "wrong_type seq");
}

TEST(Decode, given_a_long_unknown_name_when_refused_then_the_path_carries_only_its_beginning) {
  std::string name;
  for (int count = 0; count < 5000; ++count) name += "å";
  auto const refused = decode_text<Answer>("{\"" + name + "\":1}");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, DecodeFault::unknown_field);
  EXPECT_EQ(length(refused.error().field), 41u);
  EXPECT_TRUE(refused.error().field.ends_with("å…"));
}

TEST(Decode, given_a_text_of_wide_characters_when_decoded_then_characters_count_and_not_bytes) {
  auto const submit = [](int houses) {
    std::string title;
    for (int count = 0; count < houses; ++count) title += "🏡";
    return decode_text<Command>(R"({"type":"submit_proposal","item":1,"language":"sv","title":")" +
                                title + "\"}");
  };
  EXPECT_TRUE(submit(120));
  ASSERT_FALSE(submit(121));
  EXPECT_EQ(submit(121).error(), (DecodeError{DecodeFault::too_long, "title"}));
}

TEST(Sections, given_a_key_when_its_section_is_decoded_then_the_key_says_the_type) {
  auto const sections = decode_text<SectionMap>(R"({"timer":{"ends_at_ms":5}})");
  ASSERT_TRUE(sections);
  EXPECT_EQ(sections->at("timer"), Section(TimerSection{.ends_at_ms = 5}));
  EXPECT_EQ(section_key::item(7), "item/7");
}

TEST(Sections, given_no_such_key_when_decoded_then_the_key_is_told) {
  for (std::string const key :
       {"item", "item/", "item/x", "item/12345678901", "items/1", "timer/1"}) {
    auto const refused = decode_text<SectionMap>("{\"" + key + "\":{}}");
    ASSERT_FALSE(refused) << key;
    EXPECT_EQ(refused.error(), (DecodeError{DecodeFault::unknown_field, key}));
  }
}

TEST(Documents, given_members_beyond_few_when_a_key_stands_twice_then_it_is_told) {
  std::string text = R"({"set":[{})";
  for (int i = 0; i < 100; ++i) {
    text += i == 0 ? R"(,{"k)" : R"(,"k)";
    text += std::to_string(i) + "\":[" + std::to_string(i) + "]";
  }
  EXPECT_TRUE(parse(text + "}]}"));
  auto const refused = parse(text + R"(,"k40":1}]})");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (DecodeError{DecodeFault::duplicate, "set.1.k40"}));
}

TEST(Documents, given_any_values_when_read_then_they_are_those_of_the_text) {
  auto const text = std::string(
      R"({"a":[true,false,null,-5,18446744073709551615,0.5,"å\u00e5\ud83c\udfe1\n"],"b":{},"":[[]]})");
  auto const read = parse(text);
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, Json::parse(text));
  auto const document = Document::parse(text);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().size(), 3U);
  EXPECT_EQ(document->root().find("c"), nullptr);
  EXPECT_TRUE(document->root().find("b")->is_object());
  EXPECT_EQ(document->root().find("b")->begin(), document->root().find("b")->end());
}

TEST(Documents, given_a_text_of_as_many_keys_as_fit_when_read_then_it_is_soon_refused) {
  std::string text = "{";
  for (int i = 0; i < 10'000; ++i) text += "\"" + std::to_string(i) + "\":0,";
  auto const begin = std::chrono::steady_clock::now();
  EXPECT_FALSE(parse(text + "\"9999\":0}"));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(500));
}

TEST(Enums, given_a_name_when_looked_up_then_it_is_the_value_that_has_it) {
  EXPECT_EQ(from_string<BoxState>("void"), BoxState::void_);
  EXPECT_EQ(from_string<BoxState>("Void"), std::nullopt);
  for (BoxState state : enum_values<BoxState>) {
    EXPECT_EQ(from_string<BoxState>(to_string(state)), state);
  }
}

TEST(Scan, given_a_class_and_counts_when_run_then_characters_are_taken_greedily) {
  auto const letter = [](char32_t c) { return c == U'å'; };
  EXPECT_TRUE(Scan("åå").run(2, 2, letter));
  EXPECT_FALSE(Scan("å").run(2, 2, letter));
  Scan three("ååå");
  EXPECT_TRUE(three.run(0, 2, letter));
  EXPECT_TRUE(three.sees(letter));
  EXPECT_TRUE(three.run(1, Scan::no_limit, letter));
  EXPECT_TRUE(three.at_end());
}

}  // namespace
}  // namespace torg::protocol
