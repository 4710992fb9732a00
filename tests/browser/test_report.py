"""The evaluation report in a real browser: it filters, loads nothing, and runs nothing of its data."""

from dataclasses import replace

import pytest

from rag.evaluation import CitedSentence, Evaluation, Record
from ui.cli.measuring.report import html_report

HOSTILE = "</script><img src=x onerror=document.title='run'><b>${document.title='run'}{{x}}"


def record(id_, **changes):
    cited = CitedSentence(
        document="a", place="A, page 1", quote=f"Sentence {id_}.", exact=True, supports=False
    )
    known = Record(
        id=id_,
        question=f"Question {id_}?",
        answerable=True,
        golds=("gold",),
        quotes=("gold words",),
        quotes_cited=0,
        relevant_documents=("a",),
        found_documents=("a",),
        relevant_passages=("a-1",),
        found_passages=("a-1",),
        status="answered",
        confidence=0.9,
        short="",
        cited=(cited,),
        seconds={"total": 0.01},
    )
    return replace(known, **changes)


@pytest.fixture
def opened(browser, tmp_path):
    records = [record(str(number)) for number in range(30)]
    records += [
        record("refused", status="not_found", confidence=0.1),
        record("missed", found_passages=("b-1",)),
        record("hostile", answerable=False, question=HOSTILE, confidence=0.99),
        record(
            "same", short="Same", cited=tuple(replace(record("same").cited[0], place=p) for p in ("A", "B"))
        ),
        record("right", golds=("Sentence right",)),
    ]
    evaluation = Evaluation(
        set_name="a/set",
        date="2026-01-01T00:00:00+00:00",
        version="1",
        settings={"threshold": "0.45"},
        problems=("questions.jsonl, line 3: something",),
        indexing=None,
        peak_memory=None,
        records=tuple(records),
    )
    path = tmp_path / "report.html"
    path.write_text(html_report(evaluation), encoding="utf-8")
    page = browser.new_page(viewport={"width": 320, "height": 700})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    page.goto(path.as_uri())
    yield page, asked
    page.close()


def test_it_loads_nothing_and_fits_a_phone(opened):
    page, asked = opened
    assert len(asked) == 1  # the file itself
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("figure svg").count() == 3
    assert "questions.jsonl, line 3" in page.locator("#problems").inner_text()


def test_what_went_wrong_is_listed_the_worst_first_and_can_be_filtered(opened):
    page, _ = opened
    cards = page.locator("#failures > li")
    assert cards.count() == 25 and "34 of 34 failures" in page.locator("#count").inner_text()
    page.get_by_role("button", name="Show more").click()
    assert cards.count() == 34

    page.get_by_role("button", name="Refused, but answerable (1)").click()
    assert cards.count() == 1 and "Not shown" in cards.inner_text()
    page.get_by_role("button", name="Passage not found (1)").click()
    assert "Question missed?" in cards.inner_text()
    page.get_by_role("button", name="All (34)").click()
    page.get_by_label("Only with these words").fill("SENTENCE 17")
    assert cards.count() == 1 and "Question 17?" in cards.inner_text()


def test_an_answer_is_listed_as_it_was_shown_what_leads_first_and_equal_sentences_once(opened):
    page, _ = opened
    page.get_by_label("Only with these words").fill("sentence same")
    answered = page.locator("#failures dd").nth(2)
    assert answered.locator("p").all_inner_texts() == ["Same", "Sentence same. A (also in 1 other place)"]


def test_what_documents_and_questions_say_is_shown_and_never_run(opened):
    page, _ = opened
    page.get_by_role("button", name="Answered, but unanswerable (1)").click()
    assert page.locator("#failures h3").inner_text() == HOSTILE
    assert page.title() == "Evaluation: a/set" and page.locator("#failures img").count() == 0
