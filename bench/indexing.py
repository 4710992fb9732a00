"""`python -m bench index`: compares the speed of indexing with the bare embedder and with the peak of the machine."""

import json
import shutil
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import torch
from sentence_transformers import SentenceTransformer

from bench.model import model_folder
from bench.output import Results, Table
from index import Index, MiniLmEmbedder, Passage, TextSource
from index.chunking.passages import cut_passages
from index.embedding.embedder import PassageVectors
from index.embedding.precision import prefers_bfloat16
from index.embedding.threads import cores
from index.formats import File
from index.formats.text.plain import read_plain
from index.store.saving import NewDocument
from index.store.sqlite.database import SqliteDatabase
from index.store.store import Store

_PAIRS = 3
# The numbers that `Ingest` embeds between two reports of progress, and saves in one transaction.
_EMBED_PASSAGES = 64
_SAVE_PASSAGES = 256
# The window of MiniLM: of a longer text it reads the beginning.
_READ_TOKENS = 256

# Arithmetic of MiniLM-L6: for each token twice the weights of its 6 layers, 6 * (4 * 384^2 + 2 * 384 * 1536),
# and for each pair of tokens, which attention compares and mixes, 6 layers * 2 * 2 * 384.
_FLOP_TOKEN = 21.2e6
_FLOP_PAIR = 9_216


def indexing(data: Path, cache: Path, *, documents: int = 300) -> Results:
    """Measures adding texts to an index, and `SentenceTransformer.encode` on the same passages.

    Args:
        data: A folder with the sets scifact/train and squad/valid.
        cache: Where indexes are made.
        documents: How many abstracts of scifact/train; all articles of squad/valid are added to them.
    """
    texts = [*_texts(data / "scifact" / "train", documents), *_texts(data / "squad" / "valid", None)]
    embedder, folder = MiniLmEmbedder(), cache / "indexing"
    index = _added(texts, folder, embedder)  # not timed: it finds the passages and loads the model
    plain = _plain_embedder()
    passages = [index.passages(document.id) for document in index.documents()]
    flat = [passage for of_document in passages for passage in of_document]
    # In turn, so that what else the machine does slows down both.
    pairs = [
        (
            _seconds(lambda: _added(texts, folder, embedder)),
            _seconds(lambda: _encode(plain, flat)),
        )
        for _ in range(_PAIRS)
    ]
    stages = _stages(texts, index, folder, embedder)
    arithmetic = _arithmetic(flat, embedder, stages["embedding"])
    megabytes = sum(len(text.text.encode()) for text in texts) / 1e6
    return Results(
        name="index",
        tables=[_rates(pairs, len(flat), megabytes), _shares(stages, arithmetic)],
        data={
            "documents": len(texts),
            "passages": len(flat),
            "megabytes": megabytes,
            "seconds": [{"pincite": ours, "encode": theirs} for ours, theirs in pairs],
            "stages": stages,
            "arithmetic": arithmetic,
        },
    )


def _texts(folder: Path, count: int | None) -> list[TextSource]:
    with (folder / "documents.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, count)]
    return [
        TextSource(
            source=f"{folder.parent.name}/{row['id']}",
            title=row["title"],
            text=f"{row['title']}\n\n{row['text']}",
        )
        for row in rows
    ]


def _plain_embedder() -> SentenceTransformer:
    """The same weights with the defaults of sentence-transformers: fp32, batches of 32."""
    return SentenceTransformer(str(model_folder()), device="cpu", local_files_only=True)


def _encode(plain: SentenceTransformer, passages: Sequence[Passage]) -> None:
    """Encodes as in a process of its own, where torch has a thread for each core."""
    torch.set_num_threads(cores())
    plain.encode([passage.text for passage in passages], show_progress_bar=False)
    torch.set_num_threads(1)  # as `MiniLmEmbedder` sets it


def _added(texts: Sequence[TextSource], folder: Path, embedder: MiniLmEmbedder) -> Index:
    # From nothing, because texts that are there and unchanged would be skipped.
    shutil.rmtree(folder, ignore_errors=True)
    index = Index(folder, embedder=embedder)
    index.add_texts(texts)
    return index


def _seconds(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def _stages(
    texts: Sequence[TextSource], index: Index, folder: Path, embedder: MiniLmEmbedder
) -> dict[str, float]:
    """Seconds of each stage of adding; the stages run one after the other on the same text."""
    documents = [(document, index.passages(document.id)) for document in index.documents()]
    flat = [passage for _, passages in documents for passage in passages]
    vectors: list[PassageVectors] = []

    def cut() -> None:
        for text in texts:
            extract = read_plain(File(name=text.source, data=text.text.encode()))
            cut_passages(extract, embedder.count_tokens)

    def embed() -> None:
        for first in range(0, len(flat), _EMBED_PASSAGES):
            batch = flat[first : first + _EMBED_PASSAGES]
            spans = [
                [(start - passage.start, end - passage.start) for start, end in passage.sentences]
                for passage in batch
            ]
            vectors.extend(embedder.embed_passages([passage.text for passage in batch], spans))

    def save() -> None:
        # The vectors are in the order of the passages, so each document takes the next ones.
        remaining, batch = iter(vectors), list[NewDocument]()
        for document, passages in documents:
            own = list(islice(remaining, len(passages)))
            batch.append(
                NewDocument(document=document, content_hash=document.id, passages=passages, vectors=own)
            )
            if sum(len(new.passages) for new in batch) >= _SAVE_PASSAGES:
                store.save(batch)
                batch = []
        store.save(batch)

    seconds = {"reading and cutting": _seconds(cut), "embedding": _seconds(embed)}
    # The documents are in this index already, so they are saved into an empty one.
    shutil.rmtree(folder)
    store = Store(SqliteDatabase(folder, embedder=embedder.name))
    return {**seconds, "saving": _seconds(save)}


def _arithmetic(passages: Sequence[Passage], embedder: MiniLmEmbedder, seconds: float) -> dict[str, Any]:
    """Operations a second: of embedding, and of a product of large matrices, which is the peak of the machine."""
    counts = [
        # `count_tokens` leaves out [CLS] and [SEP], which MiniLM reads too.
        min(count + 2, _READ_TOKENS)
        for count in embedder.count_tokens([passage.text for passage in passages])
    ]
    operations = sum(count * (_FLOP_TOKEN + _FLOP_PAIR * count) for count in counts)
    size = 4_096
    precision = "bfloat16" if prefers_bfloat16() else "float32"
    matrix = torch.rand(size, size).to(getattr(torch, precision))
    torch.set_num_threads(cores())
    # The best of four: the first one includes preparations, and others may be disturbed.
    peak = 2 * size**3 / min(_seconds(lambda: matrix @ matrix) for _ in range(4))
    return {
        "tokens": sum(counts),
        "threads": cores(),
        "precision": precision,
        "embedding": operations / seconds,
        "peak": peak,
        "share": operations / seconds / peak,
    }


def _rates(pairs: Sequence[tuple[float, float]], passages: int, megabytes: float) -> Table:
    ours, plain = zip(*pairs, strict=True)
    ratios = [plain_seconds / seconds for seconds, plain_seconds in pairs]
    return Table(
        title=f"Indexing {megabytes:.1f} MB of text, {passages:,} passages",
        columns=["", "worst", "median", "best"],
        rows=[
            ["Pincite, passages a second", *_range([passages / seconds for seconds in ours], ".1f")],
            ["Pincite, MB of text a second", *_range([megabytes / seconds for seconds in ours], ".4f")],
            [
                "SentenceTransformer.encode, passages a second",
                *_range([passages / seconds for seconds in plain], ".1f"),
            ],
            ["Pincite's rate / encode's", *_range(ratios, ".3f")],
        ],
        note=f"{len(pairs)} pairs, in turn, in one process. Pincite reads, cuts, embeds passages and their "
        "sentences, and saves; encode (fp32, batches of 32) only embeds the passages that Pincite cut.",
    )


def _range(values: Sequence[float], format_: str) -> list[str]:
    return [format(value, format_) for value in (min(values), median(values), max(values))]


def _shares(stages: dict[str, float], arithmetic: dict[str, Any]) -> Table:
    total = sum(stages.values())
    return Table(
        title="Where the time goes",
        columns=["stage", "seconds", "share"],
        rows=[[name, f"{stage:.1f}", f"{stage / total:.1%}"] for name, stage in stages.items()],
        note=f"Embedding ran at {arithmetic['embedding'] / 1e9:.0f} GFLOP/s, {arithmetic['share']:.0%} of the "
        f"{arithmetic['peak'] / 1e9:.0f} that a product of large {arithmetic['precision']} matrices reaches "
        f"on {arithmetic['threads']} threads.",
    )
