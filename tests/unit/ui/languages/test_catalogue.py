"""Which language a reader gets, and what becomes of a language file that can't be used."""

from pathlib import Path

import pytest

from ui.languages import catalogues, chosen_catalogue, page_plural, page_text

KNOWN = catalogues()


def test_english_german_and_french_are_there_and_call_themselves_by_their_own_names() -> None:
    assert {code: KNOWN[code].name for code in ("en", "de", "fr")} == {
        "en": "English",
        "de": "Deutsch",
        "fr": "Français",
    }


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("da, fr-CH;q=0.8, de;q=0.9", "de"),
        ("ja,en-US;q=0.9,fr;q=0.1", "en"),
        ("FR", "fr"),
        ("fr;q=0, de;q=0.1", "de"),
        ("xx", "en"),
        ("", "en"),
        ("*;;q=,de;q=x", "en"),
    ],
)
def test_the_language_of_the_browser_is_taken_where_it_is_there(accepted: str, code: str) -> None:
    assert chosen_catalogue(None, accepted, KNOWN).code == code


def test_a_choice_comes_before_the_browser_and_an_unknown_one_is_none() -> None:
    assert chosen_catalogue("fr", "de", KNOWN).code == "fr"
    assert chosen_catalogue("../de", "de", KNOWN).code == "de"


def test_a_file_is_found_by_listing_the_folder_and_a_damaged_one_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "it.json").write_text('{"name": "Italiano", "texts": {"Open": "Apri"}}', encoding="utf-8")
    (tmp_path / "xx.json").write_text('{"name": "X", "texts": {"Open": 3}}', encoding="utf-8")
    (tmp_path / "yy.json").write_text("{", encoding="utf-8")
    found = catalogues(tmp_path)
    assert list(found) == ["en", "it"]
    assert found["it"].texts == {"Open": "Apri"}


def test_a_text_gets_its_values_and_a_number_its_form() -> None:
    assert page_text("{number} of {name}", number=1234, name="a{b}") == "1,234 of a{b}"
    assert page_plural(1, "1 page", "{n} pages") == "1 page"
    assert page_plural(2000, "1 page", "{n} pages") == "2,000 pages"
