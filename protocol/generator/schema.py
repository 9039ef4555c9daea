"""All schema files together: names, references and order."""

from pathlib import Path

from reader import FileReader, read_json
from shapes import (SECTIONS_FILE, Enum, Object, Place, Ref, SchemaError, Sections, Union, file_refs,
                    refs_of)


class Schema:
    """All files, in an order in which each refers only to earlier ones."""

    def __init__(self, files):
        self.by_name = {d.name: d for f in files for d in f.defs}
        self.files = files

    def target(self, ref):
        return self.by_name[ref.name]

    def resolve(self, shape):
        """Follows references through named strings, integers, arrays and maps to the shape itself."""
        while isinstance(shape, Ref) and not self.is_type(shape):
            shape = self.target(shape).shape
        return shape

    def is_type(self, ref):
        """Whether the target has functions of its own in C++ (the others are aliases)."""
        return isinstance(self.target(ref).shape, (Object, Union, Enum))


def load(directory):
    """Reads every schema file of a directory; raises SchemaError at the first thing it cannot take."""
    paths = sorted(Path(directory).glob("*.json"))
    if not paths:
        raise SchemaError(Place(str(directory)), "holds no *.json")
    files = {path.name: FileReader(path.name).read(read_json(path)) for path in paths}
    check_names(files)
    ordered = order_files(files)
    for file in ordered:
        file.defs = order_defs(file)
    schema = Schema(ordered)
    check_unions(schema)
    return schema


def check_names(files):
    seen = {}
    for file in files.values():
        for definition in file.defs:
            if definition.name in seen:
                raise SchemaError(definition.place,
                                  f"the name is taken by {seen[definition.name].place}")
            seen[definition.name] = definition
    for file in files.values():
        for ref in file_refs(file):
            if isinstance(ref, Sections):
                if not files.get(SECTIONS_FILE) or not files[SECTIONS_FILE].sections:
                    raise SchemaError(ref.place, f"{SECTIONS_FILE} lists no sections")
                continue
            target = seen.get(ref.name)
            if target is None or target.file != ref.file:
                raise SchemaError(ref.place, f"no definition {ref.name} in {ref.file}")


def sort_by_need(names, needs, on_cycle):
    """Depth first in the given order, so that what stands first in the schema stays first."""
    done, open_, result = set(), set(), []

    def visit(name):
        if name in done:
            return
        open_.add(name)
        for need, ref in needs(name):
            if need in open_:
                on_cycle(ref)
            visit(need)
        open_.discard(name)
        done.add(name)
        result.append(name)

    for name in names:
        visit(name)
    return result


def order_files(files):
    def needs(name):
        refs = file_refs(files[name])
        pairs = [(SECTIONS_FILE if isinstance(r, Sections) else r.file, r) for r in refs]
        return [(need, ref) for need, ref in pairs if need != name]

    def on_cycle(ref):
        raise SchemaError(ref.place, "files refer to each other in a circle")

    return [files[name] for name in sort_by_need(files, needs, on_cycle)]


def order_defs(file):
    by_name = {d.name: d for d in file.defs}

    def needs(name):
        refs = refs_of(by_name[name].shape)
        return [(r.name, r) for r in refs if isinstance(r, Ref) and r.file == file.name]

    def on_cycle(ref):
        raise SchemaError(ref.place, "a type must not contain itself")

    return [by_name[name] for name in sort_by_need(by_name, needs, on_cycle)]


def check_unions(schema):
    shapes = {}
    for definition in schema.by_name.values():
        union = definition.shape
        if not isinstance(union, Union):
            continue
        tags = {}
        for ref in union.members:
            member = schema.target(ref).shape
            tag = member.tag if isinstance(member, Object) else None
            if tag is None or tag.name != union.discriminator:
                raise SchemaError(ref.place, f"{ref.name} is not an object whose "
                                             f"{union.discriminator!r} is a constant")
            if tag.shape.value in tags:
                raise SchemaError(ref.place, f"tag {tag.shape.value!r} stands twice")
            tags[tag.shape.value] = ref
        key = tuple(ref.name for ref in union.members)
        if key in shapes:
            raise SchemaError(definition.place, f"has the members of {shapes[key]}")
        shapes[key] = definition.name
