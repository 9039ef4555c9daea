"""A verifier of archive files, written from protocol/ARCHIVE.md alone: no code of the server is used.
It checks the example in protocol/examples/archive, and that altered copies do not pass. Signatures are
left to tests/archive: Python's own library has no Ed25519. So are most rules; dots and polls are
counted here."""

import base64
import copy
import hashlib
import json
import re
import struct
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "protocol/examples/archive/meeting.json"
PAGE = ROOT / "protocol/ARCHIVE.md"

OF_PERSONS = {"ParticipantJoined", "GroupChosen", "MoreTimeAsked", "ProposalAuthored"}
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Misfit(Exception):
    pass


def need(holds, what):
    if not holds:
        raise Misfit(what)


def H(*parts):
    return hashlib.blake2b(b"".join(parts), digest_size=32).digest()


def decoded(text):
    value = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    need(encoded(value) == text, "base64url")
    return value


def encoded(value):
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def fingerprint(head):
    number = int.from_bytes(head[:15], "big")
    plain = "".join(DIGITS[number >> 5 * place & 31] for place in reversed(range(24)))
    return "-".join(plain[at : at + 4] for at in range(0, 24, 4))


def chain(meeting, events):
    value = H(b"torg.stream.1\0", f"meeting/{meeting}".encode())
    for version, event in enumerate(events, 1):
        kind = event["type"].encode()
        if "payload" in event:
            hashed = H(b"torg.payload.1\0", event["payload"].encode())
        else:
            hashed = decoded(event["payload_hash"])
        value = H(b"torg.event.2\0", value, struct.pack("<QI", version, len(kind)), kind, hashed)
    return value


def root(leaves):
    if not leaves:
        return H()
    if len(leaves) == 1:
        return leaves[0]
    left = 1
    while left * 2 < len(leaves):
        left *= 2
    return H(b"\1", root(leaves[:left]), root(leaves[left:]))


def check_ballots(box, sealed):
    keys = [decoded(row["voter_key"]) for row in box["ballots"]]
    need(keys == sorted(set(keys)), "ballots in order, one for each voter")
    need(len(keys) <= sealed["entitled"], "ballots of who may vote")
    leaves = []
    for key, row in zip(keys, box["ballots"]):
        hashed = decoded(row["class_hash"])
        if "class" in row:
            need(H(decoded(row["class_salt"]), row["class"].encode()) == hashed, "class")
        leaves.append(H(b"\0torg ballot", key, hashed, row["ballot"].encode()))
    need(encoded(root(leaves)) == sealed["digest"], "digest")


def check_count(box, result):
    ballots = [json.loads(row["ballot"])["ballot"] for row in box["ballots"]]
    need(result["cast"] == len(ballots), "cast")
    votes = {option["option"]: 0 for option in box["options"]}
    voters = dict(votes)
    for ballot in ballots:
        for mark in ballot.get("marks", []):
            votes[mark["option"]] += mark["value"]
            voters[mark["option"]] += 1
        for option in ballot.get("options", []):
            votes[option] += 1
    for row in result["rows"]:
        if result["kind"] == "dots":
            need(row["dots"] == votes[row["option"]], "dots")
            need(row["supporters"] == voters[row["option"]], "supporters")
        else:
            need(row["votes"] == votes[row["option"]], "votes")
    need(result["abstained"] == sum(b["kind"] == "abstain" for b in ballots), "abstained")


def check_journal(file):
    journal = file["journal"]
    events = journal["events"]
    head = chain(file["meeting"]["meeting"], events)
    need(encoded(head) == journal["head"], "head")
    need(fingerprint(head) == journal["fingerprint"], "fingerprint")
    told = []
    for event in events:
        need(("payload" in event) == (event["type"] not in OF_PERSONS), "withheld")
        if "payload" in event:
            told.append(json.loads(event["payload"]))
            need(told[-1]["type"] == event["type"], "type")
    need(events[-1]["type"] == "MeetingClosed", "closed")
    need(
        file["meeting"]["participants"] == sum(e["type"] == "ParticipantJoined" for e in events),
        "participants",
    )
    return told


def check_texts(file):
    refs = [text["ref"] for text in file["texts"]]
    need(refs == sorted(set(refs)), "texts in order")
    texts = {}
    for text in file["texts"]:
        if text.get("erased"):
            continue
        need(encoded(H(decoded(text["salt"]), text["bytes"].encode())) == text["ref"], "text")
        texts[text["ref"]] = text["bytes"]
    return texts


def check(file):
    need(file["format"] == "torg-archive" and file["format_version"] == 2, "format")
    told = check_journal(file)
    texts = check_texts(file)
    opened = {e["box"]: e for e in told if e["type"] == "BallotOpened"}
    sealed = {e["box"]: e for e in told if e["type"] == "BallotSealed"}
    voided = {e["box"]: e for e in told if e["type"] == "BallotVoided"}
    need([box["box"] for box in file["boxes"]] == sorted(opened), "boxes")
    for box in file["boxes"]:
        event = opened[box["box"]]
        for name in ("item", "round", "rule", "rule_name", "rule_version", "authority"):
            need(box[name] == event[name], name)
        for option, stored in zip(box["options"], event["options"], strict=True):
            need(option["option"] == stored["option"], "option")
            need(option["title"] == json.loads(texts[stored["title"]]), "title")
        if box["box"] in voided:
            need("ballots" not in box, "ballots of a void box")
            need(box["turnout"] == voided[box["box"]]["turnout"], "turnout")
            need(box["void_reason"] == texts[voided[box["box"]]["reason"]], "reason")
            continue
        need(box["result"] == sealed[box["box"]]["result"], "result")
        need(box["digest"] == sealed[box["box"]]["digest"], "digest as told")
        need(box["public_recount"] and "ballots" in box, "public recount")
        check_ballots(box, sealed[box["box"]])
        check_count(box, box["result"])


def changes():
    """Ways to alter the example, each of which has to be found out."""

    def ballot(file):
        row = file["boxes"][0]["ballots"][0]
        row["ballot"] = re.sub(r'"value":(\d)', lambda m: f'"value":{int(m[1]) % 3 + 1}', row["ballot"])

    def drop(file):
        file["boxes"][0]["ballots"].pop()

    def swap(file):
        rows = file["boxes"][0]["ballots"]
        rows[0], rows[1] = rows[1], rows[0]

    def result(file):
        file["boxes"][0]["result"]["rows"][0]["dots"] += 1

    def title(file):
        file["boxes"][0]["options"][0]["title"]["sv"] = "Annat"

    def text(file):
        file["texts"][0]["bytes"] += " "

    def event(file):
        file["journal"]["events"].pop(3)

    def payload(file):
        last = file["journal"]["events"][-1]
        last["payload"] = last["payload"].replace('"at_ms":1', '"at_ms":2')

    return [ballot, drop, swap, result, title, text, event, payload]


class ArchiveExample(unittest.TestCase):
    def setUp(self):
        self.file = json.loads(EXAMPLE.read_text(encoding="utf-8"))

    def test_the_example_fits(self):
        check(self.file)

    def test_altered_examples_do_not(self):
        for change in changes():
            with self.subTest(change.__name__):
                altered = copy.deepcopy(self.file)
                change(altered)
                self.assertNotEqual(altered, self.file)
                with self.assertRaises(Misfit):
                    check(altered)

    def test_the_page_tells_of_this_example(self):
        page = PAGE.read_text(encoding="utf-8")
        journal = self.file["journal"]
        meeting = self.file["meeting"]["meeting"]
        first = journal["events"][0]["payload"].encode()
        row = self.file["boxes"][0]["ballots"][0]
        key, hashed = decoded(row["voter_key"]), decoded(row["class_hash"])
        for value in (
            journal["fingerprint"],
            journal["head"],
            encoded(chain(meeting, [])),
            encoded(chain(meeting, journal["events"][:1])),
            encoded(H(b"torg.payload.1\0", first)),
            encoded(H(b"\0torg ballot", key, hashed, row["ballot"].encode())),
            self.file["boxes"][0]["digest"],
            self.file["texts"][0]["ref"],
        ):
            self.assertTrue(f"`{value}`" in page, f"{value} does not stand on the page")


if __name__ == "__main__":
    unittest.main()
