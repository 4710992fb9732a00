"""The folder where an evaluation works: a scratch index, and the answers given so far."""

import hashlib
import importlib.util
import json
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from index import Embedder, EvaluationSetError, Index, IngestProgress, IngestReport, TextSource
from rag.assistant import Assistant
from rag.evaluation.records import Indexing, Record
from rag.evaluation.sets import FILES, EvaluationSet

_RECORD: TypeAdapter[Record] = TypeAdapter(Record)
_INDEXING: TypeAdapter[Indexing] = TypeAdapter(Indexing)


@dataclass(frozen=True, slots=True)
class Scratch:
    """One set's folder below the cache.

    Its files are used again only while the set and the code that made them are the same; otherwise they are made again,
    so that all figures come from the code that runs.

    Attributes:
        folder: Its path.
        index_key: A digest of the set and the code that indexes it.
        answers_key: A digest of the set and all the code.
    """

    folder: Path
    index_key: str
    answers_key: str

    @classmethod
    def of(cls, set_: EvaluationSet, cache: Path) -> "Scratch":
        """The folder of this set; it is not made yet."""
        # Two sets in folders of one name need two folders. A path may have bytes that are no UTF-8.
        place = hashlib.sha256(str(set_.folder).encode("utf-8", "surrogateescape")).hexdigest()[:8]
        return cls(
            folder=cache / f"{set_.folder.name}-{place}",
            index_key=set_.digest + code_digest("index"),
            answers_key=set_.digest + code_digest("index", "rag"),
        )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps other processes out.

        Raises:
            EvaluationSetError: Another process works here.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            # Without waiting: the other evaluation may take long.
            with FileLock(self.folder / "lock", timeout=0):
                yield
        except Timeout as error:
            message = f"{self.folder}: another evaluation of this set is running; wait for it to end"
            raise EvaluationSetError(message) from error

    def indexed(
        self, set_: EvaluationSet, progress: Callable[[IngestProgress], None]
    ) -> tuple[Assistant, Indexing | None, IngestReport]:
        """An assistant with the set's documents that never refuses, and the time and size of indexing them."""
        index, key, kept = self.folder / "index", self.folder / "index.key", self.folder / "indexing.json"
        if _read(key) != self.index_key:
            shutil.rmtree(index, ignore_errors=True)
            kept.unlink(missing_ok=True)
            # Before indexing: an interrupted run then continues, and does not begin anew.
            key.write_text(self.index_key, encoding="utf-8")
        assistant = Assistant.open(index, threshold=0.0)
        # Loads the model, which is no part of the time of indexing.
        assistant.warm_up()
        started = time.perf_counter()
        if set_.files:
            report = assistant.add(set_.folder / FILES, progress=progress)
        else:
            texts = (
                TextSource(source=document.id, title=document.title, text=document.text)
                for document in set_.documents
            )
            report = assistant.add_texts(texts, progress=progress)
        seconds = time.perf_counter() - started
        assistant.warm_up()  # or the time of the first question would include loading
        # If nothing was added, an earlier run indexed it all, and its measurements are kept.
        if report.added:
            indexing = _measured(assistant, set(report.added), seconds)
            kept.write_bytes(_INDEXING.dump_json(indexing))
        return assistant, _INDEXING.validate_json(kept.read_bytes()) if kept.exists() else None, report

    def answers(self, *, fresh: bool) -> dict[str, Record]:
        """The answers of an earlier run by question id; a line that was cut off is left out.

        The file is written again without the lines that can't be used, so that answers can be added.
        """
        key, *lines = _read(self._journal).splitlines() or [""]
        # Answers of other code or another set would be mixed with new ones.
        usable = key == self.answers_key and not fresh
        kept = [record for line in lines if (record := _record(line))] if usable else []
        text = "".join(f"{line}\n" for line in [self.answers_key, *map(_line, kept)])
        self._journal.write_text(text, encoding="utf-8")
        return {record.id: record for record in kept}

    def keep(self, record: Record) -> None:
        """Adds one answer."""
        with self._journal.open("a", encoding="utf-8") as file:
            file.write(_line(record) + "\n")

    @property
    def _journal(self) -> Path:
        return self.folder / "answers.jsonl"


def kept_index(
    folder: Path, paths: Sequence[Path], *, embedder: Embedder | None = None
) -> tuple[Index, Sequence[tuple[str, str]]]:
    """An index of files and folders, made anew only if one of them or the code that indexes them has changed.

    Args:
        folder: Where it is kept.
        paths: The files, and folders of files.
        embedder: By default MiniLM.

    Returns:
        The index; and the source and the reason of each file that can't be read.
    """
    key, wanted = folder.with_name(f"{folder.name}.key"), code_digest("index") + _digest_of(paths)
    if _read(key) != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Before indexing: an interrupted run then continues, and does not begin anew.
        key.write_text(wanted, encoding="utf-8")
    index = Index(folder, embedder=embedder)
    return index, index.add(*paths).failed


def _digest_of(paths: Sequence[Path]) -> str:
    files = (file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path]))
    total = hashlib.sha256()
    for file in files:
        if file.is_file():
            # The path counts: it is the source of the document, and its name may be the title.
            total.update(str(file).encode("utf-8", "surrogateescape") + b"\0" + file.read_bytes())
    return total.hexdigest()


# With these the results change; caches of compiled code change without that.
_CODE = (".py", ".json")


def code_digest(*modules: str) -> str:
    """A digest of the code of these modules and packages, hexadecimal.

    The reader's calibration counts as code, and so do its weights, since their checksum is in the code.
    """
    total = hashlib.sha256()
    for module in modules:
        spec = importlib.util.find_spec(module)
        folders = list(spec.submodule_search_locations or []) if spec else []
        paths = [
            path for folder in folders for path in sorted(Path(folder).rglob("*")) if path.suffix in _CODE
        ]
        for path in paths or ([Path(spec.origin)] if spec and spec.origin else []):
            # The name alone, so that the same code in another place has the same digest.
            total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def _measured(assistant: Assistant, sources: set[str], seconds: float) -> Indexing:
    documents = [document for document in assistant.documents() if document.source in sources]
    return Indexing(
        documents=len(documents),
        passages=sum(len(assistant.index.passages(document.id)) for document in documents),
        megabytes=sum(len(document.text.encode()) for document in documents) / 1e6,
        seconds=seconds,
    )


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _record(line: str) -> Record | None:
    try:
        return _RECORD.validate_json(line)
    except ValidationError:
        return None


def _line(record: Record) -> str:
    # ASCII, since splitlines would split a text at U+2028.
    return json.dumps(_RECORD.dump_python(record, mode="json"))
