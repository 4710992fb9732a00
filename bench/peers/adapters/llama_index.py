"""LlamaIndex: its starter with local models (https://docs.llamaindex.ai, "Starter Tutorial")."""

from collections.abc import Callable

from llama_index.core import Document, VectorStoreIndex
from llama_index.embeddings.huggingface import HuggingFaceEmbedding


def build(documents: list[dict[str, str]], model: str) -> Callable[[str, int], list[tuple[str, str]]]:
    """Its default splitter (1,024 tokens, overlap 200) and its default store, in memory."""
    index = VectorStoreIndex.from_documents(
        [Document(id_=row["id"], text=f"{row['title']}\n\n{row['text']}") for row in documents],
        embed_model=HuggingFaceEmbedding(model_name=model),
    )

    def search(question: str, k: int) -> list[tuple[str, str]]:
        found = index.as_retriever(similarity_top_k=k).retrieve(question)
        return [(hit.node.ref_doc_id, hit.node.get_content()) for hit in found]

    return search
