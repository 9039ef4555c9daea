"""Random values of a schema, and small changes to them that may or may not keep them valid."""

import copy
import random

try:
    from re import _parser as regex_parser  # Python 3.11 and newer
except ImportError:
    import sre_parse as regex_parser

LETTERS = ["a", "Z", "7", "-", "_", " ", "å", "Ö", "é", "🏡", "\u2028", "\uffff", '"', "\\", "/",
           "\n", "\t", "\x01", "\x7f", "<", "'"]
SCALARS = [0, 1, -1, 5, 2**53 - 1, 2**53, 2**63 - 1, 2**63, 2**70, -(2**70), 0.5, 1e300, "", "x",
           "dots", True, False, None, [], {}, [1], {"kind": "dots"}]


class Values:
    def __init__(self, schemas, seed):
        self.schemas = schemas
        self.random = random.Random(seed)

    def value(self, schema):
        schema = self.schemas.resolve(schema)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.random.choice(schema["enum"])
        if "oneOf" in schema:
            return self.value(self.random.choice(schema["oneOf"]))
        return getattr(self, schema["type"])(schema)

    def count(self, low, high, usual=4):
        """Mostly few, now and then either bound."""
        if high <= 50 and self.random.random() < 0.05:
            return self.random.choice([low, high])
        return self.random.randint(low, max(low, min(high, low + usual)))

    def object(self, schema):
        result = {}
        if isinstance(schema.get("additionalProperties"), dict):
            pattern = schema.get("propertyNames", {}).get("pattern")
            for _ in range(self.count(0, schema["maxProperties"])):
                key = self.matching(pattern) if pattern else self.text(0, 20)
                result[key] = self.value(schema["additionalProperties"])
        for name, inner in schema.get("properties", {}).items():
            if name in schema.get("required", []) or self.random.random() < 0.5:
                result[name] = self.value(inner)
        for pattern, inner in schema.get("patternProperties", {}).items():
            if self.random.random() < 0.3:
                result[self.matching(pattern)] = self.value(inner)
        return result

    def array(self, schema):
        items = []
        for _ in range(self.count(schema.get("minItems", 0), schema["maxItems"])):
            item = self.value(schema["items"])
            while schema.get("uniqueItems") and item in items:
                item = self.value(schema["items"])
            items.append(item)
        return items

    def string(self, schema):
        if "pattern" in schema:
            return self.matching(schema["pattern"])
        return self.text(schema.get("minLength", 0), schema["maxLength"])

    def text(self, low, high):
        if self.random.random() < 0.1:
            length = self.random.choice([low, high])
        else:
            length = self.random.randint(low, min(high, low + 12))
        return "".join(self.random.choices(LETTERS, k=length))

    def integer(self, schema):
        low, high = schema["minimum"], schema["maximum"]
        return self.random.choice([low, high, self.random.randint(low, high),
                                   self.random.randint(low, min(high, low + 10))])

    def boolean(self, _):
        return self.random.random() < 0.5

    def matching(self, pattern):
        return "".join(self.regex(regex_parser.parse(pattern)))

    def regex(self, nodes):
        for kind, argument in nodes:
            name = str(kind)
            if name == "LITERAL":
                yield chr(argument)
            elif name == "IN":
                low, high = self.random.choice(
                    [(a, a) if str(k) == "LITERAL" else a for k, a in argument])
                yield chr(self.random.randint(low, high))
            elif name == "MAX_REPEAT":
                low, high, inner = argument
                for _ in range(self.random.randint(low, min(high, low + 30))):
                    yield from self.regex(inner)
            elif name == "SUBPATTERN":
                yield from self.regex(argument[-1])
            else:
                assert name == "AT", name

    # Changes

    def changed(self, value):
        """A copy in which one place is other than it was."""
        value = copy.deepcopy(value)
        box = [value]
        places = list(self.places(box))
        parent, key = self.random.choice(places)
        old = parent[key]
        changes = [lambda: self.random.choice(SCALARS)]
        if isinstance(old, str):
            changes += [lambda: old + self.random.choice(LETTERS), lambda: old[:-1],
                        lambda: old * 40, lambda: old.upper(), lambda: old + "\n"]
        if isinstance(old, int) and not isinstance(old, bool):
            changes += [lambda: old + 1, lambda: old - 1, lambda: -old, lambda: old * 10,
                        lambda: str(old), lambda: old + 0.5]
        if isinstance(old, list) and old:
            changes += [lambda: old + [copy.deepcopy(self.random.choice(old))], lambda: old[1:],
                        lambda: old * 60]
        if isinstance(old, dict):
            changes += [lambda: self.without(old), lambda: self.without(old),
                        lambda: old | {"unknown": 1}, lambda: self.renamed(old)]
        parent[key] = self.random.choice(changes)()
        return box[0]

    def without(self, old):
        gone = self.random.choice(list(old)) if old else None
        return {k: v for k, v in old.items() if k != gone}

    def renamed(self, old):
        if not old:
            return old
        key = self.random.choice(list(old))
        return {(k + "x" if k == key else k): v for k, v in old.items()}

    def places(self, node):
        pairs = enumerate(node) if isinstance(node, list) else node.items()
        for key, value in pairs:
            yield node, key
            if isinstance(value, (list, dict)):
                yield from self.places(value)


def is_whole_float(value):
    """JSON Schema takes 1.0 for an integer; the protocol does not."""
    if isinstance(value, float):
        return value == int(value)
    if isinstance(value, (list, dict)):
        return any(map(is_whole_float, value if isinstance(value, list) else value.values()))
    return False
