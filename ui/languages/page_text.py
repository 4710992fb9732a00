"""Marks the texts that people see in Python, so that a language file can have them, and fills in their values.

A text is English here and on its way to the page, which finds the entry that it was made from (ui/assets/language.js).
So the command prints the same text, and what was kept in a file of last year is shown in the language of today.
"""

from ui.languages.catalogue import Catalogue


def page_text(text: str, *, language: Catalogue | None = None, **values: object) -> str:
    """A text with the values of its {names}; whole numbers get commas ("1,234").

    Args:
        text: A constant, which is the key in the language files.
        language: Only for a page without scripts, whose texts are translated here.
        values: One for each name.
    """
    forms = language.sent.get(text, text) if language else text
    chosen = forms if isinstance(forms, str) else forms["other"]
    return chosen.format_map({name: _shown(value) for name, value in values.items()})


def page_plural(n: int, one: str, many: str, *, language: Catalogue | None = None, **values: object) -> str:
    """A text for a number: `one` says the number in words or digits, `many` has {n}. Both are keys."""
    return page_text(one if n == 1 else many, language=language, n=n, **values)


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
