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
from transformers import BertConfig, BertModel

from rag.reading.span_input import Window

# Half of MiniLM's parameters. They are frozen in training, so they are not shipped a second time.
_WORDS = "encoder.embeddings.word_embeddings.weight"


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


class SpanModel(nn.Module):
    """A BERT encoder with three linear heads."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        # No head uses BERT's pooled output.
        self.encoder = BertModel(config, add_pooling_layer=False)
        width: int = config.hidden_size
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

    def trained_state(self) -> dict[str, Tensor]:
        """What training changes: all except the word embeddings, which stay those of the embedding model."""
        return {name: tensor for name, tensor in self.state_dict().items() if name != _WORDS}


def as_rows(windows: Sequence[Window]) -> Rows:
    """Pads windows to one length."""
    longest = max(len(window.ids) for window in windows)
    most = max(len(window.sentences) for window in windows)
    ids = torch.zeros(len(windows), longest, dtype=torch.long)
    types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    sentences = torch.zeros(len(windows), most, longest)
    for row, window in enumerate(windows):
        size = len(window.ids)
        ids[row, :size] = torch.tensor(window.ids)
        types[row, :size] = torch.tensor(window.types)
        mask[row, :size] = 1
        # A sentence that is not in this window has no pieces: its weights stay 0.
        for number, (a, b) in enumerate(window.sentences):
            sentences[row, number, a:b] = 1 / max(1, b - a)
    return Rows(ids, types, mask, sentences)


def from_base(folder: Path) -> SpanModel:
    """A model whose encoder is the embedding model in `folder`, its heads still untrained."""
    from safetensors.torch import load_file

    # Only files of this folder: no model may be looked up on the network.
    model = SpanModel(BertConfig.from_pretrained(str(folder), local_files_only=True))
    base = {f"encoder.{name}": tensor for name, tensor in load_file(folder / "model.safetensors").items()}
    _load(model, base, missing={"span", "answer", "sentence"})
    return model


def from_trained(folder: Path, state: Mapping[str, Tensor]) -> SpanModel:
    """The model with the given `trained_state`; its word embeddings are read from `folder`."""
    from safetensors import safe_open

    model = SpanModel(BertConfig.from_pretrained(str(folder), local_files_only=True))
    # One tensor is wanted of a file of 91 MB.
    with safe_open(folder / "model.safetensors", framework="pt") as file:
        words = file.get_tensor(_WORDS.removeprefix("encoder."))
    _load(model, {_WORDS: words, **state}, missing=set())
    return model


def _load(model: SpanModel, state: Mapping[str, Tensor], *, missing: set[str]) -> None:
    """Fills the model with `state`, which must have everything but the `missing` heads."""
    # The shipped weights are in float16, half the size of float32.
    floats = {
        name: tensor.float() if tensor.is_floating_point() else tensor for name, tensor in state.items()
    }
    # MiniLM's file has a pooler, too, which is left out.
    lacking, _ = model.load_state_dict(floats, strict=False)
    # `position_ids` is no weight, and not every version of transformers saves it.
    unknown = {name for name in lacking if name.split(".")[0] not in missing and "position_ids" not in name}
    if unknown:
        raise KeyError(f"weights lack {', '.join(sorted(unknown))}")
