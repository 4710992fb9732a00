"""The page is sent in the language and the colours of its reader."""

import json
import re
from typing import Any
from unittest.mock import patch

from ui.languages import Catalogue
from ui.web import appearance, first_paint
from ui.web.appearance import in_language
from ui.web.first_paint import painted

PAGE = '<!doctype html>\n<html\n\tlang="en"\n\tstyle="margin: 0"\n>\n\t<head>\n\t\t<meta charset="utf-8" /></head></html>'


def _sent(**headers: str) -> dict[str, Any]:
    return {"headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]}


def _catalogue(page: str) -> dict[str, Any]:
    found = re.search(r'id="pincite-language">(.*?)</script>', page)
    assert found
    return dict(json.loads(found[1]))


def test_without_a_choice_the_page_has_the_language_of_the_browser_and_the_colours_of_the_system() -> None:
    page = painted(PAGE, _sent(accept_language="fr-CA,en;q=0.5"))
    assert '<html\n\tlang="fr"\n' in page and "data-theme" not in page.partition("<head>")[0]
    assert _catalogue(page)["code"] == "fr" and _catalogue(page)["texts"]["Cancel"] == "Annuler"


def test_what_was_chosen_is_there_before_anything_is_drawn() -> None:
    cookie = "a=b; pincite-language=de; pincite-theme=dark"
    page = painted(PAGE, _sent(accept_language="fr", cookie=cookie))
    assert '<html\n\tlang="de" data-theme="dark"' in page
    assert page.index("--pc-ground") < page.index("<meta")


def test_nothing_else_in_a_cookie_gets_into_the_page() -> None:
    cookie = 'pincite-theme="><script>alert(1)</script>; pincite-language=<b>'
    assert (
        "alert" not in painted(PAGE, _sent(cookie=cookie))
        and _catalogue(painted(PAGE, _sent(cookie=cookie)))["code"] == "en"
    )


def test_a_language_file_can_not_end_the_element_that_it_stands_in() -> None:
    evil = Catalogue(
        code="en", name="</script><script>alert(1)</script>", texts={"Open": "<!--</script>"}, sent={}
    )
    with (
        patch.object(appearance, "catalogues", lambda: {"en": evil}),
        patch.object(first_paint, "catalogues", lambda: {"en": evil}),
    ):
        page = painted(PAGE, _sent(cookie="pincite-language=en"))
    assert _catalogue(page)["texts"] == {"Open": "<!--</script>"}
    assert page.count("</script>") == 2 and "<!--" not in page


def test_a_page_without_scripts_is_translated_before_it_is_sent_and_a_translation_is_text() -> None:
    evil = Catalogue(code="xx", name="x", texts={"Password": '<b>"Wort"</b>'}, sent={})
    assert (
        in_language("<p>\n Password</p><p>Other</p>", evil)
        == "<p>&lt;b&gt;&quot;Wort&quot;&lt;/b&gt;</p><p>Other</p>"
    )


def test_a_preview_of_a_link_says_nothing_of_gradio() -> None:
    told = '<meta property="og:title" content="Gradio" />\n<meta\n\tname="twitter:image"\n\tcontent="https://x.example/y.jpg"\n/>'
    page = painted(PAGE.replace("</head>", f"{told}</head>"), _sent())
    assert 'content="Gradio"' not in page and "x.example" not in page
    assert '<meta charset="utf-8" />' in page
