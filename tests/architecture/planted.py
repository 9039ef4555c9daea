"""Shows that each check can fail: a small tree that passes, and faults planted in it one at a time."""

import tempfile
from pathlib import Path

import catalogues
import floors
import words

SOUND = {
    "server/tally/dots.hpp": "#pragma once\n#include <vector>\n",
    "server/tally/CMakeLists.txt": "add_library(torg_tally STATIC dots.cpp)\n"
                                   "target_link_libraries(torg_tally PUBLIC torg_options)\n",
    "server/store/writer.cpp": '#include "store/writer.hpp"\n#include "tally/dots.hpp"\n',
    "server/live/hub.hpp": "#include <boost/asio.hpp>\n",
    "server/live/CMakeLists.txt": "target_link_libraries(torg_live PUBLIC torg_store torg::boost)\n",
    "tests/tally/dots_test.cpp": '#include "tally/dots.hpp"\n#include "support/seed.hpp"\n',
    "web-client/src/i18n/sv.json": '{"left": "{n} kvar", "yes": "Ja"}',
    "web-client/src/i18n/en.json": '{"left": "{n} left", "yes": "Yes"}',
    "README.md": "Build with src/work/ and $TMPDIR/x. See https://example.org/home/.\n",
}

FAULTS = [
    (floors, "server/tally/dots.hpp", '#include "domain/meeting.hpp"\n'),
    (floors, "server/tally/dots.hpp", "#include <store/writer.hpp>\n"),
    (floors, "server/tally/dots.hpp", '#include "dots_detail.hpp"\n'),
    (floors, "server/live/hub.hpp", '  #  include "archive/pages.hpp"\n'),
    (floors, "server/tally/CMakeLists.txt", "target_link_libraries(torg_tally PUBLIC torg_net)\n"),
    (floors, "server/live/CMakeLists.txt", "target_link_libraries(torg_live PRIVATE torg::app)\n"),
    (floors, "tests/tally/dots_test.cpp", '#include "net/listener.hpp"\n'),
    (floors, "server/cellar/jam.hpp", "#pragma once\n"),
    (words, "README.md", "cd /" "work/torg\n"),
    (words, "README.md", "see (/" "tmp/x)\n"),
    (words, "server/tally/dots.hpp", "// TO" "DO: the rest\n"),
    (words, "server/tally/dots.hpp", "// fixed for issue" " #12\n"),
    (catalogues, "web-client/src/i18n/sv.json", '{"left": "{n} kvar"}'),
    (catalogues, "web-client/src/i18n/en.json", '{"left": "{m} left", "yes": "Yes"}'),
    (catalogues, "web-client/src/i18n/en.json", '{"left": "{n} left", "yes": ""}'),
    (catalogues, "web-client/src/i18n/en.json", '{"left": "{n} left", "yes": "Yes", "yes": "Ja"}'),
    (catalogues, "web-client/src/i18n/en.json", None),
]


def faults_found(check, path=None, content=""):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in {**SOUND, **({path: content} if path else {})}.items():
            if text is not None:
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")
        return check.check(root)


def cases():
    """Name and a list of what is wrong, for each planted fault and for the tree without one."""
    for check in (floors, words, catalogues):
        yield f"{check.__name__}: a sound tree passes", faults_found(check)
    for number, (check, path, content) in enumerate(FAULTS, 1):
        found = faults_found(check, path, content)
        missed = [] if found else [f"nothing was said about {content!r} in {path}"]
        yield f"{check.__name__}: planted fault {number} in {path} is found", missed
