"""The Swedish and the English catalogue say the same things: equal keys, equal places to fill in."""

import json
import re

FOLDER = "web-client/src/i18n"
LANGUAGES = ["sv", "en"]
PLACE = re.compile(r"\{([^{}]*)\}")


def check(root):
    faults = []
    catalogues = {}
    for language in LANGUAGES:
        file = root / FOLDER / f"{language}.json"
        if not file.is_file():
            faults.append(f"{FOLDER}/{language}.json is missing")
            continue
        catalogues[language] = read(file, language, faults)
    if faults:
        return faults
    swedish, english = (catalogues[language] for language in LANGUAGES)
    faults += [f"only in sv: {key}" for key in sorted(swedish.keys() - english.keys())]
    faults += [f"only in en: {key}" for key in sorted(english.keys() - swedish.keys())]
    for key in sorted(swedish.keys() & english.keys()):
        places = [set(PLACE.findall(catalogue[key])) for catalogue in (swedish, english)]
        # A form for one may say the number in a word.
        if places[0] != places[1] and not key.endswith(".one"):
            faults.append(f"{key}: sv fills in {sorted(places[0])}, en {sorted(places[1])}")
    return faults


def read(file, language, faults):
    def once(pairs):
        seen = set()
        for key, _ in pairs:
            if key in seen:
                faults.append(f"{language}: {key} stands twice")
            seen.add(key)
        return dict(pairs)

    texts = dict(flat(json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=once)))
    for key, text in texts.items():
        if not isinstance(text, str) or not text:
            faults.append(f"{language}: {key} has no text")
    return texts


def flat(tree, prefix=""):
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value
