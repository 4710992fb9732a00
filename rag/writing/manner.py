"""What a language model is told of the form that an answer is wished in."""

from rag.questions.wishes.wish import Wish

_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def manner(wish: Wish, *, compares: bool = False) -> str:
    """Short sentences for the end of a prompt; empty if nothing is wished.

    Args:
        wish: What the question wishes.
        compares: Whether it compares two things.
    """
    said: list[str] = []
    if wish.sentences:
        many = _NUMBERS[wish.sentences] if wish.sentences < len(_NUMBERS) else str(wish.sentences)
        said.append(f"Write {many} short sentence{'' if wish.sentences == 1 else 's'}.")
    elif wish.length:
        said.append(
            "Write one short sentence."
            if wish.length == "shorter"
            else "Write five to seven sentences, with all details."
        )
    if compares:
        said.append("Say how they differ.")
    if wish.simple:
        said.append("Use short, simple words.")
    return " ".join(said)
