"""Counts a test run's results from the report that its runner wrote.

    count.py ctest|vitest|playwright REPORT

prints "PASSED FAILED SKIPPED". A report that is missing, unreadable or without a single test counts as
one failure: a run that tested nothing has not passed.
"""

import json
import sys
import xml.etree.ElementTree as xml


def ctest(path):
    suite = xml.parse(path).getroot()
    count = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "disabled", "skipped")}
    skipped = count["disabled"] + count["skipped"]
    return count["tests"] - count["failures"] - skipped, count["failures"], skipped


def vitest(path):
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    failed = report["numFailedTests"]
    # A file that cannot be loaded holds no failed test, but fails the run.
    failed += sum(1 for file in report["testResults"]
                  if file["status"] == "failed" and not file["assertionResults"])
    return report["numPassedTests"], failed, report["numPendingTests"] + report.get("numTodoTests", 0)


def playwright(path):
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    stats = report["stats"]
    # A test that passed only when tried again is a test that failed. Errors outside tests count too.
    failed = stats["unexpected"] + stats["flaky"] + len(report.get("errors", []))
    return stats["expected"], failed, stats["skipped"]


def main():
    runner, path = sys.argv[1:]
    try:
        passed, failed, skipped = {"ctest": ctest, "vitest": vitest, "playwright": playwright}[runner](path)
    except (OSError, ValueError, KeyError, xml.ParseError) as error:
        print(f"{path}: {error!r}", file=sys.stderr)
        passed, failed, skipped = 0, 1, 0
    if passed + failed == 0:
        failed = 1
    print(passed, failed, skipped)


if __name__ == "__main__":
    main()
