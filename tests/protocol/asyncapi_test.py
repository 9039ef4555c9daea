#!/usr/bin/env python3
"""asyncapi.yaml against the schemas: every message of the protocol stands in it and leads there."""

import re
import unittest

from schemas import PROTOCOL, documents


class AsyncApi(unittest.TestCase):
    def setUp(self):
        self.text = (PROTOCOL / "asyncapi.yaml").read_text(encoding="utf-8")
        self.schemas = documents()

    def payloads(self):
        return re.findall(r'\$ref: "\./schema/(\w+)\.json#/\$defs/(\w+)"', self.text)

    def test_every_payload_leads_to_a_definition(self):
        self.assertTrue(self.payloads())
        for stem, name in self.payloads():
            self.assertIn(name, self.schemas[stem]["$defs"])

    def test_every_message_is_there(self):
        defs = self.schemas["messages"]["$defs"]
        spoken = {member["$ref"].rsplit("/", 1)[1]
                  for union in ("ClientMessage", "ServerMessage") for member in defs[union]["oneOf"]}
        self.assertEqual(spoken, {name for _, name in self.payloads()})

    def test_every_reference_inside_leads_somewhere(self):
        keys = self.paths()
        for pointer in re.findall(r'\$ref: "#/([\w/]+)"', self.text):
            self.assertIn(pointer, keys)

    def paths(self):
        """Paths of all mapping keys, by indentation; the file uses block style."""
        found, stack = set(), []
        for line in self.text.splitlines():
            match = re.match(r"( *)([\w.-]+):", line)
            if match:
                depth = len(match[1]) // 2
                stack = stack[:depth] + [match[2]]
                found.add("/".join(stack))
        return found


if __name__ == "__main__":
    unittest.main()
