"""Pincite."""

import tempfile
from collections.abc import Callable

from rag import Assistant, TextSource


def build(documents: list[dict[str, str]], model: str) -> Callable[[str, int], list[tuple[str, str]]]:
    """An index on disk, as always. `model` is not needed: the same weights come with the package."""
    assistant = Assistant.open(tempfile.mkdtemp())
    assistant.add_texts(
        TextSource(source=row["id"], title=row["title"], text=f"{row['title']}\n\n{row['text']}")
        for row in documents
    )

    def search(question: str, k: int) -> list[tuple[str, str]]:
        return [(hit.passage.source, hit.passage.text) for hit in assistant.search(question, k)]

    return search
