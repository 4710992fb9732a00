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
from index.embedding.threads import cores, sleep_while_waiting
from rag.reading.span_input import SpanInput
from rag.reading.span_model import Logits, Rows, SpanModel, as_rows, from_base, from_trained
from rag.reading.span_reader import SpanReader
from training.batches import Target, epoch_batches
from training.examples import load_examples
from training.measure import measure

_RATE = 1.5e-4
_WARM_UP = 0.06
_DECAY = 0.01
_DROPOUT = 0.1
_CLIP = 1.0
# The weights that are kept are a mean over the last steps, this share of it older than one step.
_AVERAGE = 0.998
_SAVE_STEPS = 200
_SEED = 17


sleep_while_waiting()


class _State:
    """All that an interrupted run needs to go on."""

    def __init__(self, model: SpanModel, steps: int) -> None:
        self.model = model
        self.average = {name: it.clone() for name, it in model.trained_state().items()}
        changed = [parameter for parameter in model.parameters() if parameter.requires_grad]
        self.optimiser = torch.optim.AdamW(changed, lr=_RATE, weight_decay=_DECAY, fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda step: _warm_and_fall(step, steps)
        )
        self.step = 0

    def save(self, path: Path) -> None:
        """In one rename: a stop leaves the last whole one."""
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
        self.model.load_state_dict(parts["model"], strict=False)
        self.average = parts["average"]
        self.optimiser.load_state_dict(parts["optimiser"])
        self.schedule.load_state_dict(parts["schedule"])
        self.step = parts["step"]

    def forward_average(self) -> None:
        for name, it in self.model.trained_state().items():
            self.average[name].lerp_(it, 1 - min(_AVERAGE, (1 + self.step) / (10 + self.step)))


def train_reader(data: Path, out: Path, *, epochs: int, start: Path | None = None) -> None:
    """From `data`/squad/train to `out`/reader.safetensors; an interrupted run goes on where it stopped.

    Args:
        data: The evaluation sets.
        out: Where the weights, a log and what is kept between runs go; one training a folder.
        epochs: How often each question is read.
        start: Weights that an earlier training ended with; by default those of the embedding model.
    """
    out.mkdir(parents=True, exist_ok=True)
    examples = load_examples(data / "squad" / "train", out)
    base = MiniLmEmbedder().folder
    input_ = SpanInput(base / "tokenizer.json")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(_SEED)
    model = _ready(from_trained(base, load_file(start)) if start else from_base(base), device)
    each = len(epoch_batches(examples, input_, 0))  # epochs differ by a batch or two, which changes nothing
    steps = epochs * each
    state = _State(model, steps)
    kept = out / "state.pt"
    if kept.exists():
        state.load(kept)
    torch.set_num_threads(cores())  # the index reads with one, see index/threads.py
    print(f"{steps} steps on {device}, from step {state.step}")
    for epoch in range(state.step // each, epochs):
        batches = epoch_batches(examples, input_, epoch)[:each]
        clock, rows = time.perf_counter(), 0
        for batch in batches[state.step - epoch * each :]:
            losses = _step(state, batch, device)
            rows += len(batch)
            if state.step % _SAVE_STEPS == 0:
                state.save(kept)
                rate = rows / (time.perf_counter() - clock)
                _log(out, {"epoch": epoch, "step": state.step, "rows a second": round(rate, 1)} | losses)
                clock, rows = time.perf_counter(), 0
        state.step = (epoch + 1) * each
        save_file(
            {name: it.half() for name, it in state.average.items()}, out / f"epoch-{epoch + 1}.safetensors"
        )
        save_file(_mean(sorted(out.glob("epoch-*.safetensors"))), out / "reader.safetensors")
        state.save(kept)
        _log(out, {"epoch": epoch, "step": state.step} | _reached(data, out))
        torch.set_num_threads(cores())


def _reached(data: Path, out: Path) -> dict[str, str]:
    return measure(data / "squad" / "valid", SpanReader(out / "reader.safetensors"), most=600)


def _mean(files: Sequence[Path]) -> dict[str, Tensor]:
    """Of the weights at the end of each epoch: better than any of them ("soup", Wortsman et al. 2022)."""
    states = [load_file(file) for file in files]
    return {name: torch.stack([state[name].float() for state in states]).mean(0).half() for name in states[0]}


def _log(out: Path, line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)
    with (out / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def _step(state: _State, batch: Sequence[Target], device: torch.device) -> dict[str, float]:
    """One step of the optimiser; gives back each part of the loss."""
    state.model.train()
    rows = Rows(*(row.to(device) for row in as_rows([it.window for it in batch])))
    with torch.autocast(device.type, torch.bfloat16, enabled=_narrow(device)):
        logits = state.model(rows)
    parts = _losses(logits, rows, batch)
    torch.stack(list(parts.values())).sum().backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(state.model.parameters(), _CLIP)
    state.optimiser.step()
    state.optimiser.zero_grad()
    state.schedule.step()
    state.step += 1
    state.forward_average()
    return {name: round(part.item(), 4) for name, part in parts.items()}


def _losses(logits: Logits, rows: Rows, batch: Sequence[Target]) -> dict[str, Tensor]:
    device = logits.start.device
    outside = torch.ones_like(rows.ids, dtype=torch.bool)
    outside[:, 0] = False
    for row, it in enumerate(batch):
        outside[row, it.window.first : it.window.first + len(it.window.offsets)] = False
    spans = torch.tensor([it.span for it in batch], device=device)
    answers = (spans[:, 0] > 0).float()
    there = rows.sentences.sum(-1) > 0
    right = torch.zeros_like(there, dtype=torch.float)
    for row, it in enumerate(batch):
        if it.sentence is not None:
            right[row, it.sentence] = 1.0
    start, end = (it.masked_fill(outside, -1e4) for it in (logits.start, logits.end))
    return {
        "span": (functional.cross_entropy(start, spans[:, 0]) + functional.cross_entropy(end, spans[:, 1]))
        / 2,
        "answer": functional.binary_cross_entropy_with_logits(logits.answer, answers),
        "sentence": functional.binary_cross_entropy_with_logits(logits.sentence[there], right[there]),
    }


def _narrow(device: torch.device) -> bool:
    """Whether bfloat16 is the faster type."""
    return device.type == "cuda" or prefers_bfloat16()


def _warm_and_fall(step: int, steps: int) -> float:
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
    """Attention by two products: going back through torch's fused one took 40% of a step on a CPU."""
    rows, heads, tokens, width = query.shape
    flat = (rows * heads, tokens, width)
    with torch.autocast(query.device.type, enabled=False):
        dtype = torch.bfloat16 if _narrow(query.device) else torch.float32
        likeness = torch.bmm(
            (query * scaling).to(dtype).reshape(flat), key.to(dtype).reshape(flat).transpose(1, 2)
        )
        if mask is not None:
            likeness = (likeness.view(rows, heads, tokens, tokens) + mask.to(dtype)).view(likeness.shape)
        found = torch.bmm(torch.softmax(likeness, -1), value.to(dtype).reshape(flat))
    return found.view(query.shape).transpose(1, 2).contiguous(), None


AttentionInterface.register("pincite", _attend)
AttentionMaskInterface.register("pincite", eager_mask)


def _ready(model: SpanModel, device: torch.device) -> SpanModel:
    """Word embeddings stay as they are, and dropout is one that a CPU draws fast; `_attend` has none."""
    model.encoder.embeddings.word_embeddings.weight.requires_grad = False
    model.encoder.set_attn_implementation("pincite")
    for module in list(model.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Dropout) and not type(module).__name__.endswith("SelfAttention"):
                setattr(module, name, _PooledDropout())
    return model.to(device)


class _PooledDropout(nn.Module):
    """Dropout whose masks are cut from one pool of random numbers.

    torch draws them one by one on a CPU, which took two thirds of a step.
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
