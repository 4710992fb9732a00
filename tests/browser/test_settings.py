"""The settings of the page, its languages, its keys, and a first visit, in a real browser."""

from playwright.sync_api import expect

from page_visit import Visit


def _open(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Settings", exact=True).click()
    visit.page.locator(".pc-settings[open]").wait_for()


def _focused(visit: Visit) -> str:
    return str(visit.page.evaluate("document.activeElement.dataset.key || document.activeElement.id"))


def _background(visit: Visit) -> str:
    return str(visit.page.evaluate("getComputedStyle(document.querySelector('.pc-chat')).backgroundColor"))


def test_another_language_is_there_at_once_keeps_what_was_typed_and_stays(visit: Visit) -> None:
    page = visit.page
    page.fill("#pc-question", "Half a question")
    _open(visit)
    page.select_option("#pc-language", "de")
    expect(page.locator("#pc-settings-title"), "the dialog in German").to_have_text(
        "Einstellungen", timeout=60_000
    )
    # Where people were, since the page was loaded again.
    expect(page.locator("#pc-language")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#pc-question")).to_have_value("Half a question")
    assert page.evaluate("document.documentElement.lang") == "de"
    page.fill("#pc-question", "")
    visit.ask("How many North Korean soldiers were killed or wounded?")
    expect(visit.last).to_contain_text("Zwei Stellen widersprechen sich.")
    expect(page.locator(".pc-card-section").first).to_contain_text("Absatz ")
    visit.ask("What is the capital of Mongolia?")
    # A sentence that Python sent, and one with a number.
    expect(visit.last).to_contain_text(
        "Die Dokumente sagen es nicht: Nichts, was gefunden wurde, beantwortet das."
    )
    expect(visit.last).to_contain_text("1 Dokument wurde durchsucht.")
    page.reload()
    expect(page.locator(".pc-composer .pc-ask")).to_have_text("Fragen", timeout=60_000)
    assert visit.foreign() == [] and visit.errors == []


def test_a_theme_is_there_before_the_first_paint_and_stays(visit: Visit) -> None:
    page = visit.page
    page.emulate_media(color_scheme="dark")
    dark = _background(visit)
    _open(visit)
    page.get_by_role("radio", name="Light").check()
    light = _background(visit)
    assert light != dark
    page.reload(wait_until="commit")
    # As it comes from the server, before any script of the page has run.
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.locator(".pc-welcome").wait_for(timeout=60_000)
    assert _background(visit) == light
    _open(visit)
    page.get_by_role("radio", name="As the system").check()
    assert _background(visit) == dark


def test_keys_move_among_citations_open_them_and_come_back(visit: Visit) -> None:
    page = visit.page
    visit.ask("How many North Korean soldiers were killed or wounded?")
    page.locator(".pc-message h2").last.focus()
    page.keyboard.press("j")
    assert _focused(visit) == "cite 1"
    expect(page.locator(".pc-card[data-number='1']")).to_have_class("pc-card pc-lit")
    page.keyboard.press("j")
    assert _focused(visit) == "cite 2"
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.locator(".pc-page .pc-said").first.wait_for()
    page.keyboard.press("Escape")
    assert _focused(visit) == "cite 1"
    page.keyboard.press("Escape")
    assert _focused(visit) == "pc-question"
    page.keyboard.press("ArrowUp")
    expect(page.locator("#pc-question")).to_have_value(
        "How many North Korean soldiers were killed or wounded?"
    )


def test_keys_do_nothing_while_somebody_types_and_where_they_are_switched_off(visit: Visit) -> None:
    page = visit.page
    page.locator(".pc-tabs [aria-selected=true]").focus()
    page.keyboard.press("/")
    assert _focused(visit) == "pc-question"
    page.keyboard.type("a/b, j?")
    expect(page.locator("#pc-question")).to_have_value("a/b, j?")
    page.locator(".pc-tabs [aria-selected=true]").focus()
    page.keyboard.press("Control+/")
    assert _focused(visit) != "pc-question"
    page.keyboard.press("?")
    expect(page.locator(".pc-keys")).to_contain_text("Next and previous citation of the answer")
    page.keyboard.press("Escape")
    page.keyboard.press(",")
    page.get_by_role("checkbox", name="Use keys of one character").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.keyboard.press("/")
    expect(page.locator(".pc-keys")).to_be_hidden()
    assert _focused(visit) != "pc-question"


def test_how_sure_an_answer_must_be_changes_what_is_answered(visit: Visit) -> None:
    page, question = visit.page, "How many soldiers were sent to Russia?"
    visit.ask(question)
    expect(visit.last.locator(".pc-cite").first).to_be_visible()
    _open(visit)
    usual = page.locator(".pc-level", has_text="As usual").inner_text()
    surest = page.locator(".pc-level", has_text="Only the surest answers")
    # What it costs is said in figures, and they differ.
    assert usual.splitlines()[-1] != surest.inner_text().splitlines()[-1] and "Of 100 questions" in usual
    surest.locator("input").check()
    page.keyboard.press("Escape")
    visit.ask(question)
    expect(visit.last).to_contain_text("The documents don't say")
    expect(visit.last).to_contain_text("You have chosen surer answers only")


def test_a_first_visit_explains_itself_on_one_screen(visit: Visit) -> None:
    page = visit.page
    # Whatever the server still sends of the documents that it has.
    page.evaluate(
        """() => { const emit = pincite.emit;
          pincite.emit = (name, detail) => emit.call(pincite, name, name === "library" ? { ...detail, documents: [] } : detail);
          pincite.emit("library", pincite.last.library); }"""
    )
    steps = page.locator(".pc-first-steps > li")
    expect(steps).to_have_count(3)
    for name in ("Add files", "Try the sample article"):
        expect(page.locator(".pc-welcome").get_by_role("button", name=name)).to_be_in_viewport()
    expect(page.locator(".pc-welcome .pc-note")).to_be_in_viewport()
