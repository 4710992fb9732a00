"""`python -m bench realdocs`: questions that people ask of real documents, all in one index.

FOLDER/realdocs/questions.json names the documents, which are below FOLDER/files, and says for each question what the answer
must show. The rules are those of the `score.py` beside it.
"""

from collections.abc import Sequence
from pathlib import Path

from pydantic import AliasChoices, Field
from rich.progress import track

from bench.everyday.asking import Asked, Asker, Judged, Verdict, judged, matches, plain
from bench.everyday.tables import tables
from bench.output import Results
from rag import Answer
from rag.reading.reader import TrainedReader

# What is said about the documents as a whole, or about nothing in them, has no statements.
_WITHOUT_STATEMENTS = ("library", "smalltalk")


class RealQuestion(Asked):
    """A question, and what its answer must show; patterns are regular expressions without case.

    Attributes:
        id: Its name.
        question: What is asked.
        kind: What kind of question it is.
        lead: All of these must be in the short answer or the first statement.
        within: All of these, or at least `n`, must be in a statement or a quote.
        n: How many of `within` must be there; by default all.
        not_: None of these may be in a statement.
        most: How many statements are enough.
        status: What the answer's must be.
        refuse: Whether the documents don't say.
        history: The questions before it.
    """

    id: str
    question: str = Field(validation_alias=AliasChoices("question", "q"))
    kind: str
    lead: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    n: int | None = None
    not_: tuple[str, ...] = Field(default=(), alias="not")
    most: int = 99
    status: str | None = None
    refuse: bool = False
    history: tuple[str, ...] = ()


class _File(Asked):
    documents: tuple[str, ...]
    questions: tuple[RealQuestion, ...]


def realdocs(data: Path, cache: Path, only: Sequence[str] = ()) -> Results:
    """Asks every question, or only those with these ids or of these kinds."""
    asker, questions = real_documents(data, cache)
    asked = [question for question in questions if not only or {question.id, question.kind} & {*only}]
    results = [_asked(asker, question) for question in track(asked, "realdocs")]
    return Results(
        name="realdocs",
        tables=tables("realdocs", results, "usable", asker.threshold, asker.failed),
        data=plain(results),
    )


def real_documents(data: Path, cache: Path) -> tuple[Asker, Sequence[RealQuestion]]:
    """The real documents, indexed, and the questions about them."""
    file = _File.model_validate_json((data / "realdocs" / "questions.json").read_bytes())
    paths = [data.absolute() / "files" / name for name in file.documents]
    return Asker(cache / "realdocs" / "index", paths, TrainedReader()), file.questions


def _asked(asker: Asker, question: RealQuestion) -> Judged:
    return judged(
        question.kind,
        question.question,
        lambda: asker.ask(question.question, question.history),
        lambda answer: verdict(question, answer),
    )


def verdict(question: RealQuestion, answer: Answer) -> tuple[Verdict, str]:
    """What the answer is worth, and why it is not good."""
    if question.refuse:
        found = answer.status == "not_found"
        return ("good", "") if found else ("wrong", "answered what no document says")
    texts = [statement.text for statement in answer.statements]
    if bad := [pattern for text in [*texts, answer.text] for pattern in matches(question.not_, text)]:
        return "wrong", f"shows {bad[0]}"
    if answer.status == "not_found" and (question.lead or question.within):
        return "refused", "refused"
    if question.status and answer.status != question.status:
        return "wrong", f"status {answer.status}"
    return _by_place(question, answer, texts)


def _by_place(question: RealQuestion, answer: Answer, texts: Sequence[str]) -> tuple[Verdict, str]:
    """By what the answer shows, and where."""
    said = " ".join([*texts, *(citation.quote for citation in answer.citations)])
    first = " ".join(filter(None, [answer.short, *texts[:1]]))
    if question.kind in _WITHOUT_STATEMENTS:
        said = first = answer.text
    parts = len(matches(question.within, said))
    if parts < (len(question.within) if question.n is None else question.n):
        return "wrong", f"{parts} of {len(question.within)} parts"
    if len(matches(question.lead, first)) < len(question.lead):
        everywhere = len(matches(question.lead, said)) == len(question.lead)
        return ("later", "not first") if everywhere else ("wrong", "not there")
    if len(texts) > question.most:
        return "later", f"{len(texts)} statements"
    return "good", ""
