"""LangChain: its retrieval tutorial (https://docs.langchain.com/oss/python/langchain/knowledge-base)."""

from collections.abc import Callable

from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter


def build(documents: list[dict[str, str]], model: str) -> Callable[[str, int], list[tuple[str, str]]]:
    """Pieces of 1,000 characters that overlap by 200, as in the tutorial, in a flat FAISS index."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
    pieces = splitter.split_documents(
        [
            Document(page_content=f"{row['title']}\n\n{row['text']}", metadata={"source": row["id"]})
            for row in documents
        ]
    )
    store = FAISS.from_documents(pieces, HuggingFaceEmbeddings(model_name=model))

    def search(question: str, k: int) -> list[tuple[str, str]]:
        found = store.similarity_search(question, k=k)
        return [(piece.metadata["source"], piece.page_content) for piece in found]

    return search
