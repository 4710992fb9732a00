"""A BERT encoder to run, not to train: the operations of transformers' `BertModel`, without the seconds of its import.

Devlin et al. 2019, https://arxiv.org/abs/1810.04805. The weights have the names that they have in transformers, and the operations
their order there, so that the vectors are the same bit by bit (`tests/contract/index/test_bert.py`). To import
sentence_transformers, and transformers with it, takes four seconds of processor time (`python -m bench command`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

_EPSILON = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class BertSizes:
    """The sizes of an encoder that its weights do not tell."""

    layers: int
    heads: int


class Encoded(NamedTuple):
    """What an encoder gives: a vector for each token, shape (rows, tokens, dimensions)."""

    last_hidden_state: Tensor


class BertEncoder:
    """The encoder. It has no dropout, which only a training needs. Any thread may call it."""

    def __init__(self, sizes: BertSizes, weights: Mapping[str, Tensor]) -> None:
        """Keeps the weights as they are, by their names in transformers; others than the encoder's are not read."""
        self._sizes = sizes
        self._weights = weights

    def bfloat16(self) -> "BertEncoder":
        """The encoder in bfloat16."""
        return BertEncoder(self._sizes, {name: one.bfloat16() for name, one in self._weights.items()})

    @property
    def dtype(self) -> torch.dtype:
        """The type of its numbers."""
        return self._weights["embeddings.LayerNorm.weight"].dtype

    def __call__(
        self,
        *,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        token_type_ids: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
    ) -> Encoded:
        """The vectors of tokens.

        Args:
            input_ids: Shape (rows, tokens), int64.
            attention_mask: The same shape, 0 for padding; None if all are tokens.
            token_type_ids: The same shape, 0 or 1; None if all are 0.
            inputs_embeds: Vectors of the words, shape (rows, tokens, dimensions), in place of `input_ids`.
        """
        if inputs_embeds is None:
            inputs_embeds = self._rows("word", input_ids)
        hidden = self._embedded(inputs_embeds, token_type_ids)
        mask = None
        if attention_mask is not None:
            rows, tokens = attention_mask.shape
            mask = attention_mask.bool()[:, None, None, :].expand(rows, 1, tokens, tokens)
        for number in range(self._sizes.layers):
            hidden = self._layer(f"encoder.layer.{number}.", hidden, mask)
        return Encoded(hidden)

    def _embedded(self, words: Tensor, types: Tensor | None) -> Tensor:
        first_type = self._weights["embeddings.token_type_embeddings.weight"][0]
        embedded = words + (first_type if types is None else self._rows("token_type", types))
        positions = self._weights["embeddings.position_embeddings.weight"][: words.shape[1]]
        return self._normed("embeddings.", embedded + positions)

    def _rows(self, table: str, ids: Tensor | None) -> Tensor:
        return functional.embedding(ids, self._weights[f"embeddings.{table}_embeddings.weight"])  # type: ignore[arg-type]

    def _layer(self, name: str, hidden: Tensor, mask: Tensor | None) -> Tensor:
        attended = self._dense(f"{name}attention.output.dense.", self._attended(name, hidden, mask))
        attended = self._normed(f"{name}attention.output.", attended + hidden)
        inner = functional.gelu(self._dense(f"{name}intermediate.dense.", attended))
        return self._normed(f"{name}output.", self._dense(f"{name}output.dense.", inner) + attended)

    def _attended(self, name: str, hidden: Tensor, mask: Tensor | None) -> Tensor:
        rows, tokens, dimensions = hidden.shape
        width = dimensions // self._sizes.heads
        query, key, value = (
            self._dense(f"{name}attention.self.{part}.", hidden).view(rows, tokens, -1, width).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        heads = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask, scale=width**-0.5)
        return heads.transpose(1, 2).reshape(rows, tokens, dimensions)

    def _dense(self, name: str, values: Tensor) -> Tensor:
        return functional.linear(values, self._weights[f"{name}weight"], self._weights[f"{name}bias"])

    def _normed(self, name: str, values: Tensor) -> Tensor:
        weight, bias = self._weights[f"{name}LayerNorm.weight"], self._weights[f"{name}LayerNorm.bias"]
        return functional.layer_norm(values, weight.shape, weight, bias, _EPSILON)


def sizes_of(folder: Path) -> BertSizes:
    """The sizes of the model in a folder, from its config.json."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return BertSizes(layers=config["num_hidden_layers"], heads=config["num_attention_heads"])
