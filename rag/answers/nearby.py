"""The sentences around those that an answer cites."""

from index import Index
from rag.answer import Answer
from rag.questions.next_questions import NEAR, Place


def sentences_nearby(index: Index, answer: Answer) -> list[Place]:
    """The sentences around the citations of an answer, the nearest first; of documents that are still there."""
    found: dict[tuple[str, int], tuple[int, Place]] = {}
    for citation in answer.citations:
        around = (max(0, citation.start - NEAR), citation.end + NEAR)
        for passage in index.stretch(citation.document_id, around).passages:
            for number, (start, end) in enumerate(passage.sentences):
                # Headings, captions and running lines are no sentences to ask about.
                if passage.kind_of(number) not in ("paragraph", "list_item"):
                    continue
                distance = max(start - citation.end, citation.start - end, 0)
                key = (citation.document_id, start)
                if distance <= NEAR and (key not in found or distance < found[key][0]):
                    text = passage.quote((start, end))
                    found[key] = distance, Place(citation.document_id, (start, end), text)
            for section in passage.sections:
                if section.kind == "heading" and not section.start <= citation.start < section.end:
                    distance = max(section.start - citation.end, citation.start - section.end, 0)
                    name, span = section.name.split(" > ")[-1], (section.start, section.end)
                    key = (citation.document_id, -1 - section.start)
                    found[key] = distance, Place(citation.document_id, span, name, is_heading=True)
    return [place for _, place in sorted(found.values(), key=lambda one: one[0])]
