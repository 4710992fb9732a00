"""Damaged files of all formats end as text or with a reason, and the fuzzer notices all other outcomes."""

import random
import zipfile
from io import BytesIO

import pytest

from bench.fuzzing.fuzz import FAILURES, known_seedlings, run
from bench.fuzzing.mutation import mutated
from bench.fuzzing.worker import Seedling, damaged, outcome
from bench.parsing.known_files import known_formats
from index.documents import Section
from index.formats import Block, Extract
from index.formats import dispatch as reading

INPUTS = 300


@pytest.fixture(scope="module")
def seedlings():
    return known_seedlings()


def test_every_damaged_file_ends_as_text_or_with_a_reason(seedlings, tmp_path):
    fuzzed = run(seedlings, tmp_path, inputs=INPUTS, seed=7, minutes=1)
    assert [site for site in fuzzed.sites if site[1] in FAILURES] == []
    assert sum(fuzzed.counts.values()) == INPUTS
    assert {format_ for format_, _ in fuzzed.counts} == {format_.split(",")[0] for format_ in known_formats()}
    assert sum(count for (_, kind), count in fuzzed.counts.items() if kind == "text") > INPUTS / 4


def test_an_input_can_be_made_again_from_seed_and_number(seedlings):
    first, again, other = (damaged(seedlings, seed, 41)[1] for seed in (7, 7, 8))
    assert first == again != other


def test_damage_reaches_the_members_of_a_zip(seedlings):
    book = next(seedling for seedling in seedlings if seedling.name.endswith(".epub"))
    changed = 0
    for number in range(40):
        data = mutated(book.data, book.data, "epub", random.Random(number))
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(BytesIO(book.data)) as before:
                changed += archive.testzip() is None and any(
                    name in before.namelist() and archive.read(name) != before.read(name)
                    for name in archive.namelist()
                )
        except (zipfile.BadZipFile, ValueError):
            pass
    assert changed > 20


@pytest.mark.parametrize(
    ("reader", "kind", "site"),
    [
        ("raises", "uncaught", "KeyError"),
        ("loops", "hang", "_LateError"),
        ("recurses", "too deep", "RecursionError"),
        ("lies", "uncaught", "outside the text"),
        ("reads", "text", ""),
    ],
)
def test_every_kind_of_failure_is_noticed(monkeypatch, reader, kind, site):
    monkeypatch.setattr(reading, "resolve_name", lambda _: _READERS[reader])
    found = outcome([Seedling(format="txt", name="a.txt", data=b"Some words of a text.")], 1, 1, 1)
    assert (found.kind, site in found.site) == (kind, True)


def _reads(file):
    return Extract(title=None, text="Some words.", blocks=(Block(start=0, end=11),))


def _raises(file):
    return {}["missing"]


def _loops(file):
    while True:
        pass


def _recurses(file):
    return _recurses(file)


def _lies(file):
    section = Section(name="p. 1", kind="page", start=0, end=99)
    return Extract(title=None, text="Some words.", blocks=(Block(start=0, end=11),), sections=(section,))


_READERS = {"raises": _raises, "loops": _loops, "recurses": _recurses, "lies": _lies, "reads": _reads}
