""".ci/setup/count.py: what ./test adds up must be what the runners said."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

COUNT = Path(__file__).resolve().parents[2] / ".ci/setup/count.py"


def count(runner, content):
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report"
        if content is not None:
            report.write_text(content if isinstance(content, str) else json.dumps(content))
        run = subprocess.run([sys.executable, "-B", COUNT, runner, report], capture_output=True,
                             check=True, text=True)
    return run.stdout.strip()


def vitest_report(passed, failed, files):
    return {"numPassedTests": passed, "numFailedTests": failed, "numPendingTests": 0,
            "testResults": files}


def playwright_report(expected, unexpected, flaky, skipped, errors=()):
    return {"stats": {"expected": expected, "unexpected": unexpected, "flaky": flaky,
                      "skipped": skipped}, "errors": list(errors)}


class Count(unittest.TestCase):
    def test_given_failed_and_skipped_when_ctest_then_each_is_counted_once(self):
        report = '<testsuite tests="10" failures="2" disabled="1" skipped="3"/>'
        self.assertEqual(count("ctest", report), "4 2 4")

    def test_given_no_test_at_all_then_that_is_a_failure(self):
        self.assertEqual(count("ctest", '<testsuite tests="0" failures="0"/>'), "0 1 0")
        self.assertEqual(count("playwright", playwright_report(0, 0, 0, 3)), "0 1 3")

    def test_given_no_report_or_half_of_one_then_that_is_a_failure(self):
        for runner in ("ctest", "vitest", "playwright"):
            self.assertEqual(count(runner, None), "0 1 0")
            self.assertEqual(count(runner, "{<"), "0 1 0")

    def test_given_a_file_that_does_not_load_when_vitest_then_it_is_a_failure(self):
        broken = {"status": "failed", "assertionResults": []}
        sound = {"status": "passed", "assertionResults": [{"status": "passed"}]}
        self.assertEqual(count("vitest", vitest_report(1, 0, [sound, broken])), "1 1 0")
        self.assertEqual(count("vitest", vitest_report(1, 0, [sound])), "1 0 0")

    def test_given_a_test_that_passed_only_when_repeated_when_playwright_then_it_failed(self):
        self.assertEqual(count("playwright", playwright_report(5, 0, 1, 0)), "5 1 0")

    def test_given_an_error_outside_the_tests_when_playwright_then_it_is_a_failure(self):
        report = playwright_report(5, 1, 0, 2, [{"message": "the server did not start"}])
        self.assertEqual(count("playwright", report), "5 2 2")


if __name__ == "__main__":
    unittest.main()
