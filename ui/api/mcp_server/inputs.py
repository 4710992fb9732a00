"""What the tools take. The descriptions are read by language models, which write these values."""

from typing import Annotated

from pydantic import AfterValidator, Field

from rag import Assistant, Filter
from rag.questions.analysis import MAX_LENGTH
from ui.api.dates import as_compared
from ui.api.filters import checked
from ui.api.verifying import DocumentName, Input

LONGEST_SPAN = 20_000
"""Characters that one call of `read` gives at most, with what stands around them."""

_DEFAULT_SPAN = 4_000


Question = Annotated[
    str,
    Field(
        min_length=1,
        max_length=MAX_LENGTH,
        description="A whole question in plain words that stands alone, such as 'How long is the notice period?'.",
    ),
]
Date = Annotated[str, AfterValidator(as_compared)]


class Where(Input):
    """Which documents are asked.

    Attributes:
        collection: Those of a collection.
        source: Those whose source matches a pattern.
        after: Those from then or later.
        before: Those from before then.
    """

    collection: str | None = Field(
        None, description="Only the documents of this collection; `list` names the collections."
    )
    source: str | None = Field(
        None,
        description="Only documents whose path or address matches this pattern: * is any characters, ? is one. '*/2024/*.md'",
    )
    after: Date | None = Field(
        None, description="Only documents dated this day or later, in ISO 8601: '2024-05-31'."
    )
    before: Date | None = Field(None, description="Only documents dated before this day, in ISO 8601.")

    def filter(self, assistant: Assistant) -> Filter | None:
        """The filter, or None for all documents.

        Raises:
            UnknownCollectionError: There is no such collection.
        """
        return checked(assistant, Filter(**{name: getattr(self, name) for name in Where.model_fields}))


class AskInput(Where):
    """What `ask` takes.

    Attributes:
        question: What is asked.
        look_further: Whether more is searched for.
    """

    question: Question
    look_further: bool = Field(
        False, description="Search again for what the first search leaves open. Slower, up to a minute."
    )


class SearchInput(Where):
    """What `search` takes.

    Attributes:
        query: What is searched for.
        k: How many passages are wanted.
    """

    query: Annotated[
        str,
        Field(
            min_length=1,
            max_length=MAX_LENGTH,
            description="Words or a question; both its words and its meaning are searched for.",
        ),
    ]
    k: Annotated[int, Field(ge=1, le=50, description="The most passages that are wanted.")] = 8


class ReadInput(Input):
    """What `read` takes.

    Attributes:
        document: Which document.
        start: Where the span begins.
        end: Where it ends.
        around: How much is read before and behind it.
    """

    document: DocumentName
    start: int = Field(
        0, ge=0, description="The first character that is read; citations and passages give such offsets."
    )
    end: int | None = Field(
        None,
        ge=0,
        description=f"The offset behind the last character; by default {_DEFAULT_SPAN:,} characters are read.",
    )
    around: int = Field(
        400, ge=0, le=5_000, description="How many characters before and behind the span are read, too."
    )

    def span(self, characters: int) -> tuple[int, int]:
        """The span in a text of so many characters, as long as it may be."""
        start = min(self.start, characters)
        end = start + _DEFAULT_SPAN if self.end is None else max(self.end, start)
        return start, min(end, start + LONGEST_SPAN, characters)


class ListInput(Input):
    """What `list` takes.

    Attributes:
        collection: Whose documents are listed.
        title: What stands in their titles or sources.
        offset: How many are passed over.
        limit: How many are wanted.
    """

    collection: str | None = Field(None, description="Only the documents of this collection.")
    title: str | None = Field(
        None, description="Only documents with these words in their title or source, in any case."
    )
    offset: int = Field(0, ge=0, description="How many are passed over: `next` of the call before.")
    limit: int = Field(50, ge=1, le=200, description="The most documents that are wanted.")
