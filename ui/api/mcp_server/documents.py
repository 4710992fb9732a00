"""The tools that show what the documents have: `search`, `read` and `list`."""

from rag import DocumentEntry, Hit
from ui.api import document_links
from ui.api.filters import check_collection
from ui.api.mcp_server.call import Call, Result, link
from ui.api.mcp_server.inputs import ListInput, ReadInput, SearchInput
from ui.api.mcp_server.outputs import DocumentOutput, ListOutput, PassageOutput, ReadOutput, SearchOutput


async def search(call: Call, given: SearchInput) -> Result:
    """The passages that fit best."""

    def found() -> list[Hit]:
        call.asking.told(given.query)
        return call.assistant.search(given.query, given.k, where=given.filter(call.assistant))

    passages = [_passage(call, hit) for hit in await call.threads.run(found)]
    text = "\n\n".join(
        f"[{number}] {one.title}{f', {one.section}' if one.section else ''} "
        f"(document {one.document}, {one.start}-{one.end})\n{one.text}"
        for number, one in enumerate(passages, 1)
    )
    return Result(
        text=text or "No passage fits. Search with other words, or without a filter.",
        structured=SearchOutput(passages=passages).model_dump(),
        links=tuple(link(p.title, p.section, p.document, p.start, p.end, p.text) for p in passages),
    )


async def read(call: Call, given: ReadInput) -> Result:
    """A span of a document, with what stands around it."""
    document = await call.threads.run(lambda: call.assistant.document(given.document))
    start, end = given.span(len(document.text))
    before = document.text[max(0, start - given.around) : start]
    after = document.text[end : end + given.around]
    passages = await call.threads.run(
        lambda: call.assistant.index.stretch(document.id, (start, max(end, start + 1))).passages
    )
    section = passages[0].section_at(start) if passages else None
    output = ReadOutput(
        document=document.id,
        title=document.title,
        source=document.source,
        section=section,
        start=start,
        end=end,
        before=before,
        text=document.text[start:end],
        after=after,
        characters=len(document.text),
        uri=document_links.as_resource(document.id, start, end),
        url=call.url(document.id, start, end),
    )
    head = f"{document.title} (document {document.id}), characters {start}-{end} of {len(document.text)}"
    return Result(
        text=f"{head}{f', {section}' if section else ''}:\n{before}{output.text}{after}",
        structured=output.model_dump(),
        links=(link(document.title, section, document.id, start, end, output.text),),
    )


async def list_documents(call: Call, given: ListInput) -> Result:
    """The documents, some at a time, and the collections."""

    def listed() -> tuple[list[DocumentEntry], dict[str, int]]:
        check_collection(call.assistant, given.collection)
        return call.assistant.index.document_list.entries(), call.assistant.index.collections()

    entries, collections = await call.threads.run(listed)
    fitting = [entry for entry in entries if _fits(entry, given)]
    page = fitting[given.offset : given.offset + given.limit]
    following = given.offset + len(page)
    output = ListOutput(
        documents=[DocumentOutput.of(entry, document_links.as_resource(entry.id)) for entry in page],
        total=len(fitting),
        next=following if following < len(fitting) else None,
        collections=collections,
    )
    lines = [f"{entry.title} (document {entry.id}): {entry.source}" for entry in page]
    more = [f"{output.total - following} more: call again with offset {following}."] if output.next else []
    return Result(
        text="\n".join([*lines, *more]) or "There are no such documents.", structured=output.model_dump()
    )


def _passage(call: Call, hit: Hit) -> PassageOutput:
    passage = hit.passage
    return PassageOutput(
        document=passage.document_id,
        title=passage.title,
        source=passage.source,
        section=passage.section,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        score=round(hit.score, 4),
        uri=document_links.as_resource(passage.document_id, passage.start, passage.end),
        url=call.url(passage.document_id, passage.start, passage.end),
    )


def _fits(entry: DocumentEntry, given: ListInput) -> bool:
    words = (given.title or "").casefold()
    named = words in entry.title.casefold() or words in entry.source.casefold()
    return named and (given.collection is None or given.collection in entry.collections)
