"""Pincite as a retriever of LangChain (pip install langchain-core): passages with their source, offsets and page.

python examples/langchain_retriever.py FOLDER "When was the bridge opened?"
"""

import sys

if len(sys.argv) != 3:
    sys.exit(__doc__)
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from rag import Assistant, AsyncAssistant, Hit


class PinciteRetriever(BaseRetriever):  # type: ignore[misc]
    """Searches by meaning and by words; `ainvoke` stops when the task that awaits it is cancelled."""

    pincite: AsyncAssistant
    k: int = 4

    def _get_relevant_documents(self, query: str, **_: object) -> list[Document]:
        return [document(hit) for hit in self.pincite.assistant.search(query, self.k)]

    async def _aget_relevant_documents(self, query: str, **_: object) -> list[Document]:
        return [document(hit) for hit in await self.pincite.search(query, self.k)]


def document(hit: Hit) -> Document:
    """The passage of a hit; `start` and `end` count in the text of the document that `source` names."""
    names = ("source", "title", "section", "page", "start", "end", "document_id")
    metadata = {name: getattr(hit.passage, name) for name in names} | {"score": hit.score}
    return Document(id=hit.passage.id, page_content=hit.passage.text, metadata=metadata)


assistant = Assistant.open(f"{sys.argv[1]}/.pincite")
assistant.add(sys.argv[1])
for found in PinciteRetriever(pincite=AsyncAssistant(assistant)).invoke(sys.argv[2]):
    print(found.metadata["source"], found.metadata["start"], found.metadata["end"], found.page_content)
