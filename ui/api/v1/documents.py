"""`/api/v1/documents`: documents are added, listed, read, shown as pages, and removed."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from rag import PasswordError, SourceError
from ui.api.problems import refused
from ui.api.seen import seen
from ui.api.v1.adding import add_adding
from ui.api.v1.bodies import Pattern, Title
from ui.api.v1.shapes import (
    BoxesShape,
    CollectionShape,
    CollectionsShape,
    DocumentsShape,
    PassageShape,
    PassagesShape,
    RemovedShape,
    TextShape,
    WholeDocumentShape,
    box_shapes,
    document_shape,
    whole_document_shape,
)
from ui.work.served import Served

Id = Annotated[str, Path(min_length=1, max_length=64, description="The id of a document.")]
Start = Annotated[int, Query(ge=0, description="The offset of the first character.")]
End = Annotated[
    int | None, Query(ge=0, description="The offset after the last character; by default the end.")
]

_LONGEST_TEXT = 100_000  # characters that are read at once


def document_routes(served: Served) -> APIRouter:
    """The routes that read documents, and those that change which there are."""
    routes = APIRouter(prefix="/api/v1", tags=["documents"])
    _add_reading(routes, served)
    _add_places(routes, served)
    add_adding(routes, served)
    _add_changing(routes, served)
    return routes


def _add_reading(routes: APIRouter, served: Served) -> None:
    Seen = Annotated[Served, Depends(seen(served, "ask"))]  # noqa: N806 - a type

    @routes.get("/documents", response_model=DocumentsShape)
    def list_documents(
        seen: Seen,
        collection: Annotated[Pattern | None, Query(description="Only those in this collection.")] = None,
        after: Annotated[int, Query(ge=0, description="The `next` of the page before.")] = 0,
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> DocumentsShape:
        """The documents, in the order in which they were added, a page at a time."""
        entries = [
            one
            for one in seen.assistant.index.document_list.entries()
            if collection is None or collection in one.collections
        ]
        page = [one for one in entries if one.number > after]
        more = len(page) > limit
        return DocumentsShape(
            documents=[document_shape(one) for one in page[:limit]],
            total=len(entries),
            next=page[limit - 1].number if more else None,
        )

    @routes.get("/documents/{document_id}", response_model=WholeDocumentShape)
    def read_document(seen: Seen, document_id: Id) -> WholeDocumentShape:
        """A document, without its text."""
        document = seen.assistant.index.document(document_id)
        return whole_document_shape(
            document, seen.assistant.index.content_hashes([document.id]).get(document.id)
        )

    @routes.get("/documents/{document_id}/text", response_model=TextShape)
    def read_text(seen: Seen, document_id: Id, start: Start = 0, end: End = None) -> TextShape:
        """A stretch of its text, of at most 100,000 characters; all offsets of citations count in this text."""
        document = seen.assistant.index.document(document_id)
        span = _span(start, end, len(document.text))
        stop = min(span[1], span[0] + _LONGEST_TEXT)
        return TextShape(
            id=document.id,
            start=span[0],
            end=stop,
            characters=len(document.text),
            text=document.text[span[0] : stop],
        )

    @routes.get("/documents/{document_id}/passages", response_model=PassagesShape)
    def read_passages(seen: Seen, document_id: Id) -> PassagesShape:
        """Its passages, in order."""
        document = seen.assistant.index.document(document_id)
        passages = seen.assistant.index.passages(document.id)
        return PassagesShape(
            passages=[PassageShape(id=p.id, start=p.start, end=p.end, text=p.text) for p in passages]
        )

    @routes.get("/collections", response_model=CollectionsShape)
    def list_collections(seen: Seen) -> CollectionsShape:
        """The collections."""
        counted = seen.assistant.index.collections().items()
        return CollectionsShape(collections=[CollectionShape(name=name, documents=n) for name, n in counted])


def _add_places(routes: APIRouter, served: Served) -> None:
    Seen = Annotated[Served, Depends(seen(served, "ask"))]  # noqa: N806 - a type

    @routes.get("/documents/{document_id}/boxes", response_model=BoxesShape)
    def find_boxes(seen: Seen, document_id: Id, start: Start = 0, end: End = None) -> BoxesShape:
        """Where a stretch of its text is on its pages, a box for each line; none if it has no pages."""
        document = seen.assistant.index.document(document_id)
        return box_shapes(seen.assistant.boxes(document.id, _span(start, end, len(document.text))))

    @routes.get(
        "/documents/{document_id}/pages/{page}",
        response_class=Response,
        responses={200: {"content": {"image/png": {}}, "description": "The page as a picture."}},
    )
    def draw_page(
        seen: Seen,
        document_id: Id,
        page: Annotated[int, Path(ge=1, le=100_000, description="Counted from 1.")],
        start: Start = 0,
        end: End = None,
        width: Annotated[int, Query(ge=100, le=3000, description="Pixels.")] = 1000,
    ) -> Response:
        """A page of a PDF as a PNG, with a stretch of its text marked if an `end` is given."""
        document = seen.assistant.index.document(document_id)
        span = _span(start, end, len(document.text))
        boxes = seen.assistant.boxes(document.id, span) if end is not None else ()
        try:
            picture = seen.assistant.draw(document.id, page, boxes, width=width)
        except PasswordError:
            raise
        except SourceError as error:
            # What is asked for is a page, and there is none.
            raise refused(404, "no-page", f"{error.source}: {error.reason}") from error
        return Response(picture, media_type="image/png")


def _add_changing(routes: APIRouter, served: Served) -> None:
    Seen = Annotated[Served, Depends(seen(served, "all"))]  # noqa: N806 - a type

    @routes.patch("/documents/{document_id}", response_model=WholeDocumentShape)
    def rename_document(document_id: Id, sent: Title, seen: Seen) -> WholeDocumentShape:
        """Gives a document a title."""
        ((assistant, _),) = seen.places.having([document_id])
        document = assistant.index.document_list.rename(document_id, sent.title)
        seen.places.tell("renamed", documents=[document.source])
        return whole_document_shape(document, None)

    @routes.delete("/documents/{document_id}", response_model=RemovedShape)
    def remove_document(document_id: Id, seen: Seen) -> RemovedShape:
        """Removes a document, and those of files inside it. The file itself stays."""
        ((assistant, ids),) = seen.places.having([document_id])
        sources = list(assistant.index.document_list.remove(ids).sources)
        seen.places.tell("removed", documents=sources)
        return RemovedShape(removed=sources)


def _span(start: int, end: int | None, characters: int) -> tuple[int, int]:
    """A stretch of a text.

    Raises:
        ProblemError: It ends before it starts, or after the text.
    """
    stop = characters if end is None else end
    if not start <= stop <= characters:
        raise refused(404, "span", f"{start} to {stop} is no stretch of a text of {characters} characters.")
    return start, stop
