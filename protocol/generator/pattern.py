"""The small part of regular expressions that schemas use, compiled to straight C++.

Grammar:  ^ sequence $
  sequence  one or more of: atom, or atom with a count
  atom      a literal character, an escaped one (\\. \\- \\/ …), [class], [^class], ( sequence )
  count     ?  *  +  {n}  {n,}  {n,m}
A reader must never have to step back: after an atom whose count varies, what may follow has to
begin with another character. That makes the greedy reader below exact.
"""

from dataclasses import dataclass

LAST_CODE_POINT = 0x10FFFF
PUNCTUATION = set("\\^$.|?*+()[]{}/-")


class PatternError(Exception):
    pass


@dataclass
class Atom:
    inside: object  # a list of (first, last) code points, or a list of atoms for a group
    low: int = 1
    high: int | None = 1

    @property
    def is_group(self):
        return bool(self.inside) and isinstance(self.inside[0], Atom)

    @property
    def first(self):
        return first_of(self.inside) if self.is_group else self.inside

    @property
    def longest(self):
        inner = longest_of(self.inside) if self.is_group else 1
        return None if inner is None or self.high is None else inner * self.high


def longest_of(sequence):
    lengths = [atom.longest for atom in sequence]
    return None if None in lengths else sum(lengths)


def first_of(sequence):
    """The characters a sequence can begin with, up to its first atom that must be there."""
    ranges = []
    for atom in sequence:
        ranges += atom.first
        if atom.low > 0:
            break
    return ranges


def nullable(sequence):
    return all(atom.low == 0 for atom in sequence)


def overlap(left, right):
    return any(a <= d and c <= b for a, b in left for c, d in right)


class Pattern:
    def __init__(self, text):
        self.text = text
        if not isinstance(text, str) or not text.startswith("^") or not text.endswith("$"):
            raise PatternError("a pattern is anchored with ^ and $")
        self._rest = list(text[1:-1])
        self.sequence = self._sequence()
        if self._rest:
            raise PatternError(f"unexpected {self._rest[0]!r} in pattern {text}")
        self._check(self.sequence, [])
        self.longest = longest_of(self.sequence)

    def __eq__(self, other):
        return isinstance(other, Pattern) and self.text == other.text

    def _sequence(self):
        atoms = []
        while self._rest and self._rest[0] != ")":
            atoms.append(self._counted(self._atom()))
        if not atoms:
            raise PatternError(f"empty sequence in pattern {self.text}")
        return atoms

    def _atom(self):
        char = self._rest.pop(0)
        if char == "(":
            if self._rest[:2] == ["?", ":"]:
                del self._rest[:2]
            inside = self._sequence()
            if not self._rest:
                raise PatternError(f"unclosed ( in pattern {self.text}")
            self._rest.pop(0)
            if nullable(inside):
                raise PatternError(f"a group may be empty in pattern {self.text}")
            return Atom(inside)
        if char == "[":
            return Atom(self._class())
        if char == "\\":
            char = self._escaped()
        elif char in PUNCTUATION - set("/-"):
            raise PatternError(f"{char!r} is outside the subset in pattern {self.text}")
        return Atom([(ord(char), ord(char))])

    def _escaped(self):
        if not self._rest:
            raise PatternError(f"lone backslash in pattern {self.text}")
        char = self._rest.pop(0)
        if char == "u":
            digits = "".join(self._rest[:4])
            del self._rest[:4]
            try:
                return chr(int(digits, 16))
            except ValueError:
                raise PatternError(f"bad \\u in pattern {self.text}") from None
        if char not in PUNCTUATION:
            raise PatternError(f"\\{char} is outside the subset in pattern {self.text}")
        return char

    def _class(self):
        negated = self._rest[:1] == ["^"]
        if negated:
            self._rest.pop(0)
        ranges = []
        while self._rest and self._rest[0] != "]":
            first = self._class_char()
            last = first
            if self._rest[:1] == ["-"] and self._rest[1:2] != ["]"]:
                self._rest.pop(0)
                if not self._rest:
                    break
                last = self._class_char()
            if last < first:
                raise PatternError(f"backward range in pattern {self.text}")
            ranges.append((ord(first), ord(last)))
        if not self._rest or not ranges:
            raise PatternError(f"unclosed or empty class in pattern {self.text}")
        self._rest.pop(0)
        return complement(ranges) if negated else merged(ranges)

    def _class_char(self):
        char = self._rest.pop(0)
        if char == "[":
            raise PatternError(f"'[' in a class is written \\[ in pattern {self.text}")
        return self._escaped() if char == "\\" else char

    def _counted(self, atom):
        mark = self._rest[0] if self._rest else ""
        if mark in ("?", "*", "+"):
            self._rest.pop(0)
            atom.low, atom.high = {"?": (0, 1), "*": (0, None), "+": (1, None)}[mark]
        elif mark == "{":
            end = self._rest.index("}") if "}" in self._rest else -1
            low, comma, high = "".join(self._rest[1:end]).partition(",")
            if end < 0 or not low.isascii() or not low.isdigit() or not (high or "0").isdigit():
                raise PatternError(f"bad count in pattern {self.text}")
            del self._rest[: end + 1]
            atom.low = int(low)
            atom.high = int(high) if high else (None if comma else int(low))
            if atom.high is not None and (atom.high < atom.low or atom.high == 0):
                raise PatternError(f"bad count in pattern {self.text}")
        if self._rest[:1] in (["?"], ["*"], ["+"], ["{"]) and mark in ("?", "*", "+", "{"):
            raise PatternError(f"two counts on one atom in pattern {self.text}")
        return atom

    def _check(self, sequence, follow):
        for index, atom in enumerate(sequence):
            rest = sequence[index + 1:]
            after = first_of(rest) + (follow if nullable(rest) else [])
            if atom.low != atom.high and overlap(atom.first, after):
                raise PatternError(f"a reader would have to step back in pattern {self.text}")
            if atom.is_group:
                again = atom.first if atom.high != 1 else []
                self._check(atom.inside, after + again)


def merged(ranges):
    result = []
    for first, last in sorted(ranges):
        if result and first <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(last, result[-1][1]))
        else:
            result.append((first, last))
    return result


def complement(ranges):
    result, start = [], 0
    for first, last in merged(ranges):
        if start < first:
            result.append((start, first - 1))
        start = last + 1
    if start <= LAST_CODE_POINT:
        result.append((start, LAST_CODE_POINT))
    return result


def cpp_char(code):
    if code in (0x27, 0x5C):
        return f"U'\\{chr(code)}'"
    return f"U'{chr(code)}'" if 0x20 <= code < 0x7F else f"0x{code:X}"


def cpp_test(ranges):
    tests = []
    for first, last in ranges:
        if first == last:
            tests.append(f"c == {cpp_char(first)}")
        elif first == 0:
            tests.append(f"c <= {cpp_char(last)}")
        elif last == LAST_CODE_POINT:
            tests.append(f"c >= {cpp_char(first)}")
        else:
            tests.append(f"(c >= {cpp_char(first)} && c <= {cpp_char(last)})")
    return f"[](char32_t c) {{ return {' || '.join(tests)}; }}"


def cpp_lines(sequence, indent="  "):
    """Statements that advance `scan` over the sequence, or return false."""
    for atom in sequence:
        high = "Scan::no_limit" if atom.high is None else atom.high
        if not atom.is_group:
            yield f"{indent}if (!scan.run({atom.low}, {high}, {cpp_test(atom.first)})) return false;"
        elif (atom.low, atom.high) == (1, 1):
            yield from cpp_lines(atom.inside, indent)
        else:
            sees = f"scan.sees({cpp_test(merged(atom.first))})"
            yield f"{indent}{{"
            yield f"{indent}  std::size_t count = 0;"
            yield f"{indent}  while (count < {high} && {sees}) {{"
            yield from cpp_lines(atom.inside, indent + "    ")
            yield f"{indent}    ++count;"
            yield f"{indent}  }}"
            if atom.low > 0:
                yield f"{indent}  if (count < {atom.low}) return false;"
            yield f"{indent}}}"
