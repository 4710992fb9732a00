"""Pincite as a retriever of LlamaIndex (pip install llama-index-core): passages with their source, offsets and page.

python examples/llama_index_retriever.py FOLDER "When was the bridge opened?"
"""

import sys

if len(sys.argv) != 3:
    sys.exit(__doc__)
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from rag import Assistant, AsyncAssistant, Hit


class PinciteRetriever(BaseRetriever):  # type: ignore[misc]
    """Searches by meaning and by words; `aretrieve` stops when the task that awaits it is cancelled."""

    def __init__(self, pincite: AsyncAssistant, k: int = 4) -> None:
        super().__init__()
        self._pincite, self._k = pincite, k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [node(hit) for hit in self._pincite.assistant.search(query_bundle.query_str, self._k)]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [node(hit) for hit in await self._pincite.search(query_bundle.query_str, self._k)]


def node(hit: Hit) -> NodeWithScore:
    """The passage of a hit; its offsets count in the text of the document that `source` names."""
    names = ("source", "title", "section", "page", "start", "end", "document_id")
    metadata = {name: getattr(hit.passage, name) for name in names}
    return NodeWithScore(node=TextNode(text=hit.passage.text, metadata=metadata), score=hit.score)


assistant = Assistant.open(f"{sys.argv[1]}/.pincite")
assistant.add(sys.argv[1])
for found in PinciteRetriever(AsyncAssistant(assistant)).retrieve(sys.argv[2]):
    print(found.metadata["source"], found.metadata["start"], found.metadata["end"], found.text)
