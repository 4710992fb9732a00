"""Damages files: bits, bytes, blocks, numbers, tokens, and the members of a zip. The same seed gives the same damage."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

from olefile import OleFileIO

from bench.fuzzing.mutation_tokens import FAMILIES, NUMBERS, TOKENS
from bench.fuzzing.mutation_trees import mutated_tree
from bench.parsing.known_writers.ole import write_container
from index.formats.archives.ole import DAMAGED, HEADER

# A block may be repeated fifty times, so that a few changes could make a huge file.
_MAX_BYTES = 400_000


def mutated(data: bytes, other: bytes, suffix: str, chance: random.Random) -> bytes:
    """A damaged copy.

    Args:
        data: The content of a file.
        other: The content of another file of its kind, to take pieces from.
        suffix: The kind, such as "docx".
        chance: The only source of randomness.
    """
    # Changed bytes of a zip mostly end at its checksums. The other draws test just that.
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.85:
        try:
            return _mutated_zip(data, other, suffix, chance)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
            EOFError,
        ):
            pass  # this real file is damaged already, so it is treated as bytes
    # The same holds for the tables of an OLE container.
    if data.startswith(HEADER) and other.startswith(HEADER) and chance.random() < 0.85:
        return _mutated_container(data, other, suffix, chance)
    return _mutated_text(data, other, suffix, chance)


def _mutated_container(data: bytes, other: bytes, suffix: str, chance: random.Random) -> bytes:
    """Unpacks, changes and repacks streams, so that their content is damaged and what lists them is right."""
    streams, others = _streams(data), _streams(other)
    names = sorted(streams)
    for name in chance.sample(names, min(len(names), chance.choices((1, 2, 4), (70, 20, 10))[0])):
        draw = chance.random()
        if draw < 0.04:
            del streams[name]
        elif draw < 0.08:
            streams[name] = chance.choice(list(others.values()))
        else:
            streams[name] = _mutated_bytes(streams[name], others.get(name, data[:1000]), suffix, chance)
    return write_container(streams)


def _streams(data: bytes) -> dict[str, bytes]:
    try:
        with OleFileIO(io.BytesIO(data)) as container:
            return {"/".join(path): container.openstream(path).read() for path in container.listdir()}
    except DAMAGED:
        return {"Root": data}  # this real file is damaged already


def _mutated_text(data: bytes, other: bytes, suffix: str, chance: random.Random) -> bytes:
    """Damages XML or JSON as a tree half of the time; else as bytes."""
    if data.lstrip()[:1] in (b"<", b"{", b"[") and chance.random() < 0.5:
        tree = mutated_tree(data, chance)
        if tree is not None:
            return tree
    return _mutated_bytes(data, other, suffix, chance)


def _mutated_bytes(data: bytes, other: bytes, suffix: str, chance: random.Random) -> bytes:
    """Makes one to four changes, sometimes twenty."""
    buffer = bytearray(data)
    count = chance.choices((1, 2, 3, 4, 20), (40, 25, 15, 15, 5))[0]
    for _ in range(count):
        # Most changes need a byte to begin with.
        if not buffer:
            buffer += other[:100] or b"x"
        change = chance.choices(_CHANGES, _WEIGHTS)[0]
        change(buffer, other, suffix, chance)
    return bytes(buffer[:_MAX_BYTES])


def _mutated_zip(data: bytes, other: bytes, suffix: str, chance: random.Random) -> bytes:
    """Unpacks, changes and repacks members, so that their content is damaged and the checksum is right."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(io.BytesIO(other)) as archive:
        others = {name: archive.read(name) for name in archive.namelist()}
    # Without its mimetype an OpenDocument or EPUB is read as a plain archive, so that member is changed seldom.
    names = sorted(member for member in members if member != "mimetype" or chance.random() < 0.1)
    changed = chance.sample(names, min(len(names), chance.choices((1, 2, 4), (70, 20, 10))[0]))
    for name in changed:
        draw = chance.random()
        if draw < 0.04:
            del members[name]
        elif draw < 0.08:
            members[name] = chance.choice(list(others.values()))
        elif draw < 0.12:
            members[name + chance.choice(("", "/", "/../x", "\\x", ".xml"))] = members[name]
        else:
            # A member of the same name has pieces that fit, such as other styles among styles.
            donor = others.get(name, b"") or data[:1000]
            members[name] = _mutated_text(members[name], donor, suffix, chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compresslevel=1) as archive:
        for name, content in members.items():
            # Without the time of writing, so that equal seeds give equal files.
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _place(buffer: bytearray, chance: random.Random) -> int:
    return chance.randrange(len(buffer) + 1)


def _stretch(data: bytes | bytearray, chance: random.Random) -> slice:
    """A random slice, more often short than long."""
    start = chance.randrange(len(data) or 1)
    return slice(start, start + int(2 ** chance.uniform(0, 11)))


def _flip(buffer: bytearray, _: bytes, __: str, chance: random.Random) -> None:
    place = chance.randrange(len(buffer))
    buffer[place] ^= 1 << chance.randrange(8)


def _put_byte(buffer: bytearray, _: bytes, __: str, chance: random.Random) -> None:
    buffer.insert(_place(buffer, chance), chance.randrange(256))


def _delete(buffer: bytearray, _: bytes, __: str, chance: random.Random) -> None:
    del buffer[_stretch(buffer, chance)]


def _truncate(buffer: bytearray, _: bytes, __: str, chance: random.Random) -> None:
    del buffer[_place(buffer, chance) :]


def _duplicate(buffer: bytearray, _: bytes, __: str, chance: random.Random) -> None:
    block = buffer[_stretch(buffer, chance)]
    place = _place(buffer, chance)
    buffer[place:place] = block * chance.choices((1, 2, 50), (70, 20, 10))[0]
    del buffer[_MAX_BYTES:]


def _swap(buffer: bytearray, _: bytes, __: str, chance: random.Random) -> None:
    first, second = _stretch(buffer, chance), _stretch(buffer, chance)
    buffer[first], buffer[second] = buffer[second], buffer[first]


def _splice(buffer: bytearray, other: bytes, _: str, chance: random.Random) -> None:
    if chance.random() < 0.2:
        buffer[_place(buffer, chance) :] = other[chance.randrange(len(other) or 1) :]
    else:
        buffer[_stretch(buffer, chance)] = other[_stretch(other, chance)]


def _put_token(buffer: bytearray, _: bytes, suffix: str, chance: random.Random) -> None:
    # The words of its own kind count double.
    family = chance.choice((*FAMILIES.get(suffix, ("lines",)), *FAMILIES.get(suffix, ("lines",)), "any"))
    place = _place(buffer, chance)
    buffer[place:place] = chance.choice(TOKENS[family])


def _put_number(buffer: bytearray, _: bytes, __: str, chance: random.Random) -> None:
    """Replaces a number by another one."""
    start = chance.randrange(len(buffer))
    match = re.compile(rb"-?\d+(?:\.\d+)?").search(buffer, start)
    if match:
        buffer[match.start() : match.end()] = chance.choice(NUMBERS)


def _remove_line_or_tag(buffer: bytearray, _: bytes, __: str, chance: random.Random) -> None:
    match = re.compile(rb"<[^<>]{1,300}>|\n[^\n]{0,300}").search(buffer, chance.randrange(len(buffer)))
    if match:
        del buffer[match.start() : match.end()]


_Change = Callable[[bytearray, bytes, str, random.Random], None]
_CHANGES: tuple[_Change, ...] = (
    _flip,
    _put_byte,
    _delete,
    _truncate,
    _duplicate,
    _swap,
    _splice,
    _put_token,
    _put_number,
    _remove_line_or_tag,
)
_WEIGHTS = (3, 2, 3, 1, 2, 2, 3, 6, 5, 3)
