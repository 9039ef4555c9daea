"""Runs the checks of the whole repository, and the proof that each of them can fail.

    python3 tests/architecture/check.py [--junit REPORT]
"""

import sys
import xml.etree.ElementTree as xml
from pathlib import Path

import catalogues
import floors
import planted
import words

ROOT = Path(__file__).resolve().parents[2]


def cases():
    for check in (floors, words, catalogues):
        yield f"{check.__name__}: the repository", check.check(ROOT)
    yield from planted.cases()


def write_junit(path, results):
    failures = sum(1 for _, faults in results if faults)
    suite = xml.Element("testsuite", name="architecture", tests=str(len(results)),
                        failures=str(failures))
    for name, faults in results:
        case = xml.SubElement(suite, "testcase", name=name)
        if faults:
            xml.SubElement(case, "failure").text = "\n".join(faults)
    xml.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)


def main():
    results = list(cases())
    for name, faults in results:
        print(f"{'FAILED' if faults else 'passed'}  {name}")
        for fault in faults:
            print(f"        {fault}")
    if sys.argv[1:2] == ["--junit"]:
        write_junit(sys.argv[2], results)
    sys.exit(1 if any(faults for _, faults in results) else 0)


if __name__ == "__main__":
    main()
