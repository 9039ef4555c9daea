#!/usr/bin/env python3
"""Writes vectors.json: what Python's own hashlib and hmac say of the hashes around a ballot box.

It shares no line with the server. H is BLAKE2b with 32 bytes of output and no key:

  content reference = base64url(H(salt bytes))
  voter key         = HMAC-SHA-256(box secret, voter as 8 bytes, highest first)
  class hash        = H(class_salt class)
  leaf              = H(00 "torg ballot" voter_key class_hash ballot)
  digest            = RFC 6962 section 2.1 over the leaves in voter key order, nodes H(01 left right)

Run it here again after a change of the above; the file must come out the same otherwise.
"""

import base64
import hashlib
import hmac
import json
from pathlib import Path


def H(*parts):
    return hashlib.blake2b(b"".join(parts), digest_size=32).digest()


def sample(*labels):
    """32 bytes that look random and are the same on every run."""
    return H("/".join(str(label) for label in labels).encode())


def merkle_root(leaves):
    if not leaves:
        return H()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return H(b"\x01", merkle_root(leaves[:split]), merkle_root(leaves[split:]))


def content_reference(number, text):
    salt = sample("salt", number)
    reference = base64.urlsafe_b64encode(H(salt, text.encode())).decode().rstrip("=")
    return {"salt": salt.hex(), "text": text, "reference": reference}


def voter_key(secret, voter):
    key = hmac.new(secret, voter.to_bytes(8, "big"), hashlib.sha256).digest()
    return {"secret": secret.hex(), "voter": voter, "key": key.hex()}


def box(count):
    classes = ["", "vastra-hall", "osteraker", "lanna"]
    rows = []
    for number in range(count):
        rows.append({
            "voter_key": sample("voter", count, number),
            "class": classes[number % len(classes)],
            "class_salt": sample("class salt", count, number),
            "ballot": '{"tag":"%022d","ballot":{"kind":"scale","value":%d}}' % (number, number % 5 + 1),
        })
    rows.sort(key=lambda row: row["voter_key"])
    leaves = [
        H(b"\x00", b"torg ballot", row["voter_key"],
          H(row["class_salt"], row["class"].encode()), row["ballot"].encode())
        for row in rows
    ]
    for row, leaf in zip(rows, leaves):
        row["class_hash"] = H(row["class_salt"], row["class"].encode()).hex()
        row["leaf"] = leaf.hex()
        row["voter_key"] = row["voter_key"].hex()
        row["class_salt"] = row["class_salt"].hex()
    return {"rows": rows, "digest": merkle_root(leaves).hex()}


texts = ["", "x", '{"sv":"Punkt 1"}', "Åtgärder på Ölands södra udde – 5 000 kr"]
vectors = {
    "contents": [content_reference(number, text) for number, text in enumerate(texts)],
    "voter_keys": [voter_key(sample("secret", voter), voter) for voter in (1, 2, 255, 256, 999_999_999)],
    "boxes": [box(count) for count in (0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 17)],
}
target = Path(__file__).with_name("vectors.json")
target.write_text(json.dumps(vectors, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
