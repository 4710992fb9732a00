"""Documents from the page: uploads read one by one, the list, one of them opened or removed."""

import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from rag import Assistant, IngestProgress, IngestReport, PinciteError, seed_files
from ui.background import Job
from ui.pieces import Json
from ui.view import document_view, library_view, progress_view, report_view

QUESTIONS = 3
PICTURE = 1200  # pixels: sharp where the column is 600 wide
_SHOW_EVERY = 0.1  # seconds between two steps of a progress line


class Reading:
    """What the page can do with documents."""

    def __init__(self, assistant: Assistant, uploads: Path) -> None:
        self._assistant = assistant
        self._uploads = uploads.resolve()
        self._turns = count()  # tells which of two lists is the newer

    def library(self, **more: object) -> Json:
        """The documents, and example questions that they can answer."""
        documents = self._assistant.documents()
        try:
            questions = self._assistant.suggest_questions(QUESTIONS) if documents else []
        except PinciteError:
            questions = []  # the list is worth more than its examples; a question will say what is wrong
        return library_view(documents, questions=questions, turn=next(self._turns), **more)

    def remove(self, document_id: str) -> Json:
        """Removes a document; the list says so, or says why not."""
        try:
            removed = self._assistant.remove(document_id)
        except PinciteError as error:
            return self.library(problem=str(error))
        return self.library(removed=removed.title)

    def open(self, document_id: str, span: object = None, marks: object = None) -> Json:
        """A document to read, at the words."""
        try:
            document = self._assistant.document(document_id)
        except PinciteError as error:
            return {"problem": str(error)}
        inside = spans(marks, len(document.text))
        chosen = next(iter(spans([span], len(document.text))), None)
        on_page = bool(chosen and self._assistant.boxes(document.id, chosen))
        return {**document_view(document, chosen, inside), "drawable": on_page}

    def draw(self, document_id: str, span: object) -> Json:
        """The page on which a quote begins, as a picture with the quote marked."""
        try:
            document = self._assistant.document(document_id)
            chosen = next(iter(spans([span], len(document.text))), (0, 0))
            boxes = self._assistant.boxes(document.id, chosen)
            if not boxes:
                return {"problem": "This document has no pages to show."}
            png = self._assistant.draw(document.id, boxes[0].page, boxes, width=PICTURE)
        except PinciteError as error:
            return {"problem": str(error)}
        return {"picture": f"data:image/png;base64,{b64encode(png).decode()}", "page": boxes[0].page}

    def read_sample(self) -> Iterator[Json]:
        """Reads the seed documents that ship with Pincite."""
        yield from self._read([(path, None) for path in seed_files()], [])

    def read_uploads(self, files: object, unsent: object) -> Iterator[Json]:
        """Reads uploaded files; yields the list and how far it is, at the end with a report.

        Args:
            files: `{"path", "name"}` of each, as the page sent them: a path that is not in the
                upload folder is refused, since anybody could name any file of this machine.
            unsent: `{"name", "reason"}` of those that never arrived.
        """
        files = [f for f in files if isinstance(f, dict)] if isinstance(files, list) else []
        lost = [u for u in unsent if isinstance(u, dict)] if isinstance(unsent, list) else []
        wanted: list[tuple[Path, str | None]] = []
        for file in files:
            path, name = Path(str(file.get("path", ""))).resolve(), _name(file)
            if path.is_relative_to(self._uploads) and path.is_file():
                wanted.append((path, name))
            else:
                lost.append({"name": name, "reason": "it did not arrive; add it again"})
        yield from self._read(wanted, lost)

    def _read(self, wanted: list[tuple[Path, str | None]], lost: list[dict[str, str]]) -> Iterator[Json]:
        reports: list[IngestReport] = []
        job: Job[IngestProgress] = Job(self._work(wanted, reports))
        started, last, before, newest = time.monotonic(), 0.0, 0, 0
        for progress in job.items():
            if progress is None:
                continue
            # Each file counts its passages from 0; the rate is that of all of them.
            before += newest if progress.passages_done < newest else 0
            newest = progress.passages_done
            if time.monotonic() - last > _SHOW_EVERY:
                last = time.monotonic()
                shown = progress_view(replace(progress, passages_done=before + newest), last - started)
                yield library_view(self._assistant.documents(), turn=next(self._turns), progress=shown)
        if job.failure is not None:
            lost = [*lost, {"name": "The rest", "reason": job.failure.message}]
        yield self.library(report=report_view(reports, lost))

    def _work(
        self, wanted: list[tuple[Path, str | None]], reports: list[IngestReport]
    ) -> Callable[[Callable[[IngestProgress], None], threading.Event], None]:
        def work(say: Callable[[IngestProgress], None], stopped: threading.Event) -> None:
            for number, (path, name) in enumerate(wanted):
                tell = partial(_tell, say, name, number, len(wanted))
                tell(IngestProgress(source=path.name, files_done=0, files_total=1, passages_done=0))
                reports.append(self._assistant.add(path, source=name, progress=tell))
                if name is not None:
                    path.unlink(missing_ok=True)  # what was read is in the index; the copy is not needed

        return work


def _tell(
    say: Callable[[IngestProgress], None], name: str | None, number: int, total: int, progress: IngestProgress
) -> None:
    """Hands over the progress of one upload as that of all; a folder's (`name` None) stays as it is."""
    if name is not None:
        progress = replace(progress, source=name, files_done=number, files_total=total)
    say(progress)


def spans(found: object, length: int) -> list[tuple[int, int]]:
    """Those of `found` that are spans of a text of that length."""
    if not isinstance(found, list):
        return []
    kept = []
    for pair in found:
        match pair:
            case [int(start), int(end)] if 0 <= start < end <= length:
                kept.append((start, end))
    return kept


def _name(file: dict[str, Any]) -> str:
    """The file's own name, without folders and control characters."""
    name = str(file.get("name", "")).replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in name if c.isprintable()).strip()[:200] or "Unnamed"
