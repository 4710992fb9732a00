"""Trains a model that reads: steps, a moving average of the weights, and a state from which an interrupted run continues."""

import json
import math
import time
from collections.abc import Callable, Mapping, Sequence, Sized
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from index.embedding.threads import cores
from rag.reading.encoder_model import EncoderModel

_RATE = 1.5e-4
_WARM_UP = 0.06
_DECAY = 0.01
_CLIP = 1.0
# The weights that are kept are an exponential moving average, of which this share stays at each step.
_AVERAGE = 0.998
_SAVE_STEPS = 200
_Batch = TypeVar("_Batch", bound=Sized)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course(Generic[_Batch]):
    """What is learned, and from what.

    Attributes:
        name: Of the file of weights.
        model: On its device.
        batches: Those of an epoch, by its number from 0; equal numbers give equal batches.
        losses: The parts of the loss of a batch.
        figures: What the weights in a file reach; written into the log after each epoch.
    """

    name: str
    model: EncoderModel
    batches: Callable[[int], Sequence[_Batch]]
    losses: Callable[[_Batch], dict[str, Tensor]]
    figures: Callable[[Path], Mapping[str, str]]


class _State:
    """Everything that an interrupted run needs to continue."""

    def __init__(self, model: EncoderModel, steps: int) -> None:
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


def train(course: Course[_Batch], out: Path, *, epochs: int) -> None:
    """From the first batch to `out`/NAME.safetensors; an interrupted run continues where it stopped."""
    # Epochs differ by a batch or two; every one is cut to the length of the first.
    first = course.batches(0)
    epoch_steps = len(first)
    state = _State(course.model, epochs * epoch_steps)
    kept = out / "state.pt"
    if kept.exists():
        state.load(kept)
    print(f"{epochs * epoch_steps} steps, from step {state.step}", flush=True)
    for epoch in range(state.step // epoch_steps, epochs):
        batches = (course.batches(epoch) if epoch else first)[:epoch_steps]
        torch.set_num_threads(cores())  # what reads for the index has set one, see index/embedding/threads.py
        clock, rows = time.perf_counter(), 0
        for batch in batches[state.step - epoch * epoch_steps :]:
            losses = _step(state, course, batch)
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
        weights = out / f"{course.name}.safetensors"
        save_file(_mean(sorted(out.glob("epoch-*.safetensors"))), weights)
        state.save(kept)
        _log(out, {"epoch": epoch, "step": state.step} | dict(course.figures(weights)))


def _step(state: _State, course: Course[_Batch], batch: _Batch) -> dict[str, float]:
    """One step of the optimiser; returns each part of the loss."""
    course.model.train()
    parts = course.losses(batch)
    torch.stack(list(parts.values())).sum().backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(course.model.parameters(), _CLIP)
    state.optimiser.step()
    state.optimiser.zero_grad()
    state.schedule.step()
    state.step += 1
    state.update_average()
    return {name: round(part.item(), 4) for name, part in parts.items()}


def _mean(files: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of the weights at the end of each epoch, better than any of them ("soup", Wortsman et al. 2022)."""
    states = [load_file(file) for file in files]
    return {name: torch.stack([state[name].float() for state in states]).mean(0).half() for name in states[0]}


def _log(out: Path, line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)
    with (out / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def _schedule(step: int, steps: int) -> float:
    """The share of the learning rate: a linear rise, then a linear fall to 0."""
    warm = math.ceil(_WARM_UP * steps)
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))
