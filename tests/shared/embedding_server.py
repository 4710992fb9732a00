"""A small server of an embedding model on loopback, which knows words, and misbehaves as a test wants."""

import json

import numpy as np

from bench.word_embedder import WordEmbedder
from fake_model_server import Call

WORDS = WordEmbedder()


def embeds(call: Call) -> None:
    """Vectors of the texts, of any length but 1, in any order."""
    vectors = 3 * WORDS.embed(call.body["input"])
    data = [
        {"object": "embedding", "index": index, "embedding": vector.tolist()}
        for index, vector in enumerate(vectors)
    ]
    answer(call, data[::-1])


def answer(call: Call, data: object) -> None:
    text = json.dumps({"object": "list", "model": call.body["model"], "data": data})
    call.start(200, "application/json", len(text))
    call.send(text)


def gives(*vectors):
    """The same vectors whatever is asked."""

    def behaviour(call):
        answer(call, [{"index": index, "embedding": vector} for index, vector in enumerate(vectors)])

    return behaviour


def at_most(texts: int):
    """Refuses more texts at once, as the server TEI does."""

    def behaviour(call):
        if (asked := len(call.body["input"])) > texts:
            call.refuse(422, f"batch size {asked} > maximum allowed batch size {texts}")
        else:
            embeds(call)

    return behaviour


def no_longer_than(characters: int):
    """Refuses a batch with a longer text, as llama.cpp's server does."""

    def behaviour(call):
        if max(map(len, call.body["input"])) > characters:
            call.refuse(
                500, "input (999 tokens) is too large to process. increase the physical batch size (512)"
            )
        else:
            embeds(call)

    return behaviour


def busy_first(times: int, **headers):
    """Too busy so many times."""
    left = [times]

    def behaviour(call):
        left[0] -= 1
        if left[0] >= 0:
            call.refuse(429, "Rate limit reached for tokens per min", **headers)
        else:
            embeds(call)

    return behaviour


def of_one_length(vectors) -> bool:
    return bool(np.allclose(np.linalg.norm(vectors, axis=-1), 1, atol=1e-5))
