"""Nothing in the repository speaks of one machine, or of work left undone."""

import re
import subprocess

# Put together here so that this file does not name what it forbids.
FORBIDDEN = [
    (re.compile(r"(?<![\w.$}*-])/(?:" + "|".join(["work", "tmp", "home", "root"]) + r")/"),
     "a path of one machine"),
    (re.compile(r"\b(?:" + "|".join(["TO" "DO", "FIX" "ME", "X" "XX", "HA" "CK"]) + r")\b"),
     "work left undone"),
    (re.compile(r"\bissues?\s+#\d+", re.IGNORECASE), "an issue by its number"),
]

# Texts of others, which are as they are.
NOT_OURS = {"LICENSE", "package-lock.json"}
MADE = {"node_modules", "dist", ".torg", ".git", "__pycache__", "test-results"}


def files_of(root):
    listed = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, check=False)
    if listed.returncode == 0 and (root / ".git").exists():
        return sorted({root / name for name in listed.stdout.decode().split("\0") if name})
    return sorted(file for file in root.rglob("*") if not MADE & set(file.relative_to(root).parts))


def check(root):
    faults = []
    for file in files_of(root):
        if file.name in NOT_OURS or not file.is_file():
            continue
        content = file.read_bytes()
        if b"\0" in content:
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            for pattern, what in FORBIDDEN:
                found = pattern.search(line)
                if found:
                    faults.append(f"{file.relative_to(root)}:{number}: {what}: {found.group()}")
    return faults
