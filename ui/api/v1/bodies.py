"""What programs send, checked before it is used."""

import re
from pathlib import PurePosixPath, PureWindowsPath
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from rag import Assistant, Filter
from ui.api.dates import as_compared
from ui.api.filters import checked
from ui.api.problems import refused
from ui.work.asking import Asked, Asking

LONGEST_QUESTION = 2_000
PLACE = "Where there are accounts, the group whose documents they become, “*” for those of everybody; by default the account's own."
"""What is said of where documents are added."""

_MOST_TURNS = 100

IsoDate = Annotated[
    str,
    Field(max_length=40),
    AfterValidator(as_compared),
    WithJsonSchema({"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}]}),
]
# What a question must have is checked where it is asked, in words for people.
QuestionText = Annotated[
    str,
    Field(max_length=10 * LONGEST_QUESTION),
    WithJsonSchema({"type": "string", "maxLength": LONGEST_QUESTION, "pattern": r"[\p{L}\p{N}]"}),
]
Pattern = Annotated[str, Field(min_length=1, max_length=1000)]


def _no_path(text: str) -> str:
    # The source of a file is its path: a text must not take its place, nor be taken for a file that can be read again.
    roots = PurePosixPath(text).root, PureWindowsPath(text).anchor
    if any(roots) or text.startswith(("~", "file:")) or ".." in re.split(r"[/\\]", text):
        raise ValueError("names a place on this machine; use a name such as notes/may, or a web address")
    if not text.strip() or not text.isprintable():
        raise ValueError("has characters that can't be shown")
    return text


_IN_NAMES = r"\p{L}\p{N} _,()?=&%#+@;!'*$~-"
TextSourceName = Annotated[
    str,
    Field(min_length=1, max_length=1000),
    AfterValidator(_no_path),
    WithJsonSchema(
        {
            "type": "string",
            "maxLength": 1000,
            # Names that can be used whatever the rules are; some others can, too.
            "pattern": rf"^(https?://)?[\p{{L}}\p{{N}}][{_IN_NAMES}]*([/.][{_IN_NAMES}]+)*$",
            "description": "Names it, such as notes/may, or a web address; no path on this machine. The same source again "
            "replaces it.",
        }
    ),
]


class Body(BaseModel):
    """A body of JSON. A name that is not known is an error: a slip must not change what is asked."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Where(Body):
    """Which documents are searched; all if nothing is given."""

    collection: Pattern | None = Field(None, description="The name of a collection that they are in.")
    source: Pattern | None = Field(None, description="A pattern for their source: * is any characters.")
    after: IsoDate | None = Field(None, description="From this date or later, in ISO 8601.")
    before: IsoDate | None = Field(None, description="From before this date, in ISO 8601.")
    author: Pattern | None = Field(None, description="A pattern for the author that the file names.")
    language: Pattern | None = Field(None, description="The language that the file states, such as en.")
    sources: tuple[Pattern, ...] = Field((), max_length=10_000, description="Their source is one of these.")
    folder: Pattern | None = Field(None, description="A folder or an archive that they are anywhere below.")

    def filter(self, assistant: Assistant) -> Filter | None:
        """The filter; None for all documents.

        Raises:
            UnknownCollectionError: There is no such collection.
        """
        return checked(assistant, Filter(**{name: getattr(self, name) for name in Where.model_fields}))


class SentTurn(Body):
    """A message before the question."""

    role: Literal["user", "assistant"]
    text: str = Field(max_length=20_000)


class Search(Where):
    """What is searched for."""

    question: QuestionText
    k: int = Field(10, ge=1, le=100, description="The most passages that are returned.")


class Question(Where):
    """A question, and how it is to be answered."""

    question: QuestionText
    history: tuple[SentTurn, ...] = Field(
        (), max_length=_MOST_TURNS, description="The turns before it, oldest first."
    )
    writer: str | None = Field(
        None,
        min_length=1,
        max_length=200,
        description="A language model that writes; /api/v1/models lists them.",
    )
    max_wrong: float | None = Field(None, gt=0, lt=1, description="The share of answers that may be wrong.")
    look_further: bool = Field(False, description="Search again for what is still missing.")
    as_asked: bool = Field(False, description="Search only these words, with none corrected or replaced.")

    def asked(self, asking: Asking) -> Asked:
        """The question for `Asking`. It may look at the disk, and ask servers for their models.

        Raises:
            UnknownCollectionError: There is no such collection.
            ProblemError: There is no such writer.
        """
        if self.writer is not None and not asking.writers.offers(self.writer):
            detail = f"There is no model “{self.writer}” here; /api/v1/models lists those that may write."
            raise refused(404, "unknown-writer", detail)
        return Asked(
            question=self.question,
            history=tuple((turn.role, turn.text) for turn in self.history),
            rewrite=not self.as_asked,
            where=self.filter(asking.assistant),
            further=self.look_further,
            max_wrong=self.max_wrong,
        )


class Title(Body):
    """A title; an empty one gives back the document's or the chat's own."""

    title: str = Field(max_length=500)


class Text(Body):
    """A text that is no file."""

    source: TextSourceName
    title: str = Field("", max_length=500)
    text: str = Field(min_length=1)
    date: IsoDate | None = None


class Texts(Body):
    """Texts to add."""

    texts: tuple[Text, ...] = Field(min_length=1, max_length=1000)
    collection: Pattern | None = None
    place: str | None = Field(None, max_length=100, description=PLACE)
