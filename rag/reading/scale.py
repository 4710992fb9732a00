"""The scale of an embedding model's cosines, measured on texts that are known to be like and unlike each other."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from index import Embedder, Hit

# Questions with sentences that answer them, from no set of questions that anything is measured on.
_PAIRS = (
    ("When was the harbour bridge opened?", "The bridge over the harbour was opened to traffic in 1932."),
    ("How much is the monthly rent?", "The tenant pays a rent of 900 euros a month."),
    ("Who invented the telephone?", "Alexander Graham Bell was granted a patent for the telephone."),
    ("What do bees collect from flowers?", "Bees gather nectar and pollen from the flowers they visit."),
    (
        "How do I reset the device?",
        "Hold the button for ten seconds to reset the device to its factory settings.",
    ),
    ("Which river flows through Vienna?", "Vienna, the capital of Austria, lies on the Danube."),
    (
        "What did the company earn last year?",
        "The company's net income rose to 12 million dollars last year.",
    ),
    ("How long does the battery last?", "On one charge the battery lasts for about eight hours."),
    ("Why did the king leave the city?", "Fearing the plague, the king and his court left the city."),
    ("What causes ocean tides?", "Tides of the sea are caused by the pull of the moon and the sun."),
)
# The mean cosines that MiniLM gives the pairs, and each question with the sentences of the others.
_MINI_LM_LIKE, _MINI_LM_UNLIKE = 0.7017, 0.0421
# A model that hardly tells them apart is not stretched without end.
_NARROWEST = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Two points of a model's cosines on the scale of MiniLM's, for which the trained reader was fitted.

    Attributes:
        unlike: The cosine of unlike texts, and that which MiniLM gives them.
        like: The cosine of like texts, and that which MiniLM gives them.
    """

    unlike: tuple[float, float]
    like: tuple[float, float]

    def likeness(self, cosine: float) -> float:
        """A cosine of the model's vectors on the scale of MiniLM's, -1 to 1."""
        (low, low_there), (high, high_there) = self.unlike, self.like
        return max(-1.0, min(1.0, low_there + (cosine - low) * (high_there - low_there) / (high - low)))

    def as_mini_lm(self, hits: Sequence[Hit]) -> list[Hit]:
        """The hits with the cosines of their sentences on the scale of MiniLM's."""
        return [replace(hit, sentence_scores=tuple(map(self.likeness, hit.sentence_scores))) for hit in hits]


def measured_scale(embedder: Embedder) -> Scale:
    """The scale of an embedding model, for which it embeds some twenty short texts.

    Raises:
        ModelError: The model can't be loaded, or its server fails.
    """
    like, unlike = mean_cosines(embedder)
    return Scale(unlike=(unlike, _MINI_LM_UNLIKE), like=(max(like, unlike + _NARROWEST), _MINI_LM_LIKE))


def mean_cosines(embedder: Embedder) -> tuple[float, float]:
    """The mean cosines of questions with sentences that answer them, and with those that answer others."""
    questions, sentences = zip(*_PAIRS, strict=True)
    asked = embedder.embed(questions)
    said = embedder.embed_passages(sentences, [[(0, len(sentence))] for sentence in sentences])
    cosines = asked @ np.stack([vectors.sentences[0] for vectors in said]).T
    others = [cosines[row, column] for row, column in itertools.permutations(range(len(_PAIRS)), 2)]
    return float(np.mean(np.diagonal(cosines))), float(np.mean(others))
