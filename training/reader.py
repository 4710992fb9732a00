"""Trains the reader: spans, whether a passage answers, and which sentence does, all in one model."""

import random
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional

from index import MiniLmEmbedder
from index.embedding.threads import set_up_libraries
from rag.reading.span_input import SpanInput
from rag.reading.span_model import Logits, Rows, as_rows, from_trained
from rag.reading.span_reader import SpanReader
from training.batches import Target, epoch_batches
from training.encoder import from_base, trainable
from training.examples import epoch_rows, load_examples
from training.faster import ready, uses_bfloat16
from training.forms import form_rows
from training.loop import Course, train
from training.manuals import manual_rows
from training.measure import measure
from training.quoted_rows import short_rows

_SEED = 17

set_up_libraries()


def train_reader(
    data: Path, out: Path, *, epochs: int, start: Path | None = None, at_most: int | None = None
) -> None:
    """From `data`/squad/train, qamr/train, policyqa/train and manuals/train to `out`/reader.safetensors.

    An interrupted run continues where it stopped.

    Args:
        data: The evaluation sets.
        out: Where the weights, a log and the state between runs are kept; each training needs its own folder.
        epochs: How often each question is read.
        at_most: Of the rows that are not from manuals so many are read in an epoch; by default all.
        start: The weights that an earlier training ended with; by default those of the embedding model.
    """
    out.mkdir(parents=True, exist_ok=True)
    examples = load_examples(data / "squad" / "train", out)
    base = MiniLmEmbedder().folder
    input_ = SpanInput(base / "tokenizer.json")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(_SEED)
    model = ready(from_trained(base, load_file(start), trainable) if start else from_base(base), device)

    def batches(epoch: int) -> Sequence[list[Target]]:
        rows = [*epoch_rows(examples, epoch), *form_rows(examples, epoch), *short_rows(data, epoch)]
        if at_most is not None:
            rows = random.Random(epoch).sample(rows, min(at_most, len(rows)))
        rows += manual_rows(data, out, epoch)
        return epoch_batches(rows, input_, epoch)

    def losses(batch: list[Target]) -> dict[str, Tensor]:
        rows = Rows(*(row.to(device) for row in as_rows([target.window for target in batch])))
        with torch.autocast(device.type, torch.bfloat16, enabled=uses_bfloat16(device)):
            logits = model(rows)
        return _losses(logits, rows, batch)

    def figures(weights: Path) -> dict[str, str]:
        return measure(data / "squad" / "valid", SpanReader(weights), limit=600)

    course = Course(name="reader", model=model, batches=batches, losses=losses, figures=figures)
    train(course, out, epochs=epochs)


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
