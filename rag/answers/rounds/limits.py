"""How far a question may be looked into."""

from dataclasses import dataclass

_MOST_ROUNDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LookFurther:
    """Looks further than one search: for what is still missing, until nothing is or a limit is reached.

    Attributes:
        rounds: The most searches after the first one.
        seconds: No round begins later than so many seconds after the first answer, and no model is waited for longer.
        tokens: No round begins once the model has read and written so many tokens to plan the searches.

    Raises:
        ValueError: A limit is not positive, or there are more than ten rounds.
    """

    rounds: int = 3
    seconds: float = 60.0
    tokens: int = 8_000

    def __post_init__(self) -> None:
        if not 1 <= self.rounds <= _MOST_ROUNDS:
            raise ValueError(f"rounds must be 1 to {_MOST_ROUNDS}, not {self.rounds}")
        if self.seconds <= 0 or self.tokens <= 0:
            raise ValueError("seconds and tokens must be more than 0")
