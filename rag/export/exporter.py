"""Makes the exported form of answers about the documents of one index."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from index import Index
from rag.answer import Answer, Citation
from rag.export.cited_texts import CitedText, CitedTexts
from rag.export.current import IndexDocuments
from rag.export.folder_documents import FolderDocuments
from rag.export.shape import (
    ExportedAnswer,
    ExportedCitation,
    ExportedDocument,
    FragmentSelector,
    Models,
    ModelUsed,
    Selector,
    TextPositionSelector,
    TextQuoteSelector,
)
from rag.export.verified import VerifiedAnswer
from rag.export.verifying import verified_answer
from rag.protocols import Checker
from rag.references import reference_of

_AROUND = 32  # characters before and behind a quote, as browsers' annotators keep


class Exporter:
    """Adds to answers what is needed to check them again. Any thread may call it."""

    def __init__(self, index: Index, *, reader: object, checker: Checker) -> None:
        """Reads nothing yet.

        Args:
            index: What has the documents.
            reader: What found the sentences.
            checker: What checked what was written.
        """
        self._index = index
        self._texts = CitedTexts(index)
        self._reader = reader
        self._checker = checker

    def exported(
        self,
        answer: Answer,
        *,
        writer: str | None = None,
        created: datetime | None = None,
        with_texts: bool = False,
    ) -> ExportedAnswer:
        """The answer with all that is needed to check it again: `rag.export.to_json` writes it, docs/answer-json.md explains it.

        Args:
            answer: Of this index. What has changed or gone since is exported without what the index can't tell any more.
            writer: The name of the model that was asked to write.
            created: When it was answered; by default now.
            with_texts: Whether the whole texts of the cited documents are in it, so that nothing else is needed to check it.
        """
        cited = {id_: self._texts.of(id_) for id_ in dict.fromkeys(c.document_id for c in answer.citations)}
        moment = (created or datetime.now(UTC)).astimezone(UTC)
        return ExportedAnswer(
            **_as_fields(answer) | {"citations": _citations(answer, cited)},
            pincite=_version(),
            created=moment.isoformat(timespec="seconds"),
            models=Models(
                embedder=_used(self._index.embedder),
                reader=_used(self._reader),
                checker=_used(self._checker),
                writer=ModelUsed(name=writer) if writer else None,
            ),
            documents=self._documents([text for text in cited.values() if text], with_texts=with_texts),
        )

    def verified(
        self, answer: ExportedAnswer, *, folder: str | Path | None = None, quotes_only: bool = False
    ) -> VerifiedAnswer:
        """What became of an exported answer: is each quote where it was, and is each sentence supported?

        Args:
            answer: As `rag.export.read_answer` reads it from a file.
            folder: The documents themselves, which are read anew; by default those of the index are looked at.
            quotes_only: Whether no model is asked about sentences that are no quotes; these are then not checked.

        Raises:
            SourceError: There is no such folder.
            ModelError: The checker's weights are missing or altered.
        """
        checker = None if quotes_only else self._checker
        if folder is None:
            return verified_answer(answer, IndexDocuments(self._index), checker)
        with FolderDocuments(folder) as documents:
            return verified_answer(answer, documents, checker)

    def _documents(self, texts: Sequence[CitedText], *, with_texts: bool) -> tuple[ExportedDocument, ...]:
        hashes = self._index.content_hashes([text.document.id for text in texts])
        return tuple(
            ExportedDocument(
                id=text.document.id,
                title=text.document.title,
                source=text.document.source,
                date=text.document.date,
                author=text.document.metadata.get("author"),
                bibtex=reference_of(text.document).bibtex(),
                content_hash=hashes.get(text.document.id, ""),
                text_sha256=text.sha256,
                characters=len(text.document.text),
                text=text.document.text if with_texts else None,
            )
            for text in texts
        )


def _citations(answer: Answer, cited: dict[str, CitedText | None]) -> tuple[ExportedCitation, ...]:
    return tuple(_citation(citation, cited[citation.document_id]) for citation in answer.citations)


def _citation(citation: Citation, text: CitedText | None) -> ExportedCitation:
    known = _as_fields(citation)
    span = citation.start, citation.end
    # An answer of last year: what stands at these offsets now is not what it quotes.
    if text is None or text.document.text[slice(*span)] != citation.quote:
        return ExportedCitation(**known, selectors=_selectors(citation))
    boxes = text.boxes(span)
    page = boxes[0].page if boxes else text.page(citation.start)
    return ExportedCitation(
        **known,
        page=page,
        boxes=boxes,
        text_sha256=text.sha256,
        selectors=_selectors(citation, text.document.text, page if text.words else None),
    )


def _selectors(citation: Citation, text: str = "", page: int | None = None) -> tuple[Selector, ...]:
    start, end = citation.start, citation.end

    def each() -> Iterator[Selector]:
        yield TextQuoteSelector(
            exact=citation.quote,
            prefix=text[max(0, start - _AROUND) : start],
            suffix=text[end : end + _AROUND],
        )
        yield TextPositionSelector(start=start, end=end)
        if page is not None:
            yield FragmentSelector(value=f"page={page}")

    return tuple(each())


def _as_fields(value: Answer | Citation) -> dict[str, Any]:
    """Its attributes, those of an answer only: it may be an exported one already."""
    known = Answer if isinstance(value, Answer) else Citation
    return {one.name: getattr(value, one.name) for one in fields(known)}


def _used(part: object) -> ModelUsed:
    name, sha256 = getattr(part, "name", None), getattr(part, "sha256", None)
    return ModelUsed(
        name=name if isinstance(name, str) else type(part).__name__,
        sha256=sha256 if isinstance(sha256, str) else None,
    )


@cache
def _version() -> str:
    return metadata.version("pincite")
