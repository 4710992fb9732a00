"""Reads the language files, and chooses the one for a reader."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict, ValidationError

FOLDER = Path(__file__).parent
"""Each file in it that ends in .json is a language; the name of the file is its code (BCP 47): de.json, pt-BR.json."""

Forms: TypeAlias = str | dict[str, str]
"""A text, or one for each kind of number that the language has: zero, one, two, few, many, other (CLDR)."""

_log = logging.getLogger("pincite")


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """A language of the page.

    Attributes:
        code: Its code, "de".
        name: What it calls itself, "Deutsch".
        texts: The texts of the scripts by the English ones. A text that is missing is shown in English.
        sent: The same for the sentences that Python sends. The page gets them with their values in them, and finds the
            entry; there, {n}, {number}, {total} and {more} stand for numbers only.
    """

    code: str
    name: str
    texts: Mapping[str, Forms]
    sent: Mapping[str, Forms]


ENGLISH = Catalogue(code="en", name="English", texts={}, sent={})
"""Its texts are in the code."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    texts: dict[str, Forms]
    sent: dict[str, Forms] = {}


@cache
def catalogues(folder: Path = FOLDER) -> dict[str, Catalogue]:
    """All languages by their codes, English first. A file that can't be read is left out, and the log says why."""
    found = {ENGLISH.code: ENGLISH}
    for path in sorted(folder.glob("*.json")):
        try:
            file = _File.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            _log.warning("The language file %s can't be used: %s", path, error)
            continue
        found[path.stem] = Catalogue(code=path.stem, name=file.name, texts=file.texts, sent=file.sent)
    return found


def chosen_catalogue(chosen: str | None, accepted: str, known: Mapping[str, Catalogue]) -> Catalogue:
    """The language of a reader: the one that was chosen in the settings, else the first of the browser's that is there.

    Args:
        chosen: A code, or None.
        accepted: The header `Accept-Language`: "de-AT,de;q=0.9,en;q=0.8".
        known: The languages by their codes.
    """
    if chosen is not None and chosen in known:
        return known[chosen]
    by_name = {code.lower(): catalogue for code, catalogue in known.items()}
    for code in _by_preference(accepted):
        # Of "de-AT" the language is taken where there is none for that country.
        for name in (code, code.partition("-")[0]):
            if name in by_name:
                return by_name[name]
    return ENGLISH


def _by_preference(accepted: str) -> list[str]:
    """The codes in small letters, those with the highest weight first."""
    weights = {}
    for part in accepted[:500].lower().split(","):
        if one := re.fullmatch(r"\s*([a-z]{2,3}(?:-[a-z\d]+)*)\s*(?:;\s*q=(\d(?:\.\d+)?))?\s*", part):
            weights[one[1]] = float(one[2] or 1)
    return sorted((code for code in weights if weights[code] > 0), key=lambda code: -weights[code])
