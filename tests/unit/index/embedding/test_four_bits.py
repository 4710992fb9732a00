"""The file of weights in 4 bits, made here by hand."""

import struct

import numpy as np
import pytest

from index.embedding.four_bits import FourBitFile, unpacked

# Weights 0 to 31 are -8 to 7 and -8 to 7 again, times the scale of 0.5.
BLOCK = struct.pack("<e", 0.5) + bytes((n | n << 4) for n in range(16))


def small_file(path):
    """Two pieces, one character that is normalised, and two tensors."""
    pieces = [("▁ab", -1.5), ("c", -2.0)]
    text = "".join(piece for piece, _ in pieces).encode()
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 2, 4, 64, 2, 16, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, len(text))
    head += struct.pack("<3I", 0, 5, 6) + struct.pack("<2f", *(score for _, score in pieces)) + text
    head += struct.pack("<iI", 1, 9) + struct.pack("<IBI", ord("ﬁ"), 1, ord("f"))
    directory_size = 4 + sum(2 + len(name) + 21 for name in ("emb.word", "emb.ln.w"))
    start = len(head) + directory_size
    entries = [(b"emb.word", 1, 32, start, len(BLOCK)), (b"emb.ln.w", 0, 2, start + len(BLOCK), 8)]
    directory = struct.pack("<i", 2)
    for name, kind, count, at, size in entries:
        directory += struct.pack("<H", len(name)) + name + struct.pack("<BIQQ", kind, count, at, size)
    path.write_bytes(head + directory + BLOCK + struct.pack("<2f", 1.0, -3.0))
    return path


def test_the_sizes_the_pieces_and_the_tensors_are_those_of_the_file(tmp_path):
    file = FourBitFile(small_file(tmp_path / "model.bin"))
    sizes = file.sizes
    assert (sizes.dimensions, sizes.layers, sizes.heads, sizes.inner, sizes.positions) == (32, 2, 4, 64, 16)
    assert file.pieces == [("▁ab", -1.5), ("c", -2.0)] and file.unknown == 3
    assert file.tensor("emb.ln.w").tolist() == [1.0, -3.0]
    weights = [0.5 * (n - 8) for n in range(16)]
    assert file.tensor("emb.word", 32).tolist() == [weights + weights]


def test_rows_are_unpacked_alone_and_in_any_shape(tmp_path):
    blocks = FourBitFile(small_file(tmp_path / "model.bin")).packed("emb.word", 32)
    assert unpacked(blocks[np.array([[0, 0], [0, 0]])]).shape == (2, 2, 32)


def test_another_file_is_refused_by_its_name(tmp_path):
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match=r"other\.bin: is no file of multilingual-e5-small"):
        FourBitFile(tmp_path / "other.bin")
