"""What a schema says, as the writers of C++ and TypeScript use it."""

from dataclasses import dataclass, field

from pattern import Pattern

SECTIONS_FILE = "sections.json"


class SchemaError(Exception):
    def __init__(self, place, message):
        super().__init__(f"{place}: {message}")


@dataclass(frozen=True)
class Place:
    """A JSON pointer in a schema file, for messages."""

    file: str
    pointer: str = ""

    def __truediv__(self, step):
        escaped = str(step).replace("~", "~0").replace("/", "~1")
        return Place(self.file, f"{self.pointer}/{escaped}")

    def __str__(self):
        return f"{self.file}#{self.pointer}"


@dataclass
class Ref:
    file: str
    name: str
    place: Place


@dataclass
class Sections:
    """The whole section map: what sections.json describes at its root."""

    place: Place


@dataclass
class String:
    min: int
    max: int
    pattern: Pattern | None


@dataclass
class Integer:
    min: int
    max: int


@dataclass
class Boolean:
    pass


@dataclass
class Array:
    item: object
    min: int
    max: int
    unique: bool


@dataclass
class Map:
    value: object
    key: Pattern | None
    max: int


@dataclass
class Const:
    value: str


@dataclass
class Enum:
    values: list


@dataclass
class Property:
    name: str
    shape: object
    required: bool
    description: str


@dataclass
class Object:
    properties: list

    @property
    def tag(self):
        return next((p for p in self.properties if isinstance(p.shape, Const)), None)


@dataclass
class Union:
    discriminator: str
    members: list


@dataclass
class Code:
    """A row of the table beside an enum of codes; `retry` is its temporary or reconnect column."""

    code: str
    number: int
    retry: bool
    description: str


@dataclass
class CodeTable:
    retry_name: str
    codes: list


@dataclass
class Def:
    file: str
    name: str
    shape: object
    description: str
    place: Place
    table: CodeTable | None = None


@dataclass
class SectionKey:
    """A key of the section map: `name`, or `name/` and a number of at most `digits` digits."""

    name: str
    digits: int
    ref: Ref
    description: str

    @property
    def numbered(self):
        return self.digits > 0


@dataclass
class File:
    name: str
    title: str
    description: str
    defs: list
    sections: list = field(default_factory=list)

    @property
    def stem(self):
        return self.name.removesuffix(".json")


def refs_of(shape):
    if isinstance(shape, (Ref, Sections)):
        yield shape
    elif isinstance(shape, Array):
        yield from refs_of(shape.item)
    elif isinstance(shape, Map):
        yield from refs_of(shape.value)
    elif isinstance(shape, Object):
        for prop in shape.properties:
            yield from refs_of(prop.shape)
    elif isinstance(shape, Union):
        yield from shape.members


def file_refs(file):
    for definition in file.defs:
        yield from refs_of(definition.shape)
    for key in file.sections:
        yield key.ref
