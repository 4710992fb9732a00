"""haiku.rag: its Python API (https://ggozad.github.io/haiku.rag/python), hybrid search, no re-ranker."""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path

from haiku.rag.client import HaikuRAG
from haiku.rag.config import AppConfig


def build(documents: list[dict[str, str]], model: str) -> Callable[[str, int], list[tuple[str, str]]]:
    """Docling's chunks of 256 tokens, its default, in LanceDB; tokens are those of `model`."""
    config = AppConfig.model_validate(
        {
            "embeddings": {"model": {"provider": "sentence-transformers", "name": model, "vector_dim": 384}},
            "processing": {"chunking_tokenizer": model},
        }
    )
    # The client is asynchronous, so all its calls run in one loop that stays open between them.
    loop = asyncio.new_event_loop()
    client = HaikuRAG(Path(tempfile.mkdtemp()) / "haiku.lancedb", config=config, create=True)

    async def fill() -> None:
        # Entered and never left: the searches come after this function, and the process ends with them.
        await client.__aenter__()
        for row in documents:
            text = f"{row['title']}\n\n{row['text']}"
            await client.create_document(text, uri=row["id"], title=row["title"])

    loop.run_until_complete(fill())

    def search(question: str, k: int) -> list[tuple[str, str]]:
        found = loop.run_until_complete(client.search(question, limit=k))
        return [(hit.document_uri or "", hit.content) for hit in found]

    return search
