"""Whether a sentence is in the numbered part that a question names."""

from collections.abc import Sequence

from index import PROVISION, Passage, Provision, provisions_at
from rag.questions.cited_parts import is_in_part, is_in_unmarked_part
from rag.reading.context import Context

# A part that is called by another word than the question's counts less than one by the same word.
_OTHER_WORD = 0.5


def in_named_part(asked: Sequence[Provision], passage: Passage, number: int, context: Context) -> float:
    """1 if a sentence is in the part that a question names, less if that is called by another word; else 0.

    Args:
        asked: The ways in which the question may name it.
        passage: The passage of the sentence.
        number: Which of its sentences, from 0.
        context: That of the sentence.
    """
    start, end = passage.sentences[number]
    text = passage.quote((start, end))
    there = provisions_at(passage.sections, start)
    if there or any(section.kind == PROVISION for section in passage.sections):
        if not is_in_part(asked, there, text):
            return 0.0
        named = any(part.name == asked[0].name for part in there)
        return 1.0 if named or not asked[0].name else _OTHER_WORD
    above = f"{context.under} > {context.lead}"
    return float(any(is_in_unmarked_part(way.numbers, above, text) for way in asked))


def paragraph_of_part(asked: Sequence[Provision], passages: Sequence[Passage]) -> set[tuple[str, int, int]]:
    """The sentences of the paragraph that is counted and bears no number: "article L. 121-4, alinéa 2".

    Returns:
        For each sentence its document, its start and its end.
    """
    for way in asked:
        outer, nth = Provision(name=way.name, numbers=way.numbers[:-1]), way.numbers[-1]
        if not outer.numbers or not nth.isdecimal():
            continue
        for passage in passages:
            paragraphs = _paragraphs(outer, passage)
            if 0 < int(nth) <= len(paragraphs):
                return {(passage.document_id, *span) for span in paragraphs[int(nth) - 1]}
    return set()


def _paragraphs(outer: Provision, passage: Passage) -> list[list[tuple[int, int]]]:
    """The sentences of a part by its paragraphs, if the passage holds its beginning and its paragraphs bear no numbers."""
    section = next(
        (
            section
            for section in passage.sections
            if section.kind == PROVISION
            and section.start >= passage.start
            and any(part.matches(outer) for part in provisions_at([section], section.start))
        ),
        None,
    )
    if section is None:
        return []
    paragraphs: list[list[tuple[int, int]]] = []
    end = section.start
    for number, span in enumerate(passage.sentences):
        if not section.start <= span[0] < section.end or passage.kind_of(number) == "heading":
            continue
        if not provisions_at(passage.sections, span[0])[-1].matches(outer):
            return []
        if not paragraphs or "\n\n" in passage.quote((end, span[0])):
            paragraphs.append([])
        paragraphs[-1].append(span)
        end = span[1]
    return paragraphs
