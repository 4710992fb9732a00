"""Evaluation sets: documents, and questions whose answers and evidence are known.

A set is a folder with `questions.jsonl` and either `documents.jsonl` or a folder `documents/` of files:

    documents.jsonl   {"id", "text", "title"?}
    questions.jsonl   {"id", "question", "answerable", "answers"?, "evidence"?: [{"document", "quote"?}],
                       "history"?: [{"role", "text"}]}

A document's id is the `id` of its line, or its path below `documents/`. A `quote` is in its document word for word;
without a quote only the document is known.

Questions may also be about the documents of an index: then they are one file in the form of `questions.jsonl`, and a document's
id is its source in the index.
"""

import hashlib
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index import EvaluationSetError, Index
from rag.answer import Turn

DOCUMENTS, FILES, QUESTIONS = "documents.jsonl", "documents", "questions.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A part of a set that can't be used: where it is, what is wrong, and what is skipped."""

    file: str
    line: int | None
    message: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{where}: {self.message}"


class Checked(BaseModel):
    """Input from outside: a number is accepted where a text is expected, and unknown fields are ignored."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)


class SetDocument(Checked):
    """One line of `documents.jsonl`."""

    id: str = Field(min_length=1)
    text: str
    title: str = ""


class Evidence(Checked):
    """Where an answer is: the document, and the words, or None if only the document is known."""

    document: str
    quote: str | None = None


class _Turn(Checked):
    role: Literal["user", "assistant"]
    text: str


class SetQuestion(Checked):
    """One line of `questions.jsonl`; `line` is its number, from 1."""

    id: str = Field(min_length=1)
    question: str = Field(min_length=1)
    answerable: bool
    answers: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    history: tuple[_Turn, ...] = ()
    line: int = 0

    @property
    def turns(self) -> list[Turn]:
        """The turns before it, oldest first."""
        return [Turn(role=turn.role, text=turn.text) for turn in self.history]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSet:
    """A set that was read.

    Attributes:
        name: For people: the last two parts of its folder's path.
        folder: The absolute path of its folder, or of its file if it has questions only.
        documents: Those of `documents.jsonl`; empty if the set has files, or questions only.
        files: Those below `documents/`, sorted; empty if the set has `documents.jsonl`, or questions only.
        questions: Each id once.
        problems: The parts that could not be used.
        digest: Of the contents of all its files, and of the state of the index that questions alone are about; hexadecimal.
    """

    name: str
    folder: Path
    documents: tuple[SetDocument, ...]
    files: tuple[Path, ...]
    questions: tuple[SetQuestion, ...]
    problems: tuple[Problem, ...]
    digest: str

    @property
    def questions_file(self) -> str:
        """The name of the file that has the questions."""
        return QUESTIONS if self.documents or self.files else self.folder.name

    def document_id(self, source: str) -> str:
        """The set's id of the document with that source in the index."""
        # A text that is no file is added with its id as source.
        return Path(source).relative_to(self.folder / FILES).as_posix() if self.files else source


def read_set(folder: str | Path) -> EvaluationSet:
    """Reads a set. A line that can't be used is skipped and listed in `problems`.

    Raises:
        EvaluationSetError: There is no such folder, no documents, or no question that can be used.
    """
    place = Path(os.path.expanduser(folder)).absolute()
    problems: list[Problem] = []
    if not place.is_dir():
        raise EvaluationSetError(f"{folder}: there is no such folder; name one with {QUESTIONS} in it")
    questions = _unique(_lines(place / QUESTIONS, SetQuestion, problems), QUESTIONS, problems)
    # Nothing is found if the folder is missing; `documents.jsonl` is read then.
    files = sorted(
        path for path in (place / FILES).rglob("*") if path.is_file() and not _is_hidden(place, path)
    )
    documents: list[tuple[int, SetDocument]] = []
    if not files:
        documents = _unique(_lines(place / DOCUMENTS, SetDocument, problems), DOCUMENTS, problems)
    known = {document.id for _, document in documents} | {
        file.relative_to(place / FILES).as_posix() for file in files
    }
    used = _used(folder, questions, known, problems)
    return EvaluationSet(
        # "squad/valid" says more than "valid", and is the name that `training` knows a set by.
        name="/".join(place.parts[-2:]),
        folder=place,
        documents=tuple(document for _, document in documents),
        files=tuple(files),
        questions=tuple(used),
        problems=tuple(problems),
        # Contents, not dates: an unchanged copy of a set needs no new answers.
        digest=_digest([place / QUESTIONS, *(files or [place / DOCUMENTS])]),
    )


def read_questions(file: str | Path, index: Index) -> EvaluationSet:
    """Reads questions about the documents of an index. A line that can't be used is skipped and listed in `problems`.

    Raises:
        EvaluationSetError: There is no such file, the index has no documents, or no question can be used.
    """
    place = Path(os.path.expanduser(file)).absolute()
    problems: list[Problem] = []
    questions = _unique(_lines(place, SetQuestion, problems), place.name, problems)
    known = {entry.source for entry in index.document_list.entries()}
    used = _used(file, questions, known, problems, place.name)
    # Another state of the index gives other answers.
    state = hashlib.sha256(f"{_digest([place])}\0{index.folder}\0{index.generation}".encode())
    return EvaluationSet(
        name=place.stem,
        folder=place,
        documents=(),
        files=(),
        questions=tuple(used),
        problems=tuple(problems),
        digest=state.hexdigest(),
    )


def _used(
    named: str | Path,
    questions: Sequence[tuple[int, SetQuestion]],
    known: Collection[str],
    problems: list[Problem],
    file: str = QUESTIONS,
) -> list[SetQuestion]:
    """The questions that can be measured; the others go to `problems`."""
    used = [
        checked
        for line, question in questions
        if (checked := _checked(question.model_copy(update={"line": line}), known, problems, file))
    ]
    if not known or not used:
        first = f"; the first problem: {problems[0]}" if problems else ""
        missing = "question" if known else "document"
        raise EvaluationSetError(f"{named}: no {missing} of this set can be used{first}")
    if not any(question.answerable for question in used):
        message = "no question is answerable; only refusing can be measured"
        problems.append(Problem(file=file, line=None, message=message))
    return used


def _is_hidden(place: Path, path: Path) -> bool:
    """Whether the file is skipped when the folder is added."""
    return any(part.startswith(".") for part in path.relative_to(place).parts)


_Line = TypeVar("_Line", SetDocument, SetQuestion)


def _lines(path: Path, kind: type[_Line], problems: list[Problem]) -> Iterator[tuple[int, _Line]]:
    """(line number, line) of each valid line; the others go to `problems`."""
    try:
        # As bytes: text would also be split at U+2028, which may stand inside a JSON string.
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise EvaluationSetError(f"{path}: can't be read ({error.strerror})") from error
    for number, line in enumerate(lines, start=1):
        # A file may end with an empty line, which is no problem to report.
        if not line.strip():
            continue
        try:
            yield number, kind.model_validate_json(line)
        except ValidationError as error:
            problems.append(Problem(file=path.name, line=number, message=f"{_reason(error)}; line skipped"))


def _reason(error: ValidationError) -> str:
    first = error.errors()[0]
    field = ".".join(map(str, first["loc"]))
    if first["type"] == "missing":
        return f"the field {field!r} is missing"
    return f"the field {field!r} is wrong ({first['msg']})" if field else f"it is no JSON ({first['msg']})"


def _unique(
    lines: Iterator[tuple[int, _Line]], file: str, problems: list[Problem]
) -> list[tuple[int, _Line]]:
    """The first line of each id; the others go to `problems`."""
    first_at: dict[str, int] = {}
    kept = []
    for number, line in lines:
        if first_at.setdefault(line.id, number) == number:
            kept.append((number, line))
        else:
            message = f"the id {line.id!r} is that of line {first_at[line.id]}; line skipped"
            problems.append(Problem(file=file, line=number, message=message))
    return kept


def _checked(
    question: SetQuestion, known: Collection[str], problems: list[Problem], file: str
) -> SetQuestion | None:
    """The question with the evidence whose documents exist, or None if nothing is left to measure."""

    def problem(message: str) -> None:
        problems.append(Problem(file=file, line=question.line, message=message))

    for unknown in sorted({evidence.document for evidence in question.evidence}.difference(known)):
        problem(f"there is no document {unknown!r}; that evidence skipped")
    # Only this evidence is skipped: the others, or the answers, may do.
    kept = tuple(evidence for evidence in question.evidence if evidence.document in known)
    # Nothing would tell whether the answer is right.
    if question.answerable and not question.answers and not kept:
        problem("answerable, but no answer or evidence; question skipped")
        return None
    return question.model_copy(update={"evidence": kept})


def _digest(paths: Sequence[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        # Names count, since a file's name is in its document's id.
        total.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()
