"""The model that checks: whether a text supports a sentence, contradicts it, or says neither.

Rows are those of `rag.reading.span_input`, with the sentence in the place of the question.
"""

from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor, nn

from rag.reading.encoder_model import Encoder, EncoderModel, MakeEncoder, load_trained, to_run
from rag.reading.span_model import Rows

SUPPORTS = ("supported", "contradicted", "neither")
"""The order of the logits."""


class SupportModel(EncoderModel):
    """A BERT encoder with one linear head on [CLS]."""

    def __init__(self, encoder: Encoder, width: int) -> None:
        super().__init__(encoder)
        self.support = nn.Linear(width, len(SUPPORTS))

    def forward(self, rows: Rows) -> Tensor:
        """Logits of shape (rows, 3), in the order of `SUPPORTS`."""
        # Attention is faster without a mask.
        mask = None if bool(rows.mask.all()) else rows.mask
        output = self.encoder(input_ids=rows.ids, token_type_ids=rows.types, attention_mask=mask)
        first: Tensor = output.last_hidden_state[:, 0].float()
        with torch.autocast(first.device.type, enabled=False):
            logits: Tensor = self.support(first)
        return logits


def from_trained(folder: Path, state: Mapping[str, Tensor], encoder: MakeEncoder = to_run) -> SupportModel:
    """The model with the given `trained_state`; its word embeddings are read from `folder`."""
    return load_trained(SupportModel, folder, state, encoder=encoder)


def from_reader(folder: Path, state: Mapping[str, Tensor], encoder: MakeEncoder) -> SupportModel:
    """A model with the encoder of a trained reader, its head still untrained."""
    read = {name: tensor for name, tensor in state.items() if name.startswith("encoder.")}
    return load_trained(SupportModel, folder, read, heads={"support"}, encoder=encoder)
