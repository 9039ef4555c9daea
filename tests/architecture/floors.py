"""A floor of the server knows only the floors below it: by what it includes, and by what it links."""

import re

BELOW = {
    "protocol": [],
    "tally": [],
    "domain": ["protocol", "tally"],
    "store": ["domain"],
    "archive": ["domain", "store"],
    "live": ["domain", "store"],
    "net": ["live", "archive"],
    "rehearsal": ["protocol"],
    "app": ["net", "rehearsal"],
}

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([a-z]+/[^>]+)>)', re.MULTILINE)
LINKED = re.compile(r"\btorg(?:_|::)([a-z]+)\b")
SOURCES = {".cpp", ".hpp", ".h", ".cc", ".inc"}


def reachable(floor):
    found = set()
    for below in BELOW[floor]:
        found |= {below} | reachable(below)
    return found


def folders_of(floor):
    """Folders of a floor's code, and of its tests, with what may be named in each beside BELOW."""
    code = ["protocol/cpp", "protocol/generated/cpp"] if floor == "protocol" else [f"server/{floor}"]
    return [(folder, {floor}) for folder in code] + [(f"tests/{floor}", {floor, "support"})]


# How the floors are built is beside them, and is none itself.
BUILD_MODULES = "cmake"


def check(root):
    faults = []
    server = root / "server"
    if server.is_dir():
        for folder in sorted(server.iterdir()):
            if folder.is_dir() and folder.name not in BELOW and folder.name != BUILD_MODULES:
                faults.append(f"server/{folder.name} is no floor that this check knows")
    for floor in BELOW:
        allowed = reachable(floor)
        for folder, own in folders_of(floor):
            for file in sorted((root / folder).rglob("*")):
                if file.suffix in SOURCES:
                    faults += includes_in(root, file, allowed | own, folder.startswith("tests/"))
                elif file.name == "CMakeLists.txt":
                    faults += links_in(root, file, floor, allowed | own)
        if floor == "protocol" and (root / "protocol/CMakeLists.txt").is_file():
            faults += links_in(root, root / "protocol/CMakeLists.txt", floor, {floor})
    return faults


def includes_in(root, file, allowed, is_test):
    for match in INCLUDE.finditer(file.read_text(encoding="utf-8")):
        quoted, angled = match.groups()
        first = (quoted or angled).split("/")[0]
        place = file.relative_to(root)
        if first in BELOW and first not in allowed:
            yield f"{place} includes {quoted or angled}, which is not below it"
        elif quoted and first not in BELOW and first not in allowed and not is_test:
            yield f'{place} includes "{quoted}": begin with the floor\'s name'


def links_in(root, file, floor, allowed):
    text = re.sub(r"#.*", "", file.read_text(encoding="utf-8"))
    for name in LINKED.findall(text):
        if name in BELOW and name not in allowed:
            yield f"{file.relative_to(root)} names torg_{name}, which is not below {floor}"
