#!/usr/bin/env python3
"""The golden examples against python3-jsonschema: another reader of the same schemas agrees."""

import json
import unittest

from schemas import PROTOCOL, Schemas

# Faults that are about the text, before there is a value that a schema could judge.
TEXT_FAULTS = {"malformed", "too_deep", "duplicate"}


def examples(kind):
    for path in sorted((PROTOCOL / "examples" / kind).glob("*.json")):
        yield path.name, json.loads(path.read_text(encoding="utf-8"))


class Examples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.schemas = Schemas()

    def test_valid_examples_are_valid(self):
        for name, example in examples("valid"):
            with self.subTest(name):
                self.schemas.validator(example["type"]).validate(example["value"])

    def test_invalid_values_are_invalid(self):
        for name, example in examples("invalid"):
            with self.subTest(name):
                if "value" in example:
                    self.assertFalse(
                        self.schemas.validator(example["type"]).is_valid(example["value"]))
                else:
                    self.assertIn(example["fault"], TEXT_FAULTS | {"wrong_type", "out_of_range"})

    def test_everything_that_is_said_has_a_valid_example(self):
        shown = {example["type"] for _, example in examples("valid")}
        for stem in ("commands", "events", "messages", "sections"):
            for name, body in self.schemas.documents[stem]["$defs"].items():
                tagged = any("const" in p for p in body.get("properties", {}).values())
                if tagged or name.endswith("Section"):
                    self.assertIn(f"{stem}#{name}", shown)

    def test_every_field_stands_in_a_valid_example(self):
        shown = {}
        for _, example in examples("valid"):
            self.note_fields(self.schemas.schema(example["type"]), example["value"], shown)
        for stem, document in self.schemas.documents.items():
            for name, body in document["$defs"].items():
                for field in body.get("properties", {}):
                    self.assertIn(field, shown.get(f"{stem}#{name}", ()), f"{stem}#{name}")

    def note_fields(self, schema, value, shown):
        name = None
        if "$ref" in schema and schema["$ref"].count("/") == 4:
            stem, _, name = schema["$ref"].removeprefix("#/$defs/").partition("/$defs/")
            name = f"{stem}#{name}"
        schema = self.schemas.resolve(schema)
        if "oneOf" in schema:
            key = schema["discriminator"]["propertyName"]
            for member in schema["oneOf"]:
                if self.schemas.resolve(member)["properties"][key]["const"] == value[key]:
                    self.note_fields(member, value, shown)
        elif schema.get("type") == "array":
            for item in value:
                self.note_fields(schema["items"], item, shown)
        elif isinstance(schema.get("additionalProperties"), dict):
            for item in value.values():
                self.note_fields(schema["additionalProperties"], item, shown)
        elif "patternProperties" in schema:
            for key, item in value.items():
                inner = schema["properties"].get(key) or next(
                    s for p, s in schema["patternProperties"].items()
                    if p.startswith("^" + key.split("/")[0] + "/"))
                self.note_fields(inner, item, shown)
        elif schema.get("type") == "object":
            shown.setdefault(name, set()).update(value)
            for key, item in value.items():
                self.note_fields(schema["properties"][key], item, shown)


if __name__ == "__main__":
    unittest.main()
