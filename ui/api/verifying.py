"""Whether documents support the sentences of a text by anybody, for every protocol."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from rag import Assistant, Citation, PinciteError, Verified

_LONGEST_PLACES = 50_000  # characters of all places of one text

DocumentName = Annotated[
    str,
    Field(
        min_length=1,
        max_length=4_000,
        description="The id of a document, as the other tools give it, or its source.",
    ),
]


class Input(BaseModel):
    """What a tool takes; a name that it does not know is an error, so that a wrong one is noticed."""

    model_config = ConfigDict(extra="forbid")


class SourceInput(Input):
    """A place that a text cites.

    Attributes:
        number: Its number in the text.
        document: Which document.
        start: Where it begins.
        end: Where it ends.
        quote: What stands there.
    """

    number: int = Field(ge=1, le=999, description="Its number in the text: 1 for [1].")
    document: DocumentName
    start: int = Field(ge=0, description="The offset of its first character in the document's text.")
    end: int = Field(ge=1, description="The offset behind its last character.")
    quote: str | None = Field(
        None, description="The words that should stand there, if it is to be checked that they still do."
    )


class VerifyInput(Input):
    """What `verify` takes.

    Attributes:
        text: What is checked.
        sources: What it cites.
    """

    text: Annotated[
        str,
        Field(
            min_length=1,
            max_length=20_000,
            description="The text to check, with [1] behind each sentence that rests on source 1; a sentence "
            "without a number is checked against all sources.",
        ),
    ]
    sources: Annotated[
        list[SourceInput],
        Field(
            min_length=1,
            max_length=50,
            description="The places that the text cites, as `ask` and `search` give them.",
        ),
    ]


class SentenceOutput(BaseModel):
    """A sentence that was checked."""

    text: str
    numbers: list[int] = Field(description="The sources that it was checked against.")
    verdict: Literal["supported", "contradicted", "neither"] = Field(
        description="Whether they say so, say otherwise, or say nothing of it."
    )
    probability: float = Field(description="0 to 1, how likely they support it.")
    reason: str | None = Field(description="Why they don't, in a few words.")


class CheckedSourceOutput(BaseModel):
    """A source that was cited."""

    number: int
    quote: str = Field(description="The exact characters that stand there now.")
    as_quoted: bool | None = Field(description="Whether they are those of `quote`, if that was given.")


class VerifyOutput(BaseModel):
    """What `verify` gives."""

    sentences: list[SentenceOutput]
    sources: list[CheckedSourceOutput]


class PlaceError(PinciteError):
    """A text cites a place that its document does not have."""


class LongPlacesError(PinciteError):
    """The places that a text cites have more characters than it can be checked against."""


def verified_text(assistant: Assistant, text: str, sources: Sequence[SourceInput]) -> VerifyOutput:
    """Each sentence of a text, checked against what it cites.

    Args:
        assistant: What has the documents.
        text: With [n] behind its sentences.
        sources: The places that the numbers mean.

    Raises:
        UnknownDocumentError: There is no such document.
        PlaceError: It has no such place.
        LongPlacesError: The places are too long.
    """
    citations = _citations(assistant, sources)
    return VerifyOutput(
        sentences=[_sentence(one) for one in assistant.verify(text, citations)],
        sources=[
            CheckedSourceOutput(
                number=source.number,
                quote=citation.quote,
                as_quoted=None if source.quote is None else source.quote == citation.quote,
            )
            for source, citation in zip(sources, citations, strict=True)
        ],
    )


def _citations(assistant: Assistant, sources: Sequence[SourceInput]) -> list[Citation]:
    citations, characters = [], 0
    for source in sources:
        citations.append(_citation(assistant, source))
        characters += source.end - source.start
        # Each sentence without a number is checked against all of them.
        if characters > _LONGEST_PLACES:
            raise LongPlacesError(
                f"The places have more than {_LONGEST_PLACES:,} characters together. Cite the sentences that count."
            )
    return citations


def _citation(assistant: Assistant, source: SourceInput) -> Citation:
    """The place as a citation, with the words that stand there: never those that the caller gives."""
    document = assistant.document(source.document)
    if not source.start < source.end <= len(document.text):
        raise PlaceError(
            f"Source {source.number}: {document.title} has {len(document.text)} characters, and none at "
            f"{source.start}-{source.end}. Take the offsets from an answer or a search."
        )
    return Citation(
        number=source.number,
        document_id=document.id,
        passage_id="",
        title=document.title,
        source=document.source,
        section=None,
        start=source.start,
        end=source.end,
        quote=document.text[source.start : source.end],
    )


def _sentence(one: Verified) -> SentenceOutput:
    return SentenceOutput(
        text=one.text,
        numbers=[citation.number for citation in one.citations],
        verdict=one.judgement.support,
        probability=round(one.judgement.probability, 4),
        reason=one.judgement.reason,
    )
