"""An embedding model on an OpenAI-compatible server, whose vectors an index can be made of."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from index import MiniLmEmbedder, ModelError, Span
from index.embedding.embedder import PassageVectors, Vectors
from rag.models import server_errors
from rag.models.cancelling import finished
from rag.models.embedding.cards import card_of
from rag.models.embedding.requests import EmbeddingRequests
from rag.models.endpoint import Endpoint, open_client
from rag.models.listing import not_found
from rag.models.server import Patience
from rag.models.server_errors import ServerError

# A question is searched for in several ways, and by the next step of its answer again.
_KEPT_QUESTIONS = 256
# Of a reply: a batch of texts with as many numbers each as any model gives.
_MOST_BYTES = 64_000_000
_TRIAL = "How long is it?"


class ServerEmbedder:
    """Embeds with a model of a server; satisfies `index.Embedder`. Any thread may call it.

    The server sees each text, and nothing else. It gives one vector for a text, so that each sentence is embedded alone: six or
    seven times as many texts as there are passages.
    """

    def __init__(
        self,
        name: str,
        endpoint: Endpoint,
        model: str,
        dimensions: int | None = None,
        patience: Patience | None = None,
    ) -> None:
        """Asks nothing of the server yet.

        Args:
            name: What people call the model, and the index stores.
            endpoint: The server.
            model: What the server calls the model.
            dimensions: The length of the vectors that the index has; by default what the server gives.
            patience: How long the server may take.
        """
        self.name = name
        self._endpoint = endpoint
        self._model = model
        self._dimensions = dimensions or None
        self._patience = patience or Patience()
        self._card = card_of(model)
        self._requests = EmbeddingRequests(endpoint, model)
        self._questions: OrderedDict[str, Vectors] = OrderedDict()
        self._keeping = threading.Lock()
        self._tokenizer = MiniLmEmbedder()

    @property
    def destination(self) -> str:
        """Where texts go, as `rag.protocols.Writer.destination`."""
        return self._endpoint.reached(self._model)

    @property
    def dimensions(self) -> int:
        """The length of the vectors, for which the server is asked once if the index has none.

        Raises:
            ModelError: The server fails; the message says what to do.
        """
        if self._dimensions is None:
            self.embed([_TRIAL])
        assert self._dimensions is not None  # noqa: S101  (known from the first vector)
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, of shape (len(texts), dimensions), float32, each of length 1.

        Raises:
            ModelError: The server fails, or the model is another one now; the message says what to do.
            StoppedError: The event of `index.stoppable` was set.
        """
        with self._keeping:
            kept = {text: self._questions[text] for text in texts if text in self._questions}
        new = [text for text in dict.fromkeys(texts) if text not in kept]
        found = dict(zip(new, self._vectors([self._card.question + text for text in new]), strict=True))
        with self._keeping:
            self._questions.update(found)
            while len(self._questions) > _KEPT_QUESTIONS:
                self._questions.popitem(last=False)
        return self._stacked([{**kept, **found}[text] for text in texts])

    def embed_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list[PassageVectors]:
        """For each passage its vector, and one for each of its sentences, each embedded alone.

        Raises:
            ModelError: As `embed`.
            StoppedError: The event of `index.stoppable` was set.
        """
        alone = [
            [text[start:end] for start, end in spans] for text, spans in zip(texts, sentences, strict=True)
        ]
        # A sentence may be the whole passage, and the same heading or line stands in many.
        wanted = list(dict.fromkeys([*texts, *(sentence for those in alone for sentence in those)]))
        try:
            vectors = self._vectors([self._card.passage + text for text in wanted])
        except ModelError as error:
            raise ModelError(f"{error}; what was added before stays") from None
        found = dict(zip(wanted, vectors, strict=True))
        return [
            PassageVectors(
                whole=found[text], sentences=self._stacked([found[sentence] for sentence in those])
            )
            for text, those in zip(texts, alone, strict=True)
        ]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """As MiniLM counts them: a server does not tell, and the built-in reader was fitted with passages of these lengths."""
        return self._tokenizer.count_tokens(texts)

    def _stacked(self, vectors: Sequence[Vectors]) -> Vectors:
        return np.stack(vectors) if vectors else np.empty((0, self.dimensions), dtype=np.float32)

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, 0), dtype=np.float32)
        try:
            vectors = finished(lambda: self._asked(texts))
        except ServerError as error:
            raise ModelError(f"the embedding model {self.name} failed: {error}") from None
        if self._dimensions not in (None, vectors.shape[1]):
            raise ModelError(
                f"the embedding model {self.name} gives vectors of {vectors.shape[1]:,} numbers, and the index has "
                f"{self._dimensions:,}: it is another model now; take the former one, or embed all documents again: "
                f"pincite rebuild --embeddings --embedder {self.name}"
            )
        self._dimensions = vectors.shape[1]
        return vectors

    async def _asked(self, texts: Sequence[str]) -> Vectors:
        client = open_client(
            self._endpoint,
            connect=self._patience.connect,
            read=self._patience.first,
            most_bytes=_MOST_BYTES,
        )
        import openai

        async with client:
            with server_errors.said_by(self._endpoint):
                try:
                    return await self._requests.vectors(client, texts)
                except openai.NotFoundError:
                    raise not_found(self._endpoint, self._model) from None
