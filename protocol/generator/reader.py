"""Reads one schema file into shapes, and refuses whatever lies outside the closed subset.

The subset is described in protocol/README.md, section "The generator". Everything that a message
can hold is bounded, so that a decoder can refuse what is too large while it reads.
"""

import json
import re

from pattern import Pattern, PatternError
from shapes import (SECTIONS_FILE, Array, Boolean, Code, CodeTable, Const, Def, Enum, File, Integer,
                    Map, Object, Place, Property, Ref, SchemaError, SectionKey, Sections, String,
                    Union)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LARGEST_INTEGER = 2**53 - 1  # what a JavaScript number holds exactly

DEF_NAME = re.compile(r"[A-Z][A-Za-z0-9]*\Z")
WORD = re.compile(r"[a-z][a-z0-9_]*\Z")
TAG = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
REFERENCE = re.compile(r"([a-z_]+\.json)?#/\$defs/([A-Za-z0-9]+)\Z")
NUMBERED_KEY = re.compile(r"\^([a-z][a-z0-9_]*)/\[0-9\]\{1,([0-9]+)\}\$\Z")

# A table of codes beside an enum, and what its column about trying again is called.
CODE_TABLES = {"x-codes": "temporary", "x-close-codes": "reconnect"}


def read_json(path):
    place = Place(path.name)

    def unique(pairs):
        seen = {}
        for key, value in pairs:
            if key in seen:
                raise SchemaError(place, f"key {key!r} stands twice in one object")
            seen[key] = value
        return seen

    try:
        return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)
    except ValueError as error:
        raise SchemaError(place, f"not JSON: {error}") from None


class FileReader:
    def __init__(self, name):
        self.name = name

    def read(self, document):
        place = Place(self.name)
        self.keys(document, place, {"$id", "title", "description", "$defs"},
                  {"$schema", "$comment"}
                  | ({"type", "properties", "patternProperties", "additionalProperties"}
                     if self.name == SECTIONS_FILE else set()))
        if document.get("$schema", DIALECT) != DIALECT:
            raise SchemaError(place / "$schema", f"must be {DIALECT}")
        if document["$id"] != self.name:
            raise SchemaError(place / "$id", "must be the name of the file")
        file = File(self.name, document["title"], document["description"], [])
        for name, body in document["$defs"].items():
            file.defs.append(self.definition(name, body, place / "$defs" / name))
        if self.name == SECTIONS_FILE:
            file.sections = self.section_keys(document, place)
        return file

    def keys(self, body, place, needed, allowed=frozenset()):
        if not isinstance(body, dict):
            raise SchemaError(place, "must be an object")
        for key in body:
            if key not in needed and key not in allowed:
                raise SchemaError(place / key, f"{key!r} is outside the subset here")
        for key in sorted(needed):
            if key not in body:
                raise SchemaError(place, f"{key!r} is missing")
        for key in ("title", "description"):
            if not isinstance(body.get(key, ""), str):
                raise SchemaError(place / key, "must be text")

    def definition(self, name, body, place):
        if not DEF_NAME.match(name):
            raise SchemaError(place, "names of definitions are PascalCase")
        if not isinstance(body, dict):
            raise SchemaError(place, "must be an object")
        if "description" not in body:
            raise SchemaError(place, "'description' is missing")
        result = Def(self.name, name, None, body["description"], place)
        if "oneOf" in body:
            result.shape = self.union(body, place)
        elif "enum" in body:
            result.shape = self.enumeration(body, place)
            for key, retry_name in CODE_TABLES.items():
                if key in body:
                    result.table = self.table(body[key], result.shape, retry_name, place / key)
        elif body.get("type") == "object" and not isinstance(body.get("additionalProperties"), dict):
            result.shape = self.object(body, place)
        elif "$ref" in body:
            raise SchemaError(place / "$ref", "a definition must not be only another name for one")
        else:
            result.shape = self.shape(body, place)
            if isinstance(result.shape, Const):
                raise SchemaError(place, "a definition must not be a constant")
        return result

    def union(self, body, place):
        self.keys(body, place, {"oneOf", "discriminator"}, {"description", "title", "$comment"})
        discriminator = body["discriminator"]
        self.keys(discriminator, place / "discriminator", {"propertyName"})
        if not isinstance(body["oneOf"], list) or not body["oneOf"]:
            raise SchemaError(place / "oneOf", "must list at least one $ref")
        members = []
        for index, member in enumerate(body["oneOf"]):
            inner = place / "oneOf" / index
            self.keys(member, inner, {"$ref"})
            members.append(self.reference(member["$ref"], inner / "$ref"))
            if not isinstance(members[-1], Ref):
                raise SchemaError(inner / "$ref", "a member is an object")
        return Union(discriminator["propertyName"], members)

    def enumeration(self, body, place):
        self.keys(body, place, {"type", "enum"}, {"description", "title", "$comment", *CODE_TABLES})
        if body["type"] != "string":
            raise SchemaError(place / "type", "an enum is of type string")
        values = body["enum"]
        if not isinstance(values, list) or not values or len(set(map(str, values))) != len(values):
            raise SchemaError(place / "enum", "must list different words")
        for index, value in enumerate(values):
            if not isinstance(value, str) or not WORD.match(value):
                raise SchemaError(place / "enum" / index, "enum values are lower_case words")
        return Enum(values)

    def table(self, entries, enum, retry_name, place):
        codes = []
        for index, entry in enumerate(entries):
            self.keys(entry, place / index, {"code", "number", retry_name, "description"})
            if not is_integer(entry["number"]) or not isinstance(entry[retry_name], bool):
                raise SchemaError(place / index, f"number is an integer, {retry_name} a boolean")
            codes.append(Code(entry["code"], entry["number"], entry[retry_name],
                              entry["description"]))
        if [c.code for c in codes] != enum.values:
            raise SchemaError(place, "must list the codes of the enum, in its order")
        if len({c.number for c in codes}) != len(codes):
            raise SchemaError(place, "two codes have one number")
        return CodeTable(retry_name, codes)

    def object(self, body, place):
        self.keys(body, place, {"type", "additionalProperties"},
                  {"description", "title", "$comment", "properties", "required"})
        if body["additionalProperties"] is not False:
            raise SchemaError(place / "additionalProperties", "must be false")
        required = body.get("required", [])
        if not isinstance(required, list) or len(set(required)) != len(required):
            raise SchemaError(place / "required", "must list different property names")
        properties = []
        for name, inner in body.get("properties", {}).items():
            inner_place = place / "properties" / name
            if not WORD.match(name):
                raise SchemaError(inner_place, "property names are lower_case words")
            shape = self.shape(inner, inner_place)
            properties.append(
                Property(name, shape, name in required, inner.get("description", "")))
            if isinstance(shape, Const) and name not in required:
                raise SchemaError(inner_place, "a constant must be required")
        names = [p.name for p in properties]
        for index, name in enumerate(required):
            if name not in names:
                raise SchemaError(place / "required" / index, f"{name!r} is not a property")
        if sum(isinstance(p.shape, Const) for p in properties) > 1:
            raise SchemaError(place / "properties", "an object has at most one constant")
        return Object(properties)

    def shape(self, body, place):
        """What may stand inline: a scalar, an array, a map, a constant or a reference."""
        if not isinstance(body, dict):
            raise SchemaError(place, "must be an object")
        notes = {"description", "title", "$comment"}
        if "$ref" in body:
            self.keys(body, place, {"$ref"}, notes)
            return self.reference(body["$ref"], place / "$ref")
        if "const" in body:
            self.keys(body, place, {"const"}, notes | {"type"})
            if body.get("type", "string") != "string" or not isinstance(body["const"], str) \
                    or not TAG.match(body["const"]):
                raise SchemaError(place / "const", "a constant is one word")
            return Const(body["const"])
        kind = body.get("type")
        if kind == "string":
            return self.string(body, place, notes)
        if kind == "integer":
            self.keys(body, place, {"type", "minimum", "maximum"}, notes)
            low, high = body["minimum"], body["maximum"]
            for key in ("minimum", "maximum"):
                if not is_integer(body[key]) or abs(body[key]) > LARGEST_INTEGER:
                    raise SchemaError(place / key, "must be an integer within 2^53 - 1")
            if low > high:
                raise SchemaError(place / "maximum", "is below minimum")
            return Integer(low, high)
        if kind == "boolean":
            self.keys(body, place, {"type"}, notes)
            return Boolean()
        if kind == "array":
            self.keys(body, place, {"type", "items", "maxItems"}, notes | {"minItems", "uniqueItems"})
            low, high = self.bounds(body, place, "minItems", "maxItems")
            unique = body.get("uniqueItems", False)
            if not isinstance(unique, bool):
                raise SchemaError(place / "uniqueItems", "must be a boolean")
            item = self.shape(body["items"], place / "items")
            if isinstance(item, Const):
                raise SchemaError(place / "items", "an item must not be a constant")
            return Array(item, low, high, unique)
        if kind == "object" and isinstance(body.get("additionalProperties"), dict):
            self.keys(body, place, {"type", "additionalProperties", "maxProperties"},
                      notes | {"propertyNames"})
            high = self.bounds(body, place, None, "maxProperties")[1]
            key = None
            if "propertyNames" in body:
                self.keys(body["propertyNames"], place / "propertyNames", {"pattern"})
                key = self.pattern(body["propertyNames"]["pattern"],
                                   place / "propertyNames" / "pattern")
            value = self.shape(body["additionalProperties"], place / "additionalProperties")
            if isinstance(value, Const):
                raise SchemaError(place / "additionalProperties", "a value must not be a constant")
            return Map(value, key, high)
        if kind == "object" or "oneOf" in body or "enum" in body:
            raise SchemaError(place, "objects, unions and enums get a name under $defs")
        for key in body:
            if key not in notes | {"type"}:
                raise SchemaError(place / key, f"{key!r} is outside the subset here")
        raise SchemaError(place / "type", f"type {kind!r} is outside the subset")

    def string(self, body, place, notes):
        self.keys(body, place, {"type"}, notes | {"minLength", "maxLength", "pattern"})
        pattern = None
        if "pattern" in body:
            pattern = self.pattern(body["pattern"], place / "pattern")
        if "maxLength" not in body and (pattern is None or pattern.longest is None):
            raise SchemaError(place, "a string needs maxLength, or a pattern that bounds it")
        low, high = 0, pattern.longest if pattern else None
        if "maxLength" in body or "minLength" in body:
            low, high = self.bounds(body, place, "minLength", "maxLength", high)
        return String(low, high, pattern)

    def bounds(self, body, place, low_key, high_key, high_default=None):
        low, high = body.get(low_key, 0), body.get(high_key, high_default)
        for key, value in ((low_key, low), (high_key, high)):
            if not is_integer(value) or value < 0:
                raise SchemaError(place / key, "must be a count")
        if low > high:
            raise SchemaError(place / high_key, f"is below {low_key}")
        return low, high

    def pattern(self, text, place):
        try:
            return Pattern(text)
        except PatternError as error:
            raise SchemaError(place, str(error)) from None

    def reference(self, text, place):
        if text == SECTIONS_FILE and self.name != SECTIONS_FILE:
            return Sections(place)
        match = REFERENCE.match(text) if isinstance(text, str) else None
        if not match:
            raise SchemaError(place, "a $ref is #/$defs/Name, file.json#/$defs/Name or sections.json")
        return Ref(match[1] or self.name, match[2], place)

    def section_keys(self, document, place):
        if document.get("type", "object") != "object":
            raise SchemaError(place / "type", "must be object")
        if document.get("additionalProperties", False) is not False:
            raise SchemaError(place / "additionalProperties", "must be false")
        keys = []
        for group in ("properties", "patternProperties"):
            for key, body in document.get(group, {}).items():
                inner = place / group / key
                self.keys(body, inner, {"$ref"}, {"description", "$comment"})
                ref = self.reference(body["$ref"], inner / "$ref")
                numbered = NUMBERED_KEY.match(key)
                if group == "patternProperties" and not numbered:
                    raise SchemaError(inner, "a section pattern is ^word/[0-9]{1,n}$")
                if group == "properties" and not WORD.match(key):
                    raise SchemaError(inner, "section keys are lower_case words")
                name, digits = (numbered[1], int(numbered[2])) if numbered else (key, 0)
                if digits > 15:
                    raise SchemaError(inner, "a number in a key has at most 15 digits")
                if any(k.name == name for k in keys):
                    raise SchemaError(inner, "two keys begin with the same word")
                keys.append(SectionKey(name, digits, ref, body.get("description", "")))
        return keys


def is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool)
