"""The protocol's schemas for python3-jsonschema, read without the generator."""

import json
from pathlib import Path

import jsonschema

PROTOCOL = Path(__file__).resolve().parents[2] / "protocol"


def documents():
    return {path.stem: json.loads(path.read_text(encoding="utf-8"))
            for path in sorted((PROTOCOL / "schema").glob("*.json"))}


def bundled(node, stem):
    """The node with every reference pointing into one document, #/$defs/<file>/$defs/<Name>.

    Python's $ also matches before a last line break, JSON Schema's does not: \\Z says what is meant.
    """
    if isinstance(node, list):
        return [bundled(item, stem) for item in node]
    if not isinstance(node, dict):
        return node
    result = {}
    for key, value in node.items():
        if key == "$ref":
            file, _, pointer = value.partition("#")
            value = f"#/$defs/{file.removesuffix('.json') or stem}{pointer}"
        elif key == "pattern":
            value = python_pattern(value)
        elif key == "patternProperties":
            value = {python_pattern(k): bundled(v, stem) for k, v in value.items()}
        elif key not in ("$id", "$schema"):
            value = bundled(value, stem)
        else:
            continue
        result[key] = value
    return result


def python_pattern(pattern):
    assert pattern.endswith("$")
    return pattern[:-1] + r"\Z"


class Schemas:
    def __init__(self):
        self.documents = documents()
        self.defs = {stem: bundled(document, stem) for stem, document in self.documents.items()}

    def schema(self, type_name):
        """Of a name such as commands#CastBallot; `sections` alone is the whole section map."""
        stem, _, name = type_name.partition("#")
        pointer = f"#/$defs/{stem}/$defs/{name}" if name else f"#/$defs/{stem}"
        return {"$ref": pointer, "$defs": self.defs}

    def validator(self, type_name):
        return jsonschema.Draft202012Validator(self.schema(type_name))

    def resolve(self, node):
        while "$ref" in node:
            target = self.defs
            for step in node["$ref"].removeprefix("#/$defs/").split("/"):
                target = target[step]
            node = target
        return node
