"""Trains the reader: spans, whether a passage answers, and which sentence does, all in one model."""

import json
import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional
from transformers import AttentionInterface
from transformers.masking_utils import AttentionMaskInterface, eager_mask

from index import MiniLmEmbedder
from index.embedding.precision import prefers_bfloat16
from index.embedding.threads import cores, set_up_libraries
from rag.reading.span_input import SpanInput
from rag.reading.span_model import Logits, Rows, SpanModel, as_rows, from_base, from_trained
from rag.reading.span_reader import SpanReader
from training.batches import Target, epoch_batches
from training.examples import epoch_rows, load_examples
from training.measure import measure
from training.quoted_rows import short_rows

_RATE = 1.5e-4
_WARM_UP = 0.06
_DECAY = 0.01
_DROPOUT = 0.1
_CLIP = 1.0
# The weights that are kept are an exponential moving average, of which this share stays at each step.
_AVERAGE = 0.998
_SAVE_STEPS = 200
_SEED = 17

set_up_libraries()


class _State:
    """Everything that an interrupted run needs to continue."""

    def __init__(self, model: SpanModel, steps: int) -> None:
        self.model = model
        self.average = {name: tensor.clone() for name, tensor in model.trained_state().items()}
        changed = [parameter for parameter in model.parameters() if parameter.requires_grad]
        self.optimiser = torch.optim.AdamW(changed, lr=_RATE, weight_decay=_DECAY, fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, lambda step: _schedule(step, steps))
        self.step = 0

    def save(self, path: Path) -> None:
        """Writes beside the file and renames, so that an interruption leaves the last whole file."""
        parts = {
            "model": self.model.trained_state(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "step": self.step,
        }
        torch.save(parts, path.with_suffix(".part"))
        path.with_suffix(".part").rename(path)

    def load(self, path: Path) -> None:
        parts = torch.load(path, weights_only=True)
        # The word embeddings are not in the state: they never change, and the model has them.
        self.model.load_state_dict(parts["model"], strict=False)
        self.average = parts["average"]
        self.optimiser.load_state_dict(parts["optimiser"])
        self.schedule.load_state_dict(parts["schedule"])
        self.step = parts["step"]

    def update_average(self) -> None:
        for name, tensor in self.model.trained_state().items():
            # Early on the average follows faster, or it would hold on to the untrained weights.
            self.average[name].lerp_(tensor, 1 - min(_AVERAGE, (1 + self.step) / (10 + self.step)))


def train_reader(data: Path, out: Path, *, epochs: int, start: Path | None = None) -> None:
    """From `data`/squad/train, qamr/train and policyqa/train to `out`/reader.safetensors; an interrupted run continues where it stopped.

    Args:
        data: The evaluation sets.
        out: Where the weights, a log and the state between runs are kept; each training needs its own folder.
        epochs: How often each question is read.
        start: The weights that an earlier training ended with; by default those of the embedding model.
    """
    out.mkdir(parents=True, exist_ok=True)
    examples = load_examples(data / "squad" / "train", out)
    base = MiniLmEmbedder().folder
    input_ = SpanInput(base / "tokenizer.json")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(_SEED)
    model = _ready(from_trained(base, load_file(start)) if start else from_base(base), device)

    def batches_of(epoch: int) -> list[list[Target]]:
        return epoch_batches([*epoch_rows(examples, epoch), *short_rows(data, epoch)], input_, epoch)

    # Epochs differ by a batch or two; every one is cut to the length of the first.
    epoch_steps = len(batches_of(0))
    steps = epochs * epoch_steps
    state = _State(model, steps)
    kept = out / "state.pt"
    if kept.exists():
        state.load(kept)
    print(f"{steps} steps on {device}, from step {state.step}")
    for epoch in range(state.step // epoch_steps, epochs):
        batches = batches_of(epoch)[:epoch_steps]
        torch.set_num_threads(cores())  # what reads for the index has set one, see index/embedding/threads.py
        clock, rows = time.perf_counter(), 0
        for batch in batches[state.step - epoch * epoch_steps :]:
            losses = _step(state, batch, device)
            rows += len(batch)
            if state.step % _SAVE_STEPS == 0:
                state.save(kept)
                rate = rows / (time.perf_counter() - clock)
                _log(out, {"epoch": epoch, "step": state.step, "rows a second": round(rate, 1)} | losses)
                clock, rows = time.perf_counter(), 0
        # An epoch may be a batch or two short; the next one begins where it should.
        state.step = (epoch + 1) * epoch_steps
        # In float16, as they are shipped: half the size.
        halves = {name: tensor.half() for name, tensor in state.average.items()}
        save_file(halves, out / f"epoch-{epoch + 1}.safetensors")
        save_file(_mean(sorted(out.glob("epoch-*.safetensors"))), out / "reader.safetensors")
        state.save(kept)
        _log(out, {"epoch": epoch, "step": state.step} | _figures(data, out))


def _figures(data: Path, out: Path) -> dict[str, str]:
    return measure(data / "squad" / "valid", SpanReader(out / "reader.safetensors"), limit=600)


def _mean(files: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of the weights at the end of each epoch, better than any of them ("soup", Wortsman et al. 2022)."""
    states = [load_file(file) for file in files]
    return {name: torch.stack([state[name].float() for state in states]).mean(0).half() for name in states[0]}


def _log(out: Path, line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)
    with (out / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def _step(state: _State, batch: Sequence[Target], device: torch.device) -> dict[str, float]:
    """One step of the optimiser; returns each part of the loss."""
    state.model.train()
    rows = Rows(*(row.to(device) for row in as_rows([target.window for target in batch])))
    with torch.autocast(device.type, torch.bfloat16, enabled=_uses_bfloat16(device)):
        logits = state.model(rows)
    parts = _losses(logits, rows, batch)
    torch.stack(list(parts.values())).sum().backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(state.model.parameters(), _CLIP)
    state.optimiser.step()
    state.optimiser.zero_grad()
    state.schedule.step()
    state.step += 1
    state.update_average()
    return {name: round(part.item(), 4) for name, part in parts.items()}


def _losses(logits: Logits, rows: Rows, batch: Sequence[Target]) -> dict[str, Tensor]:
    device = logits.start.device
    outside = torch.ones_like(rows.ids, dtype=torch.bool)
    # The question, the title and padding can't answer; [CLS], at 0, stands for "no answer".
    outside[:, 0] = False
    gold = torch.zeros(rows.sentences.shape[:2], device=device)
    for row, target in enumerate(batch):
        outside[row, target.window.first : target.window.first + len(target.window.offsets)] = False
        if target.sentence is not None:
            gold[row, target.sentence] = 1.0
    spans = torch.tensor([target.span for target in batch], device=device)
    answers = (spans[:, 0] > 0).float()
    # Rows differ in their number of sentences: the rest is padding.
    present = rows.sentences.sum(-1) > 0
    start, end = (places.masked_fill(outside, -1e4) for places in (logits.start, logits.end))
    return {
        "span": (functional.cross_entropy(start, spans[:, 0]) + functional.cross_entropy(end, spans[:, 1]))
        / 2,
        "answer": functional.binary_cross_entropy_with_logits(logits.answer, answers),
        "sentence": functional.binary_cross_entropy_with_logits(logits.sentence[present], gold[present]),
    }


def _uses_bfloat16(device: torch.device) -> bool:
    """Whether bfloat16 is faster than float32."""
    return device.type == "cuda" or prefers_bfloat16()


def _schedule(step: int, steps: int) -> float:
    """The share of the learning rate: a linear rise, then a linear fall to 0."""
    warm = math.ceil(_WARM_UP * steps)
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / (steps - warm))


def _attend(
    module: nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    mask: Tensor | None,
    *,
    scaling: float,
    **_: object,
) -> tuple[Tensor, None]:
    """Attention by two products: the backward pass of torch's fused one took 40% of a step on a CPU."""
    rows, heads, tokens, width = query.shape
    flat = (rows * heads, tokens, width)
    with torch.autocast(query.device.type, enabled=False):
        dtype = torch.bfloat16 if _uses_bfloat16(query.device) else torch.float32
        scores = torch.bmm(
            (query * scaling).to(dtype).reshape(flat), key.to(dtype).reshape(flat).transpose(1, 2)
        )
        if mask is not None:
            scores = (scores.view(rows, heads, tokens, tokens) + mask.to(dtype)).view(scores.shape)
        values = torch.bmm(torch.softmax(scores, -1), value.to(dtype).reshape(flat))
    return values.view(query.shape).transpose(1, 2).contiguous(), None


AttentionInterface.register("pincite", _attend)
# A mask that is added to the scores, as `_attend` does.
AttentionMaskInterface.register("pincite", eager_mask)


def _ready(model: SpanModel, device: torch.device) -> SpanModel:
    """Freezes the word embeddings, and replaces attention and dropout by faster ones; `_attend` has no dropout."""
    model.encoder.embeddings.word_embeddings.weight.requires_grad = False
    model.encoder.set_attn_implementation("pincite")
    for module in list(model.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Dropout) and not type(module).__name__.endswith("SelfAttention"):
                setattr(module, name, _PooledDropout())
    return model.to(device)


class _PooledDropout(nn.Module):
    """Dropout whose masks are cut from one pool of random numbers.

    On a CPU torch draws them one by one, which took two thirds of a step.
    """

    _pool: Tensor | None = None

    def forward(self, values: Tensor) -> Tensor:
        """Sets a tenth to zero."""
        if not self.training:
            return values
        cls = type(self)
        if cls._pool is None:
            random_ = np.random.default_rng(_SEED).random(40_000_000, dtype=np.float32)
            cls._pool = (torch.from_numpy(random_) >= _DROPOUT).to(values.device, values.dtype) / (
                1 - _DROPOUT
            )
        place = int(torch.randint(len(cls._pool) - values.numel(), ()))
        return values * cls._pool[place : place + values.numel()].view(values.shape)
