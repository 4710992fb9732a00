"""Which of several databases a document belongs to."""

import hashlib
from collections.abc import Sequence


def place_of(source: str, shards: Sequence[str]) -> int:
    """The number of the shard that a source belongs to.

    By rendezvous hashing (Thaler and Ravishankar 1998, https://doi.org/10.1109/90.663936): each shard draws a number for the source,
    and the highest wins. One more of n shards takes a share of 1/(n + 1) from each other one, and nothing else moves.

    Args:
        source: Of the document. Not its id, which is another one for each version of a file: a new version has to replace the old
            one in the same transaction.
        shards: A name for each, which it keeps; in any order.
    """
    return max(range(len(shards)), key=lambda number: _drawn(source, shards[number]))


def _drawn(source: str, shard: str) -> bytes:
    return hashlib.blake2b(f"{shard}\0{source}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
