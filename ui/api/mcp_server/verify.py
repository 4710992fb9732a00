"""The tool `verify`: whether the documents support each sentence of a text, whoever wrote it."""

from rag import Citation, Verified
from ui.api.mcp_server.call import Call, Result, ToolProblemError
from ui.api.mcp_server.inputs import SourceInput, VerifyInput
from ui.api.mcp_server.outputs import CheckedSourceOutput, SentenceOutput, VerifyOutput


async def verify(call: Call, given: VerifyInput) -> Result:
    """Checks each sentence against what it cites."""

    def checked() -> tuple[list[Citation], list[Verified]]:
        citations = [_citation(call, source) for source in given.sources]
        return citations, call.assistant.verify(given.text, citations)

    citations, verified = await call.threads.run(checked)
    output = VerifyOutput(
        sentences=[_sentence(one) for one in verified],
        sources=[
            CheckedSourceOutput(
                number=source.number,
                quote=citation.quote,
                as_quoted=None if source.quote is None else source.quote == citation.quote,
            )
            for source, citation in zip(given.sources, citations, strict=True)
        ],
    )
    lines = [
        f"{one.verdict}: {one.text}{f' ({one.reason})' if one.reason else ''}" for one in output.sentences
    ]
    lines += [
        f"source [{one.number}] has changed: there stands now: {one.quote}"
        for one in output.sources
        if one.as_quoted is False
    ]
    return Result(text="\n".join(lines) or "The text has no sentence.", structured=output.model_dump())


def _citation(call: Call, source: SourceInput) -> Citation:
    """The place as a citation, with the words that stand there: never those that the caller gives."""
    document = call.assistant.document(source.document)
    if not source.start < source.end <= len(document.text):
        raise ToolProblemError(
            f"Source {source.number}: {document.title} has {len(document.text)} characters, and none at "
            f"{source.start}-{source.end}. Take the offsets from `ask` or `search`."
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
