"""Writes the C++ file that lets tests reach every type by its name."""

from shapes import Enum, Object, Union


def generate(schema, notice):
    """Decodes any type by its name and encodes it again."""
    header = [f"// {notice}", "#pragma once", "", "#include <optional>", "#include <string>",
              "#include <string_view>", "#include <vector>", "",
              '#include "protocol/codec.hpp"', "",
              "// Lets tests reach every type by its name, such as commands#CastBallot.",
              "namespace torg::protocol {", "",
              "std::vector<std::string_view> type_names();", "",
              "// Decodes the text and encodes the value again; nothing if there is no such type.",
              "std::optional<DecodeResult<std::string>> recode(std::string_view type, "
              "std::string_view text);", "",
              "}  // namespace torg::protocol", ""]
    rows = []
    for file in schema.files:
        if file.sections:
            rows.append(f'    {{"{file.stem}", recode_as<SectionMap>}},')
        rows += [f'    {{"{file.stem}#{d.name}", recode_as<{d.name}>}},' for d in file.defs
                 if isinstance(d.shape, (Object, Union, Enum))]
    source = [f"// {notice}", '#include "protocol/recode.hpp"', "", "#include <array>",
              "#include <utility>", "",
              *(f'#include "protocol/{stem}.hpp"' for stem in sorted(f.stem for f in schema.files)),
              "", "namespace torg::protocol {", "namespace {", "",
              "template <class T>",
              "DecodeResult<std::string> recode_as(std::string_view text) {",
              "  auto value = decode_text<T>(text);",
              "  if (!value) return value.error();",
              "  return to_json(*value);", "}", "",
              "struct Row {", "  std::string_view type;",
              "  DecodeResult<std::string> (*recode)(std::string_view text);", "};", "",
              f"constexpr std::array<Row, {len(rows)}> rows{{{{", *rows, "}};", "",
              "}  // namespace", "",
              "std::vector<std::string_view> type_names() {",
              "  std::vector<std::string_view> names;",
              "  for (auto const& row : rows) names.push_back(row.type);",
              "  return names;", "}", "",
              "std::optional<DecodeResult<std::string>> recode(std::string_view type, "
              "std::string_view text) {",
              "  for (auto const& row : rows) {",
              "    if (row.type == type) return row.recode(text);", "  }",
              "  return std::nullopt;", "}", "", "}  // namespace torg::protocol", ""]
    return {"recode.hpp": "\n".join(header), "recode.cpp": "\n".join(source)}
