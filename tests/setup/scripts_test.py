"""run and test: what they say when they are asked wrongly, before they touch anything."""

import socket
import subprocess
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def call(*words):
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
                         stdin=subprocess.DEVNULL)
    return run.returncode, run.stdout + run.stderr


class Scripts(unittest.TestCase):
    def test_given_help_then_every_option_is_listed_and_nothing_is_done(self):
        for script, options in {"./run": ["--port", "--build-only", "--"],
                                "./test": ["--quick", "--werror", "--sanitize", "--thread-sanitize", "--ci"]}.items():
            code, text = call(script, "--help")
            self.assertEqual(code, 0)
            self.assertTrue(text.startswith(f"Usage: {script}"), text)
            for option in options:
                self.assertIn(f"  {option}", text)

    def test_given_an_unknown_option_then_it_is_named_and_the_help_too(self):
        for script in ("./run", "./test"):
            code, text = call(script, "--fast")
            self.assertNotEqual(code, 0)
            self.assertIn("--fast", text)
            self.assertIn(f"{script} --help", text)

    def test_given_a_port_that_is_no_port_then_run_says_so(self):
        for port in ([], ["http"], ["65536"], ["-1"]):
            code, text = call("./run", "--port", *port)
            self.assertNotEqual(code, 0)
            self.assertIn("from 0 to 65535", text)

    def test_given_a_port_in_use_then_run_says_so_before_it_builds(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            code, text = call("./run", "--port", str(port))
        self.assertNotEqual(code, 0)
        self.assertIn(f"Port {port} is in use", text)
        self.assertNotIn("building", text)


if __name__ == "__main__":
    unittest.main()
