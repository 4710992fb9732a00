"""Trains the checker: whether a text supports a sentence, contradicts it, or says neither."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional

from index import MiniLmEmbedder
from index.embedding.threads import set_up_libraries
from rag.reading.span_input import SpanInput, Window
from rag.reading.span_model import Rows, as_rows
from rag.reading.span_reader import WEIGHTS
from rag.reading.support_model import SUPPORTS, from_reader
from training.batches import in_batches
from training.check_measure import check_figures, checker_judge
from training.claims import Claim, epoch_claims
from training.encoder import trainable
from training.examples import load_examples
from training.faster import ready, uses_bfloat16
from training.loop import Course, train

_SEED = 29
# The share of texts with the title of their document: what is checked may have none.
_WITH_TITLE = 0.5

set_up_libraries()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """A window, and the place of its label in `SUPPORTS`."""

    window: Window
    label: int


def train_checker(data: Path, out: Path, *, epochs: int, start: Path | None = None) -> None:
    """From the texts and questions that the reader learns from to `out`/checker.safetensors.

    An interrupted run continues where it stopped.

    Args:
        data: The evaluation sets.
        out: Where the weights, a log and the state between runs are kept; each training needs its own folder.
        epochs: How often each question is made into claims.
        start: The weights of a reader whose encoder it begins with; by default those that come with Pincite.
    """
    out.mkdir(parents=True, exist_ok=True)
    examples = load_examples(data / "squad" / "train", out)
    base = MiniLmEmbedder().folder
    input_ = SpanInput(base / "tokenizer.json")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(_SEED)
    model = ready(from_reader(base, load_file(start or WEIGHTS), trainable), device)

    def batches(epoch: int) -> Sequence[list[_Target]]:
        random_ = random.Random(f"{_SEED} {epoch}")
        targets = [
            target
            for claim in epoch_claims(examples, data, epoch)
            for target in _targets(claim, input_, random_)
        ]
        return in_batches(targets, random_)

    def losses(batch: list[_Target]) -> dict[str, Tensor]:
        rows = Rows(*(row.to(device) for row in as_rows([target.window for target in batch])))
        labels = torch.tensor([target.label for target in batch], device=device)
        with torch.autocast(device.type, torch.bfloat16, enabled=uses_bfloat16(device)):
            logits = model(rows)
        return {"support": functional.cross_entropy(logits, labels)}

    def figures(weights: Path) -> dict[str, str]:
        return check_figures(data, checker_judge(weights))

    train(
        Course(name="checker", model=model, batches=batches, losses=losses, figures=figures),
        out,
        epochs=epochs,
    )


def _targets(claim: Claim, input_: SpanInput, random_: random.Random) -> list[_Target]:
    title = claim.context.title if random_.random() < _WITH_TITLE else ""
    windows = input_.windows(claim.sentence, title, claim.context.text, claim.context.sentences)
    label = SUPPORTS.index(claim.support)
    return [_Target(window=random_.choice(windows), label=label)] if windows else []
