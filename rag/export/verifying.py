"""Checks an exported answer against the documents as they are now: is each quote there, and does each sentence hold?"""

from index import place
from rag.export.cited_texts import text_sha256
from rag.export.current import Current, CurrentDocuments
from rag.export.quotes import QuoteState, located
from rag.export.shape import ExportedAnswer, ExportedCitation, TextQuoteSelector
from rag.export.verified import DocumentState, Place, VerifiedAnswer, VerifiedQuote
from rag.export.verifying_statements import verified_statements
from rag.protocols import Checker


def verified_answer(
    answer: ExportedAnswer, documents: CurrentDocuments, checker: Checker | None
) -> VerifiedAnswer:
    """The answer with what has become of its quotes and its sentences.

    Args:
        answer: From anywhere.
        documents: Where the documents are now.
        checker: Decides what the rules leave open of sentences that are no quotes; None: these are not checked.

    Raises:
        ModelError: The checker's weights are missing or altered.
    """
    documents_now = dict[tuple[str, str, str], Current]()
    current = dict[int, Current]()
    for citation in answer.citations:
        key = citation.document_id, citation.source, citation.content_hash
        if key not in documents_now:
            documents_now[key] = documents.of(citation)
        current[citation.number] = documents_now[key]
    quotes = tuple(_quote(citation, current[citation.number]) for citation in answer.citations)
    # Those of today: the titles in the file may have been written by anybody.
    titles = {number: now.document.title for number, now in current.items() if now.document}
    statements = verified_statements(answer, {quote.number: quote for quote in quotes}, titles, checker)
    sound = not any(statement.holds is False for statement in statements)
    return VerifiedAnswer(
        question=answer.question,
        created=answer.created,
        quotes=quotes,
        statements=statements,
        holds=sound and all(quote.state == "there" for quote in quotes),
        moved=sound
        and any(quote.state == "moved" for quote in quotes)
        and all(quote.state != "gone" for quote in quotes),
    )


def _quote(citation: ExportedCitation, now: Current) -> VerifiedQuote:
    document = now.document
    if document is None:
        return VerifiedQuote(
            number=citation.number,
            state="gone",
            document="missing",
            title=citation.title,
            source=citation.source,
            quote=citation.quote,
            reason=f"the document is missing: {now.problem}",
        )
    around = next((one for one in citation.selectors if isinstance(one, TextQuoteSelector)), None)
    found = located(
        citation.quote,
        citation.start,
        document.text,
        prefix=around.prefix if around else "",
        suffix=around.suffix if around else "",
    )
    state = _document_state(citation, now)
    return VerifiedQuote(
        number=citation.number,
        state=found.state,
        document=state,
        title=document.title,
        source=document.source,
        quote=citation.quote,
        places=tuple(
            Place(start=start, end=end, section=place(document.sections, start, title=document.title))
            for start, end in found.spans
        ),
        reason=_reason(found.state, state, len(found.spans)),
    )


def _document_state(citation: ExportedCitation, now: Current) -> DocumentState:
    if citation.content_hash and now.content_hash == citation.content_hash:
        return "unchanged"
    # A text that was added by a program has no file; or it is in a file of another form.
    same = now.document is not None and text_sha256(now.document.text) == citation.text_sha256
    return "unchanged" if same else "changed"


def _reason(state: QuoteState, document: DocumentState, places: int) -> str:
    if state == "there":
        return ""
    # The answer was altered, or a newer reader has read another text from the same file.
    why = "the document has changed" if document == "changed" else "the document is the same"
    if state == "gone":
        return f"{why}, and does not have the quote"
    return f"{why}; the quote is found {'elsewhere' if places == 1 else f'in {places} other places'}"
