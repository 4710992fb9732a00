"""Every text of the page can be translated, and the language files fit the texts."""

import re
from collections.abc import Iterator

import pytest

from page_texts import (
    ASSETS,
    bare_in_python,
    bare_in_script,
    english_sent,
    english_texts,
    lacking,
    marked_in_python,
    marked_in_script,
    of_the_library,
    python_files,
    scripts,
    skeletons,
)
from ui.languages import Catalogue, catalogues
from ui.languages.catalogue import Forms

LANGUAGES = [catalogue for catalogue in catalogues().values() if catalogue.code != "en"]
# The folder of pasted texts is the name of a source; the others are read by programs.
NOT_SHOWN = {
    "Pasted texts",
    "Pincite (fetches what a person asks for, once)",
    "Permission denied",
    "Searched for: ",
}
HOW = "give it to `t` or `plural` in a script, to `page_text` or `page_plural` in Python (docs/languages.md)"


def test_each_text_of_the_scripts_goes_through_the_language_files() -> None:
    bare = {path.name: bare_in_script(path.read_text(encoding="utf-8")) for path in scripts()}
    assert {name: found for name, found in bare.items() if found} == {}, HOW


def test_each_sentence_of_python_goes_through_the_language_files() -> None:
    bare = {
        path.name: set(bare_in_python(path.read_text(encoding="utf-8"))) - NOT_SHOWN
        for path in python_files()
    }
    assert {name: found for name, found in bare.items() if found} == {}, HOW


def test_numbers_and_dates_of_the_scripts_are_those_of_the_language() -> None:
    assert [path.name for path in scripts() if ".toLocale" in path.read_text(encoding="utf-8")] == []


def test_no_script_makes_markup_of_a_text() -> None:
    makes = re.compile(
        r"\.(?:inner|outer)HTML|insertAdjacentHTML|document\.write|createContextualFragment|setHTML"
    )
    assert [path.name for path in scripts() if makes.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("code", ["de", "fr"])
def test_our_own_languages_have_every_text(code: str) -> None:
    how = f"add them to ui/languages/{code}.json; `PYTHONPATH=. python tests/shared/page_texts.py {code}` lists them"
    assert lacking(code) == {"texts": [], "sent": []}, how


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_each_key_is_a_text_of_the_page(language: Catalogue) -> None:
    library = of_the_library()
    unknown = [
        key for key in language.sent.keys() - english_sent() if re.sub(r"\{\w+\}", "{}", key) not in library
    ]
    assert (sorted(language.texts.keys() - english_texts()), sorted(unknown)) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_translation_has_the_names_of_its_english_text_and_no_others(language: Catalogue) -> None:
    entries = [*language.texts.items(), *language.sent.items()]
    wrong = [
        key
        for key, forms in entries
        for text in _each(forms)
        if _names(text) - _names(key) or _lost(key, text, forms)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_forms_for_numbers_are_those_of_cldr_and_stand_only_where_there_is_a_number(
    language: Catalogue,
) -> None:
    known = {"zero", "one", "two", "few", "many", "other"}
    forms = [
        (key, one)
        for part in (language.texts, language.sent)
        for key, one in part.items()
        if isinstance(one, dict)
    ]
    assert [key for key, one in forms if "{n}" not in key or "other" not in one or one.keys() - known] == []


def test_the_scan_finds_what_goes_through_nothing() -> None:
    script = """
      // "A comment is nothing."
      el("p", { class: "pc-note pc-bad", "aria-label": "The name" }, busy ? "Please wait" : `Read ${names.join(", ")} today`, t("Open it"));
      plural(n, "{n} file of {total}", "{n} files of {total}", { total });
      tNodes("From {place}", { place });
      if (/["'] not a string/.test(text)) bus.emit("show evidence", { event: "Escape" });
    """
    assert bare_in_script(script) == ["The name", "Please wait", "Read … today"]
    assert marked_in_script(script) == {"Open it", "{n} files of {total}", "From {place}"}
    module = '''"""A docstring is nothing."""\nraise Wrong("It is gone for good.", page_text("it is {size}", size=1), page_plural(n, "one of it", "{n} of it"))'''
    assert bare_in_python(module) == ["It is gone for good."]
    assert marked_in_python(module) == {"it is {size}", "one of it", "{n} of it"}


def test_every_skeleton_is_looked_at() -> None:
    assert {path.relative_to(ASSETS).as_posix() for path in skeletons()} >= {
        "chat/chat.html",
        "library/library.html",
    }


def _each(forms: Forms) -> Iterator[str]:
    yield from [forms] if isinstance(forms, str) else forms.values()


def _names(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def _lost(key: str, text: str, forms: Forms) -> set[str]:
    """The names that a translation lacks; a form for one number may say the number in words."""
    return _names(key) - _names(text) - ({"n"} if isinstance(forms, dict) else set())
