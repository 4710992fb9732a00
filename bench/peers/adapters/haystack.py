"""Haystack: its tutorials on retrieval from memory (https://haystack.deepset.ai/tutorials)."""

from collections.abc import Callable

from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

Search = Callable[[str, int], list[tuple[str, str]]]


def build(documents: list[dict[str, str]], model: str) -> Search:
    """Pieces of 200 words, the splitter's default, found by their embeddings."""
    query = _query(_store(documents, model), model)

    def search(question: str, k: int) -> list[tuple[str, str]]:
        found = query.run({"embedder": {"text": question}, "dense": {"top_k": k}})
        return _passages(found["dense"]["documents"])

    return search


def build_hybrid(documents: list[dict[str, str]], model: str) -> Search:
    """The same and BM25, joined by reciprocal ranks; the tutorial's re-ranker would be a second model."""
    store = _store(documents, model)
    query = _query(store, model)
    query.add_component("words", InMemoryBM25Retriever(store))
    query.add_component("joined", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
    query.connect("words", "joined")
    query.connect("dense", "joined")

    def search(question: str, k: int) -> list[tuple[str, str]]:
        found = query.run(
            {
                "embedder": {"text": question},
                "dense": {"top_k": k},
                "words": {"query": question, "top_k": k},
                # Without it the joiner would give the passages of both sides.
                "joined": {"top_k": k},
            }
        )
        return _passages(found["joined"]["documents"])

    return search


def _store(documents: list[dict[str, str]], model: str) -> InMemoryDocumentStore:
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    indexing = Pipeline()
    indexing.add_component("splitter", DocumentSplitter())
    indexing.add_component("embedder", SentenceTransformersDocumentEmbedder(model=model, progress_bar=False))
    indexing.add_component("writer", DocumentWriter(store))
    indexing.connect("splitter", "embedder")
    indexing.connect("embedder", "writer")
    # Title and text as one, as every library gets them.
    whole = [
        Document(content=f"{row['title']}\n\n{row['text']}", meta={"source": row["id"]}) for row in documents
    ]
    indexing.run({"splitter": {"documents": whole}})
    return store


def _query(store: InMemoryDocumentStore, model: str) -> Pipeline:
    query = Pipeline()
    query.add_component("embedder", SentenceTransformersTextEmbedder(model=model, progress_bar=False))
    query.add_component("dense", InMemoryEmbeddingRetriever(store))
    query.connect("embedder.embedding", "dense.query_embedding")
    return query


def _passages(found: list[Document]) -> list[tuple[str, str]]:
    return [(piece.meta["source"], piece.content or "") for piece in found]
