"""`python -m bench field`: small inputs of the kinds that people have, each in an index of its own.

A case is a folder below FOLDER/field: its documents in `in/`, its questions in `case.json`. The rules are those of the
`score.py` beside them.
"""

from collections.abc import Sequence
from pathlib import Path

from pydantic import Field
from rich.progress import track

from bench.everyday.asking import Asked, Asker, Judged, Verdict, judged, matches, plain
from bench.everyday.tables import tables
from bench.output import Results
from rag import Answer
from rag.reading.reader import TrainedReader


class FieldQuestion(Asked):
    """A question, and what its answer must show; patterns are regular expressions without case.

    Attributes:
        question: What is asked.
        expect: One of these must be in a statement, its quote or its place.
        never: None of these may be.
        refuse: Whether the documents don't say.
        status: What the answer's must be.
        short: Must be in the short answer, if there is one.
    """

    question: str = Field(alias="q")
    expect: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    refuse: bool = False
    status: str | None = None
    short: str | None = None


class _Case(Asked):
    questions: tuple[FieldQuestion, ...]


def field(data: Path, cache: Path, only: Sequence[str] = ()) -> Results:
    """Asks the questions of every case, or only of those with these names."""
    folders = [path.parent for path in sorted((data / "field").glob("*/case.json"))]
    reader, results, failed, threshold = TrainedReader(), list[Judged](), list[str](), 0.0
    for folder in track([folder for folder in folders if not only or folder.name in only], "field"):
        case = _Case.model_validate_json((folder / "case.json").read_bytes())
        asker = Asker(cache / "field" / folder.name, [folder.absolute() / "in"], reader)
        results += [_asked(asker, folder.name, question) for question in case.questions]
        failed += asker.failed
        threshold = asker.threshold
        asker.close()
    return Results(
        name="field", tables=tables("field", results, "partly", threshold, failed), data=plain(results)
    )


def _asked(asker: Asker, case: str, question: FieldQuestion) -> Judged:
    return judged(
        case,
        question.question,
        lambda: asker.ask(question.question),
        lambda answer: (verdict(question, answer), ""),
    )


def verdict(question: FieldQuestion, answer: Answer) -> Verdict:
    """What the answer is worth."""
    if question.refuse:
        return "good" if answer.status == "not_found" else "wrong"
    if answer.status == "not_found":
        return "refused"
    statements = [statement.text for statement in answer.statements]
    places = [f"{citation.title} {citation.section} {citation.quote}" for citation in answer.citations]
    said = " ".join([answer.text, *statements, *places])
    first = " ".join(filter(None, [answer.short, *statements[:1]]))
    if not matches(question.expect, said) or matches(question.never, said):
        return "wrong"
    if question.status and answer.status != question.status:
        return "wrong"
    if question.short and answer.short and not matches([question.short], answer.short):
        return "later"
    return "good" if matches(question.expect, first) else "later"
