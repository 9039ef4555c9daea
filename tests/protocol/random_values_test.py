#!/usr/bin/env python3
"""Random values of every type, good and spoilt: the C++ codec and python3-jsonschema must agree.

  random_values_test.py path/to/protocol_recode [seed]

A value that both take must come back from the C++ side as it went in. The seed is printed, so that
a failure can be seen again.
"""

import json
import subprocess
import sys
import time

from random_values import Values, is_whole_float
from schemas import Schemas

GOOD_PER_TYPE = 6
SPOILT_PER_GOOD = 4


def cases(schemas, values):
    for stem, document in schemas.documents.items():
        names = [f"{stem}#{name}" for name, body in document["$defs"].items()
                 if "oneOf" in body or "enum" in body
                 or isinstance(body.get("additionalProperties"), bool)]
        if "patternProperties" in document:
            names.append(stem)
        for name in names:
            schema, validator = schemas.schema(name), schemas.validator(name)
            for _ in range(GOOD_PER_TYPE):
                good = values.value(schema)
                yield name, good, True
                for _ in range(SPOILT_PER_GOOD):
                    spoilt = values.changed(good)
                    if not is_whole_float(spoilt):
                        yield name, spoilt, validator.is_valid(spoilt)


def answers(program, lines):
    run = subprocess.run([program], input="\n".join(lines) + "\n", capture_output=True,
                         encoding="utf-8", check=True)
    return [line.split("\t", 1) for line in run.stdout.split("\n")[:-1]]


def main():
    program = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() % 1_000_000
    print(f"seed {seed}")
    values = Values(Schemas(), seed)
    asked = list(cases(values.schemas, values))
    lines = [name + "\t" + json.dumps(value, ensure_ascii=index % 2 == 0)
             for index, (name, value, _) in enumerate(asked)]
    got = answers(program, lines)
    assert len(got) == len(asked), f"{len(got)} answers to {len(asked)} lines"
    wrong = 0
    for line, (_, value, valid), (verdict, rest) in zip(lines, asked, got):
        same = verdict == "ok" and json.loads(rest) == value
        if (verdict == "ok") != valid or (valid and not same):
            wrong += 1
            print(f"schema says {'valid' if valid else 'invalid'}, C++ says {verdict} {rest}\n"
                  f"  {line[:400]}")
    accepted = sum(valid for _, _, valid in asked)
    print(f"{len(asked)} values, {accepted} valid, {len(asked) - accepted} invalid, {wrong} wrong")
    assert accepted > 500 and len(asked) - accepted > 500, "too few of one sort to mean anything"
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
