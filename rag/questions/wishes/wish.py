"""What people may wish of the form of an answer."""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

WishForm: TypeAlias = Literal["", "email", "letter", "note", "table", "points"]
Length: TypeAlias = Literal["", "shorter", "longer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How an answer should be written.

    Attributes:
        form: As what; "" for sentences.
        to: Who a message is to, as the question says it: "Anna"; or "".
        columns: What the columns of a table are called; empty if the question does not say.
        length: "shorter" or "longer" than it would be, or "".
        sentences: How many sentences at most; 0 if the question does not say.
        simple: Whether in simple words.
        language: In which language: "de"; or "".
    """

    form: WishForm = ""
    to: str = ""
    columns: tuple[str, ...] = ()
    length: Length = ""
    sentences: int = 0
    simple: bool = False
    language: str = ""

    @property
    def is_message(self) -> bool:
        """Whether it is to be written to somebody."""
        return self.form in ("email", "letter", "note")

    def over(self, before: "Wish") -> "Wish":
        """This wish, with those of an earlier one that it does not speak of."""
        said = {name: value for name in Wish.__slots__ if (value := getattr(self, name))}
        # "Shorter" after "in five sentences", and the other way round.
        dropped = {"sentences": 0} if self.length else {"length": ""} if self.sentences else {}
        return replace(before, **{**dropped, **said})


NO_WISH = Wish()
