"""The changes of an index that are tried with faults, and what must hold after each of them."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.word_embedder import WordEmbedder
from index import Index, TextSource

# Of each source its text and how many passages it has: a document of which a part is missing would show.
State = Mapping[str, tuple[str, int]]
_SOURCES = 32
QUESTION = "common words of every page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A change of an index.

    Attributes:
        name: Its name in the table.
        prepare: Changes an index before, or files that are added.
        run: The change itself, with the folder of the index and the one of files; opens and closes the index.
    """

    name: str
    prepare: Callable[[Path, Path], None]
    run: "Callable[[Index, Path], object]"
    is_new: bool = False


def opened(folder: Path) -> Index:
    """The index in a folder, which is made if there is none."""
    return Index(folder, embedder=WordEmbedder())


def prepare(operation: Operation, place: Path, files: Path) -> None:
    """Makes the index `place`/index and the files that an operation needs."""
    files.mkdir(parents=True)
    place.mkdir(parents=True)
    for name in "abc":
        (files / f"{name}.txt").write_text(text_of(name, 1), "utf-8")
    if not operation.is_new:
        index = opened(place / "index")
        index.add_texts([_text(number, 1) for number in range(_SOURCES)])
        index.sync(files)
        index.rebuild()
        index.close()
    operation.prepare(place / "index", files)


def _text(number: int, version: int) -> TextSource:
    source = f"source{number}"
    return TextSource(source=source, title=source, text=text_of(source, version))


def text_of(source: str, version: int) -> str:
    """A text of two passages, as short as possible: each page that is written is one more moment for a fault."""
    sentence = "Sentence {} of {} in version {} has common words of every page."
    return " ".join(sentence.format(number, source, version) for number in range(20))


def _nothing(_folder: Path, _files: Path) -> None:
    """Needs no preparation."""


def _change_files(_folder: Path, files: Path) -> None:
    (files / "b.txt").write_text(text_of("b", 2), "utf-8")
    (files / "c.txt").unlink()
    (files / "d.txt").write_text(text_of("d", 1), "utf-8")


def _new_file(_folder: Path, files: Path) -> None:
    (files / "d.txt").write_text(text_of("d", 1), "utf-8")


def _change_index(folder: Path, _files: Path) -> None:
    """Makes changes that are not in the search files, which the next question lays over them."""
    index = opened(folder)
    index.add_texts([_text(_SOURCES, 1)])
    index.close()


OPERATIONS = (
    Operation(
        name="first document",
        prepare=_new_file,
        run=lambda index, files: index.add(files / "d.txt"),
        is_new=True,
    ),
    Operation(name="add", prepare=_new_file, run=lambda index, files: index.add(files / "d.txt")),
    Operation(name="sync", prepare=_change_files, run=lambda index, files: index.sync(files)),
    Operation(name="remove", prepare=_nothing, run=lambda index, _: index.remove("source3")),
    Operation(name="write search files", prepare=_nothing, run=lambda index, _: index.rebuild()),
    Operation(name="ask after a change", prepare=_change_index, run=lambda index, _: index.search(QUESTION)),
)


def state_of(index: Index) -> State:
    """What is in an index."""
    return {
        document.source: (document.text, len(index.passages(document.id))) for document in index.documents()
    }


def problems(folder: Path, before: State, after: State, *, acknowledged: bool) -> Iterator[str]:
    """Opens the index in a folder; yields what is wrong with it, and tries whether it can still be changed."""
    index = opened(folder)
    state = state_of(index)
    yield from _wrong_state(state, before, after, acknowledged=acknowledged)
    yield from index.check().problems
    yield from _wrong_search(index, state)
    index.add_texts([_text(99, 1)])
    yield from _wrong_search(index, state_of(index))
    if "source99" not in state_of(index):
        yield "a document that was added afterwards is not there"
    index.close()
    shutil.rmtree(folder)


def _wrong_state(state: State, before: State, after: State, *, acknowledged: bool) -> Iterator[str]:
    for source in sorted(state.keys() | before.keys() | after.keys()):
        found, old, new = state.get(source), before.get(source), after.get(source)
        if found not in (old, new):
            yield f"{source} is neither as before nor as after"
        elif acknowledged and found != new:
            yield f"{source} is as before, but its change was acknowledged"


def _wrong_search(index: Index, state: State) -> Iterator[str]:
    found = {hit.passage.source for hit in index.search(QUESTION, k=500)}
    if found != state.keys():
        yield f"search does not find {sorted(state.keys() - found)}, and finds {sorted(found - state.keys())}"
