"""What a browser has chosen of how the page looks: its language and its theme, from the cookies of a request.

They are kept in cookies, so that the server sends each page as it is wanted: what a script changes later would flash.
"""

import html
import re
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import cookie_parser

from ui.languages import Catalogue, catalogues, chosen_catalogue

LANGUAGE_COOKIE = "pincite-language"
THEME_COOKIE = "pincite-theme"
"""Written by ui/assets/settings/choices.js, which has both names, too."""

THEMES = ("light", "dark")
"""What can be chosen; without a choice the page is as the system."""

_HTML = re.compile(r"(<html\b[^>]*?\slang=)\"en\"")
_BETWEEN_TAGS = re.compile(r"(?<=>)[^<>]+(?=<)")


def language_of(scope: MutableMapping[str, Any]) -> Catalogue:
    """The language of whoever sent a request."""
    headers = Headers(scope=scope)
    chosen = cookie_parser(headers.get("cookie", "")).get(LANGUAGE_COOKIE)
    return chosen_catalogue(chosen, headers.get("accept-language", ""), catalogues())


def as_wanted(page: str, scope: MutableMapping[str, Any]) -> str:
    """The HTML of a page with the language and the theme of whoever sent the request, in its first tag."""
    theme = cookie_parser(Headers(scope=scope).get("cookie", "")).get(THEME_COOKIE, "")
    attribute = f' data-theme="{theme}"' if theme in THEMES else ""
    return _HTML.sub(rf'\g<1>"{language_of(scope).code}"{attribute}', page, count=1)


def in_language(page: str, language: Catalogue) -> str:
    """The HTML of a page of ours with its texts in a language; a page with scripts is translated by them."""

    def translated(found: re.Match[str]) -> str:
        forms = language.texts.get(found[0].strip())
        return html.escape(forms) if isinstance(forms, str) else found[0]

    return _BETWEEN_TAGS.sub(translated, page)
