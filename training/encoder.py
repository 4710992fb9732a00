"""The encoder that a training changes: transformers' `BertModel`, which has dropout and other kinds of attention."""

from collections.abc import Mapping
from pathlib import Path

from safetensors.torch import load_file
from torch import Tensor
from transformers import BertConfig, BertModel

from rag.reading.encoder_model import fill
from rag.reading.span_model import SpanModel


def trainable(folder: Path, weights: Mapping[str, Tensor]) -> BertModel:
    """The encoder in `folder`, of the embedding model, with these weights."""
    # Only files of this folder: no model may be looked up on the network. No head uses BERT's pooled output.
    config = BertConfig.from_pretrained(str(folder), local_files_only=True)
    model = BertModel(config, add_pooling_layer=False)
    fill(model, weights, missing=frozenset())
    return model


def from_base(folder: Path) -> SpanModel:
    """A reader whose encoder is the embedding model in `folder`, its heads still untrained."""
    encoder = trainable(folder, load_file(folder / "model.safetensors"))
    return SpanModel(encoder, encoder.config.hidden_size)
