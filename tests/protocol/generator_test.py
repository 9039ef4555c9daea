#!/usr/bin/env python3
"""protocol/generate against small schemas: what it refuses and where, what it notices, what it writes."""

import copy
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

GENERATE = Path(__file__).resolve().parents[2] / "protocol" / "generate"

TYPES = {
    "$id": "types.json", "title": "Types", "description": "For tests.",
    "$defs": {
        "Name": {"type": "string", "maxLength": 5, "description": "A name."},
        "Colour": {"type": "string", "enum": ["red", "void"], "description": "A colour."},
        "Dot": {"type": "object", "description": "A dot.", "additionalProperties": False,
                "properties": {"kind": {"const": "dot"}, "x": {
                    "type": "integer", "minimum": 0, "maximum": 9}},
                "required": ["kind", "x"]},
        "Line": {"type": "object", "description": "A line.", "additionalProperties": False,
                 "properties": {"kind": {"const": "line"},
                                "names": {"type": "array", "items": {"$ref": "#/$defs/Name"},
                                          "maxItems": 3}},
                 "required": ["kind"]},
        "Shape": {"description": "A shape.", "oneOf": [{"$ref": "#/$defs/Dot"},
                                                      {"$ref": "#/$defs/Line"}],
                  "discriminator": {"propertyName": "kind"}},
    },
}


class Generator(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)

    def run_on(self, *documents, check=False):
        schema = self.root / "schema"
        schema.mkdir(exist_ok=True)
        for document in documents:
            (schema / document["$id"]).write_text(json.dumps(document), encoding="utf-8")
        return subprocess.run(
            [sys.executable, GENERATE, "--schema", schema, "--out", self.root / "out",
             *(["--check"] if check else [])], capture_output=True, encoding="utf-8", check=False)

    def written(self, path):
        return (self.root / "out" / path).read_text(encoding="utf-8")

    def refused(self, change, *message):
        """Plants something in the schema and expects to be told about it."""
        document = copy.deepcopy(TYPES)
        change(document["$defs"])
        run = self.run_on(document)
        self.assertEqual(run.returncode, 1, run.stdout)
        for part in message:
            self.assertIn(part, run.stderr)
        self.assertFalse((self.root / "out").exists())

    def test_a_schema_of_the_subset_is_taken(self):
        run = self.run_on(TYPES)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertIn("using Shape = std::variant<Dot, Line>;", self.written("cpp/protocol/types.hpp"))
        self.assertIn("  void_,", self.written("cpp/protocol/types.hpp"))
        self.assertIn("export type Shape =\n  | Dot\n  | Line;", self.written("ts/types.ts"))
        self.assertIn("names?: Name[];", self.written("ts/types.ts"))
        self.assertIn("export const Line = { names: 5 } as const;", self.written("ts/limits.ts"))

    def test_types_stand_after_those_they_hold(self):
        document = copy.deepcopy(TYPES)
        document["$defs"] = dict(reversed(document["$defs"].items()))
        self.assertEqual(self.run_on(document).returncode, 0)
        text = self.written("cpp/protocol/types.hpp")
        self.assertLess(text.index("struct Dot {"), text.index("using Shape"))
        self.assertLess(text.index("using Name"), text.index("struct Line"))

    def test_an_unknown_keyword_is_refused_with_its_pointer(self):
        self.refused(lambda d: d["Name"].update(format="email"), "types.json#/$defs/Name/format")
        self.refused(lambda d: d["Dot"].update(minProperties=1),
                     "types.json#/$defs/Dot/minProperties")
        self.refused(lambda d: d["Dot"]["properties"]["x"].update(multipleOf=5),
                     "types.json#/$defs/Dot/properties/x/multipleOf")
        self.refused(lambda d: d["Shape"].update(anyOf=[]), "types.json#/$defs/Shape/anyOf")

    def test_other_types_are_refused(self):
        for kind in ("number", "null", ["string", "null"]):
            self.refused(lambda d, k=kind: d["Dot"]["properties"].update(y={"type": k}),
                         "types.json#/$defs/Dot/properties/y/type", "outside the subset")

    def test_open_objects_are_refused(self):
        self.refused(lambda d: d["Dot"].pop("additionalProperties"),
                     "types.json#/$defs/Dot", "'additionalProperties' is missing")
        self.refused(lambda d: d["Dot"].update(additionalProperties=True), "must be false")

    def test_objects_unions_and_enums_need_a_name(self):
        for inline in (copy.deepcopy(TYPES["$defs"][name]) for name in ("Dot", "Shape", "Colour")):
            inline.pop("description")
            self.refused(lambda d, i=inline: d["Line"]["properties"].update(y=i),
                         "types.json#/$defs/Line/properties/y")

    def test_what_has_no_bound_is_refused(self):
        self.refused(lambda d: d["Name"].pop("maxLength"), "types.json#/$defs/Name", "maxLength")
        self.refused(lambda d: d["Name"].update(pattern="^[a-z]+$") or d["Name"].pop("maxLength"),
                     "types.json#/$defs/Name", "maxLength")
        self.refused(lambda d: d["Line"]["properties"]["names"].pop("maxItems"), "'maxItems'")
        self.refused(lambda d: d["Dot"]["properties"]["x"].pop("maximum"), "'maximum'")
        self.refused(lambda d: d["Dot"]["properties"]["x"].update(maximum=2**53),
                     "types.json#/$defs/Dot/properties/x/maximum", "2^53")
        self.refused(lambda d: d["Dot"]["properties"].update(
            y={"type": "object", "additionalProperties": {"type": "boolean"}}), "'maxProperties'")

    def test_patterns_outside_the_subset_are_refused(self):
        for pattern in ("[a-z]{3}", "^[a-z]{3}", "^a|b$", "^.$", r"^\d$", "^(a?)$", "^a**$",
                        "^[z-a]$", "^[a$", "^[a-z]{2,4}[a-z]$", "^(ab)?a$", "^(a", "^$", "^a{0}$"):
            self.refused(lambda d, p=pattern: d["Name"].update(pattern=p),
                         "types.json#/$defs/Name/pattern")

    def test_references_must_lead_somewhere(self):
        def point(to):
            return lambda d: d["Line"]["properties"].update(y={"$ref": to})
        place = "types.json#/$defs/Line/properties/y/$ref"
        self.refused(point("#/$defs/Nobody"), place, "no definition Nobody")
        self.refused(point("other.json#/$defs/Name"), place)
        self.refused(point("https://example.org/x"), place)
        self.refused(point("sections.json"), place, "lists no sections")

    def test_circles_are_refused(self):
        self.refused(lambda d: d["Line"]["properties"].update(y={"$ref": "#/$defs/Shape"}),
                     "must not contain itself")
        first, second = copy.deepcopy(TYPES), copy.deepcopy(TYPES)
        first["$defs"] = {"A": {"type": "array", "items": {"$ref": "other.json#/$defs/C"},
                                "maxItems": 1, "description": "."},
                          "B": {"type": "boolean", "description": "."}}
        second["$id"] = "other.json"
        second["$defs"] = {"C": {"type": "array", "items": {"$ref": "types.json#/$defs/B"},
                                 "maxItems": 1, "description": "."}}
        run = self.run_on(first, second)
        self.assertIn("files refer to each other in a circle", run.stderr)

    def test_members_of_a_union_must_be_told_apart(self):
        self.refused(lambda d: d["Line"]["properties"].update(kind={"const": "dot"}),
                     "types.json#/$defs/Shape/oneOf/1/$ref", "stands twice")
        self.refused(lambda d: d["Shape"]["discriminator"].update(propertyName="type"),
                     "types.json#/$defs/Shape/oneOf/0/$ref")
        self.refused(lambda d: d["Shape"].pop("discriminator"), "'discriminator' is missing")
        self.refused(lambda d: d["Line"].update(required=[]),
                     "types.json#/$defs/Line/properties/kind", "a constant must be required")

    def test_names_are_checked(self):
        self.refused(lambda d: d.update(lower=d["Name"]), "types.json#/$defs/lower")
        self.refused(lambda d: d["Dot"]["properties"].update({"Big-Name": {"type": "boolean"}}),
                     "types.json#/$defs/Dot/properties/Big-Name")
        self.refused(lambda d: d["Colour"]["enum"].append("Dark blue"),
                     "types.json#/$defs/Colour/enum/2")
        self.refused(lambda d: d["Dot"]["required"].append("y"), "types.json#/$defs/Dot/required/2")

    def test_one_name_in_two_files_is_refused(self):
        other = copy.deepcopy(TYPES)
        other["$id"] = "other.json"
        other["$defs"] = {"Name": TYPES["$defs"]["Name"]}
        self.assertIn("the name is taken by", self.run_on(TYPES, other).stderr)

    def test_a_table_of_codes_must_fit_its_enum(self):
        rows = [{"code": code, "number": number, "temporary": False, "description": "."}
                for number, code in enumerate(("red", "void"))]
        document = copy.deepcopy(TYPES)
        document["$defs"]["Colour"]["x-codes"] = rows
        self.assertEqual(self.run_on(document).returncode, 0)
        self.assertIn("bool is_temporary(Colour value);", self.written("cpp/protocol/types.hpp"))
        self.assertIn("{ code: 'void', number: 1, temporary: false },", self.written("ts/types.ts"))
        for spoilt in (rows[:1], rows[::-1], [rows[0], rows[1] | {"number": 0}],
                       [rows[0], rows[1] | {"temporary": 1}]):
            document["$defs"]["Colour"]["x-codes"] = spoilt
            self.assertIn("types.json#/$defs/Colour/x-codes", self.run_on(document).stderr)

    def test_a_file_that_is_no_schema_is_refused(self):
        self.run_on(TYPES)
        path = self.root / "schema" / "types.json"
        for text in ("{", '{"$id": 1, "$id": 2}', "[]"):
            path.write_text(text, encoding="utf-8")
            run = self.run_on()
            self.assertEqual(run.returncode, 1)
            self.assertIn("types.json#", run.stderr)

    def test_check_names_what_has_drifted(self):
        self.run_on(TYPES)
        self.assertEqual(self.run_on(check=True).returncode, 0)
        header = self.root / "out/cpp/protocol/types.hpp"
        header.write_text(header.read_text() + "\n")
        (self.root / "out/ts/types.ts").unlink()
        (self.root / "out/ts/old.ts").write_text("")
        run = self.run_on(check=True)
        self.assertEqual(run.returncode, 1)
        for name in ("types.hpp", "types.ts", "old.ts"):
            self.assertIn(name, run.stderr)
        self.assertNotIn("types.cpp", run.stderr)
        self.assertEqual(self.run_on().returncode, 0)
        self.assertEqual(self.run_on(check=True).returncode, 0)


if __name__ == "__main__":
    unittest.main()
