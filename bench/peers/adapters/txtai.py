"""txtai: its examples of hybrid search over paragraphs (https://neuml.github.io/txtai/embeddings)."""

from collections.abc import Callable

from txtai import Embeddings
from txtai.pipeline import Segmentation


def build(documents: list[dict[str, str]], model: str) -> Callable[[str, int], list[tuple[str, str]]]:
    """Paragraphs by its own segmentation, dense and BM25 with equal weights, content in SQLite."""
    split = Segmentation(paragraphs=True)
    embeddings = Embeddings(path=model, content=True, hybrid=True)
    # txtai gets a number for each paragraph, which leads back to its document here.
    owners: list[str] = []

    def paragraphs() -> list[tuple[int, str, None]]:
        rows = []
        for row in documents:
            for text in split(f"{row['title']}\n\n{row['text']}"):
                rows.append((len(owners), text, None))
                owners.append(row["id"])
        return rows

    embeddings.index(paragraphs())

    def search(question: str, k: int) -> list[tuple[str, str]]:
        return [(owners[int(hit["id"])], hit["text"]) for hit in embeddings.search(question, k)]

    return search
