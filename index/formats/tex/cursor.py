"""Goes through tokens, and takes the arguments of commands without copying them."""

from dataclasses import dataclass
from typing import NamedTuple

from index.formats.tex.tokens import Token, Tokens

# An argument in brackets is a few words; what has no closing bracket so near is text.
_LONGEST_OPTION = 300


class Span(NamedTuple):
    """A stretch of tokens, and what the parameters in it stand for."""

    tokens: Tokens
    start: int
    end: int
    arguments: tuple["Span", ...] = ()

    @property
    def characters(self) -> int:
        """How many characters it has in its source."""
        if self.start >= self.end:
            return 0
        return self.tokens.ends[self.end - 1] - (self.tokens.ends[self.start - 1] if self.start else 0)


NOTHING = Span(Tokens(), 0, 0)


@dataclass(slots=True)
class Cursor:
    """A place in a span.

    Attributes:
        span: What is gone through.
        position: The number of the next token.
        rest: The characters of a text token whose first ones were taken as an argument.
    """

    span: Span
    position: int = 0
    rest: str = ""

    def __post_init__(self) -> None:
        self.position = self.span.start

    def next(self) -> Token | None:
        """The next token; None at the end."""
        if self.rest:
            token, self.rest = Token("text", self.rest), ""
            return token
        if self.position >= self.span.end:
            return None
        self.position += 1
        return self.span.tokens.items[self.position - 1]

    def peek(self) -> Token | None:
        """The next token, which stays the next one."""
        if self.rest:
            return Token("text", self.rest)
        return self.span.tokens.items[self.position] if self.position < self.span.end else None

    def skip_space(self) -> None:
        """Goes on to the next token that is no white space within a paragraph."""
        while not self.rest and (token := self.peek()) is not None and token.kind == "space":
            self.position += 1

    def take(self, value: str) -> bool:
        """Passes over a token with that value, if it is the next one; of a longer text, its beginning."""
        token = self.peek()
        if token is None or token.kind == "command" or not token.value.startswith(value):
            return False
        self.next()
        self.rest = token.value[len(value) :] if token.kind == "text" else ""
        return True

    def argument(self) -> Span:
        """What the next argument holds: a group, or one token; nothing at the end."""
        self.skip_space()
        token = self.peek()
        if token is None or token.kind in ("close", "par", "cell"):
            return NOTHING
        if token.kind == "open":
            end = self.span.tokens.partners[self.position]
            if not 0 <= end < self.span.end:
                self.position += 1
                return NOTHING
            group = self.span._replace(start=self.position + 1, end=end)
            self.position = end + 1
            return group
        self.next()
        if token.kind == "text":
            self.rest = token.value[1:]
            return _single(Token("text", token.value[0]))
        return self.span._replace(start=self.position - 1, end=self.position)

    def argument_ahead(self) -> Span:
        """The next argument, which stays the next one."""
        at, rest = self.position, self.rest
        argument = self.argument()
        self.position, self.rest = at, rest
        return argument

    def option(self) -> Span | None:
        """What stands in square brackets here; None if nothing does."""
        at = self.position
        while not self.rest and at < self.span.end and self.span.tokens.items[at].kind == "space":
            at += 1
        if self.rest or at >= self.span.end or self.span.tokens.items[at].value != "[":
            return None
        number = at + 1
        while number < min(self.span.end, at + _LONGEST_OPTION):
            token = self.span.tokens.items[number]
            if token.kind == "bracket" and token.value == "]":
                self.position = number + 1
                return self.span._replace(start=at + 1, end=number)
            if token.kind in ("par", "close"):
                return None
            partner = self.span.tokens.partners[number]
            number = partner + 1 if partner > number else number + 1
        return None


def _single(token: Token) -> Span:
    tokens = Tokens()
    tokens.add(token, len(token.value))
    return Span(tokens, 0, 1)


def source_of(span: Span) -> str:
    """The characters of a span without braces, as the name of an environment, a file or a place."""
    parts = []
    for token in span.tokens.items[span.start : span.end]:
        if token.kind == "param" and token.value[1:].isdigit():
            number = int(token.value[1:])
            inner = span.arguments[number - 1] if 0 < number <= len(span.arguments) else NOTHING
            # One step only: what stands for something else in turn is no name.
            parts.append("".join(one.value for one in inner.tokens.items[inner.start : inner.end]))
        elif token.kind not in ("open", "close"):
            parts.append(f"\\{token.value}" if token.kind == "command" else token.value)
    return "".join(parts).strip()
