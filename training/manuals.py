"""Questions on manuals, guides, papers and records, written by hand: they and their documents become evaluation sets.

The questions are in `training/manuals`; the documents are in Debian's packages, and not in this repository. So a row names
the places of its answer by offsets in the text of its document, as Pincite reads the file:

    {"file", "question", "quote": [start, end], "answer": [start, end] or null}

`quote` is the sentence, item, row or command that answers, or, where nothing does, the one that comes nearest.
`documents.json` there names the package, its version, which part of it is used if not one whole file, and the sha256 of the
text; a document without a package was written for this and is in `training/manuals/documents`.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from index import Index, Span
from training.examples import Row, epoch_rows, load_examples

QUESTIONS = Path(__file__).parent / "manuals"
"""The questions of this repository."""
_PARTS = ("train", "valid")
# Around a quote so many characters of whole paragraphs are its paragraph.
_AROUND = 500
# How often each question is read in an epoch, each time cut, laid out and worded otherwise: they are few.
_READ = 4


def manual_rows(data: Path, out: Path, number: int) -> list[Row]:
    """The rows of epoch `number`; none without the documents. Equal numbers give equal rows."""
    folder = data / "manuals" / "train"
    if not folder.exists():
        print(f"{folder} is missing: trained without manuals; `python -m training manuals` makes it")
        return []
    examples = load_examples(folder, out)
    return [row for reading in range(_READ) for row in epoch_rows(examples, number * _READ + reading)]


def make_sets(files: Path, data: Path) -> None:
    """Makes the sets `data`/manuals/train and valid of the questions here and the documents in `files`.

    Raises:
        ValueError: A document is missing, or its text is another one than the questions were written for.
    """
    known = json.loads((QUESTIONS / "documents.json").read_text(encoding="utf-8"))
    for part in _PARTS:
        rows = [
            json.loads(line)
            for file in sorted(QUESTIONS.glob(f"{part}*.jsonl"))
            for line in file.read_text(encoding="utf-8").splitlines()
        ]
        names = sorted({row["file"] for row in rows})
        folder = data / "manuals" / part
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "documents").mkdir(parents=True)
        for name in names:
            own = QUESTIONS / "documents" / name
            shutil.copy(own if own.exists() else files / name, folder / "documents" / name)
        texts = dict(read_texts(folder / "documents"))
        for name in names:
            if hashlib.sha256(texts[name].encode()).hexdigest() != known[name]["sha256"]:
                raise ValueError(
                    f"{files / name}: its text is not that of {known[name]} (pictures are read with the extra ocr)"
                )
        lines = [
            json.dumps(set_question(f"{part}/{n}", row, texts[row["file"]])) for n, row in enumerate(rows)
        ]
        (folder / "questions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """The name and the text of each file."""
    with tempfile.TemporaryDirectory() as place:
        index = Index(Path(place) / "index")
        index.add(*sorted(folder.iterdir()))
        for document in index.documents():
            yield Path(document.source).name, index.document(document.id).text
        index.close()


def set_question(id_: str, row: Mapping[str, Any], text: str) -> dict[str, Any]:
    """A row as a line of `questions.jsonl`."""
    quote = text[slice(*row["quote"])]
    answers = [text[slice(*row["answer"])]] if row["answer"] else []
    return {
        "id": id_,
        "question": row["question"],
        "answerable": bool(answers),
        "answers": answers,
        "evidence": [{"document": row["file"], "quote": quote}] if answers else [],
        "paragraph": text[slice(*around(text, row["quote"]))],
    }


def around(text: str, quote: Sequence[int]) -> Span:
    """The whole paragraphs around a quote, some hundred characters to each side."""
    before = text.rfind("\n\n", 0, max(0, quote[0] - _AROUND))
    start = text.rfind("\n\n", 0, quote[0]) if before < 0 else before
    behind = text.find("\n\n", quote[1])
    further = text.rfind("\n\n", quote[1], quote[1] + _AROUND)
    return (0 if start < 0 else start + 2), (len(text) if behind < 0 else max(behind, further))
