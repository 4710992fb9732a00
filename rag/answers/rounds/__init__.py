"""More searches for one question: once more in other words, or round by round for what is still missing."""

from rag.answers.rounds.limits import LookFurther

__all__ = ["LookFurther"]
