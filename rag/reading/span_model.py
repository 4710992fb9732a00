"""The model that reads: a MiniLM that marks the words of a passage that answer a question.

The input has the shape (rows, tokens), as `rag.reading.span_input` makes rows. The output for each row is logits of where
an answer begins and ends, of whether the passage answers at all, and of which of its sentences does. Span and
"no answer" at [CLS] as in BERT for SQuAD 2.0 (Devlin et al. 2019, https://arxiv.org/abs/1810.04805).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

from rag.reading.encoder_model import Encoder, EncoderModel, MakeEncoder, load_trained, to_run
from rag.reading.span_input import Window


class Rows(NamedTuple):
    """Windows as tensors.

    `ids`, `types` and `mask` (0 for padding) are of shape (rows, tokens), int64; `sentences` of shape (rows, sentences,
    tokens) holds for each sentence the weight of each of its pieces, which add up to 1.
    """

    ids: Tensor
    types: Tensor
    mask: Tensor
    sentences: Tensor


class Logits(NamedTuple):
    """`start` and `end` of shape (rows, tokens), `answer` of shape (rows), `sentence` of (rows, sentences)."""

    start: Tensor
    end: Tensor
    answer: Tensor
    sentence: Tensor


class SpanModel(EncoderModel):
    """A BERT encoder with three linear heads."""

    def __init__(self, encoder: Encoder, width: int) -> None:
        super().__init__(encoder)
        self.span = nn.Linear(width, 2)
        self.answer = nn.Linear(width, 1)
        self.sentence = nn.Linear(width, 1)

    def forward(self, rows: Rows) -> Logits:
        """Reads rows; the logits of padding mean nothing."""
        # Attention is faster without a mask.
        mask = None if bool(rows.mask.all()) else rows.mask
        output = self.encoder(input_ids=rows.ids, token_type_ids=rows.types, attention_mask=mask)
        # The heads compute in float32: of a logit bfloat16 would keep only two to three digits.
        tokens: Tensor = output.last_hidden_state.float()
        with torch.autocast(tokens.device.type, enabled=False):
            start, end = self.span(tokens).unbind(-1)
            return Logits(
                start=start,
                end=end,
                answer=self.answer(tokens[:, 0]).squeeze(-1),
                sentence=self.sentence(rows.sentences @ tokens).squeeze(-1),
            )


def as_rows(windows: Sequence[Window]) -> Rows:
    """Pads windows to one length."""
    longest = max(len(window.ids) for window in windows)
    most = max(len(window.sentences) for window in windows)
    ids = torch.zeros(len(windows), longest, dtype=torch.long)
    types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    # Another thread that loads a model changes the default type meanwhile.
    sentences = torch.zeros(len(windows), most, longest, dtype=torch.float32)
    for row, window in enumerate(windows):
        size = len(window.ids)
        ids[row, :size] = torch.tensor(window.ids)
        types[row, :size] = torch.tensor(window.types)
        mask[row, :size] = 1
        # A sentence that is not in this window has no pieces: its weights stay 0.
        for number, (a, b) in enumerate(window.sentences):
            sentences[row, number, a:b] = 1 / max(1, b - a)
    return Rows(ids, types, mask, sentences)


def from_trained(folder: Path, state: Mapping[str, Tensor], encoder: MakeEncoder = to_run) -> SpanModel:
    """The model with the given `trained_state`; its word embeddings are read from `folder`."""
    return load_trained(SpanModel, folder, state, encoder=encoder)
