"""What the page shows, as plain JSON."""

import json
from dataclasses import replace
from functools import partial
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rag import (
    Answer,
    AnswerCell,
    AnswerTable,
    Citation,
    Document,
    ExtractionReport,
    Hit,
    IngestReport,
    LeftOut,
    Passage,
    Section,
    Statement,
    Step,
)
from ui.web.answer_view import answer_view
from ui.web.document_view import report_view
from ui.web.pieces import split
from ui.web.viewer.parts import part_view
from ui.web.viewer.reading import ReadDocument
from ui.web.viewer.start_page import start_page

TEXT = "Alpha one. The fee is 300 euros a year. Omega last."
START = TEXT.index("The fee")
END = TEXT.index(" Omega")
MARK = (TEXT.index("300"), TEXT.index(" a year"))


def a_hit(text=TEXT):
    passage = Passage(
        id="p1", document_id="d1", title="Rules", source="rules.txt",
        sections=(Section(name="paragraph 1", start=0, end=len(text)),),
        start=0, end=len(text), text=text, sentences=((0, len(text)),),
    )  # fmt: skip
    return Hit(passage=passage, score=1.0, rank=1)


def a_citation():
    return Citation(
        number=1, document_id="d1", passage_id="p1", title="Rules", source="rules.txt", section="paragraph 1",
        start=START, end=END, quote=TEXT[START:END], marks=(MARK,),
    )  # fmt: skip


def an_answer(**changes):
    statement = Statement(text=TEXT[START:END], citations=(a_citation(),))
    values = {
        "question": "What is the fee?", "status": "answered", "text": "…", "short": "300 euros",
        "statements": (statement,), "citations": (a_citation(),), "hits": (a_hit(),), "confidence": 0.9,
        "standalone_question": "What is the fee?",
    }  # fmt: skip
    return Answer(**{**values, **changes})


def groups(shown):
    return [group for part in shown["parts"] for group in part["groups"]]


def statements(shown):
    return [entry for group in groups(shown) for block in group["blocks"] for entry in block["entries"]]


def joined(pieces):
    return "".join(piece["text"] for piece in pieces)


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70), st.sampled_from(["quote", "mark"]))),
)
def test_the_pieces_of_a_text_joined_are_the_text(text, spans):
    pieces = split(text, 3, [((start, end), kind) for start, end, kind in spans])
    assert joined(pieces) == text
    assert all(first["kind"] != second["kind"] for first, second in pairwise(pieces))


def test_the_words_that_answer_are_set_apart_in_the_sentence_and_on_the_card():
    shown = answer_view(an_answer())
    for pieces in (statements(shown)[0]["pieces"], shown["cards"][0]["pieces"]):
        assert [piece["text"] for piece in pieces if piece["kind"] == "mark"] == ["300 euros"]
    assert joined(shown["cards"][0]["pieces"]) == TEXT


def test_a_card_names_the_file_where_its_title_is_another():
    assert answer_view(an_answer())["cards"][0]["file"] is None
    citation = replace(a_citation(), title="Seattle General Hospital", source="/tmp/a/scan_2024.pdf")
    assert answer_view(an_answer(citations=(citation,)))["cards"][0]["file"] == "scan_2024.pdf"


def test_a_written_sentence_is_shown_whole():
    written = Statement(text="It costs 300 euros.", citations=(a_citation(),), verdict="supported")
    shown = answer_view(an_answer(statements=(written,)))
    (group,) = groups(shown)
    assert statements(shown)[0]["pieces"] == [{"text": "It costs 300 euros.", "kind": "plain"}]
    assert group["place"] is None


def test_the_searches_of_an_answer_are_shown_one_by_one():
    assert answer_view(an_answer())["searches"] is None
    steps = (
        Step(search="What is the fee?", by="question", passages=2, titles=("Rules",), missing="the year"),
        Step(search="fee a year", by="model", passages=0, titles=()),
    )
    assert answer_view(an_answer(steps=steps))["searches"] == {
        "line": "Searched 2 times",
        "steps": [
            {"search": "What is the fee?", "found": "2 passages in Rules", "missing": "the year"},
            {"search": "fee a year", "found": "nothing new", "missing": ""},
        ],
    }


def test_what_a_model_wrote_and_nothing_supports_is_apart_from_the_statements():
    assert answer_view(an_answer())["left_out"] is None
    left_out = (LeftOut(text="It is free.", reason="no source says this"),)
    shown = answer_view(an_answer(left_out=left_out))
    assert shown["left_out"]["sentences"] == [{"text": "It is free.", "reason": "no source says this"}]
    assert shown["left_out"]["line"] and not any("free" in joined(one["pieces"]) for one in statements(shown))


def test_a_long_passage_is_cut_between_words_and_says_so():
    text = "word " * 200 + TEXT + " word" * 200
    low = text.index("The fee")
    citation = Citation(
        number=1, document_id="d1", passage_id="p1", title="Rules", source="r", section=None,
        start=low, end=low + END - START, quote=TEXT[START:END],
    )  # fmt: skip
    shown = joined(answer_view(an_answer(citations=(citation,), hits=(a_hit(text),)))["cards"][0]["pieces"])
    assert shown.startswith("… word") and shown.endswith("word …")
    assert TEXT[START:END] in shown


def test_not_found_shows_the_nearest_passages_and_no_numbers():
    shown = answer_view(an_answer(status="not_found", statements=(), citations=(), hits=(a_hit(),) * 5))
    assert len(shown["cards"]) == 3
    assert {card["number"] for card in shown["cards"]} == {None}


def test_what_was_searched_is_shown_where_it_is_not_the_question():
    assert answer_view(an_answer())["searched"] is None
    other = an_answer(standalone_question="What is the fee of the club?", searched_in=("Rules",))
    assert answer_view(other)["searched"] == {"question": "What is the fee of the club?", "places": ["Rules"]}


def test_what_leads_has_the_number_of_the_words_that_it_quotes():
    shown = answer_view(an_answer())
    assert shown["lead"] == {"text": "300 euros", "number": 1}
    assert [statement["said"] for statement in statements(shown)] == [False]


def test_a_sentence_that_leads_as_a_whole_is_marked_as_said():
    shown = answer_view(an_answer(short=TEXT[START:END]))
    assert [statement["said"] for statement in statements(shown)] == [True]


def pinned(text, quote, form, marked=None, number=1):
    """A statement that quotes a text, as its hit and statement."""
    start = text.index(quote)
    marks = ((text.index(marked), text.index(marked) + len(marked)),) if marked else ()
    citation = replace(
        a_citation(), number=number, start=start, end=start + len(quote), quote=quote, marks=marks
    )
    shown = quote if form == "code" else " ".join(quote.split())
    return Statement(text=shown, citations=(citation,), form=form)


def test_the_marker_of_an_item_is_set_apart_and_its_words_keep_their_marks():
    text = "To do:\n(a)  Close\nthe valve."
    step = pinned(text, "(a)  Close\nthe valve.", "step", "valve")
    shown = answer_view(
        an_answer(statements=(step,), citations=step.citations, hits=(a_hit(text),), short=None)
    )
    (entry,) = statements(shown)
    assert entry["marker"] == "(a)"
    assert [(piece["text"], piece["kind"]) for piece in entry["pieces"]] == [
        ("Close\nthe ", "plain"), ("valve", "mark"), (".", "plain"),
    ]  # fmt: skip


def test_code_keeps_its_lines_and_its_indentation():
    code = "if a:\n    b()\n"
    statement = pinned(f"Run:\n{code}", code, "code", "b()")
    shown = answer_view(an_answer(statements=(statement,), citations=statement.citations, short=None))
    assert joined(statements(shown)[0]["pieces"]) == code


def test_the_card_of_a_cell_shows_its_row_alone():
    text = "Team: A | Cups: 3\nTeam: B | Cups: 4\nTeam: C | Cups: 5"
    cell = pinned(text, "4", "cell")
    shown = answer_view(
        an_answer(statements=(cell,), citations=cell.citations, hits=(a_hit(text),), short=None)
    )
    assert joined(shown["cards"][0]["pieces"]) == "Team: B | Cups: 4"


def test_a_table_says_which_cells_are_used_and_which_columns_are_figures():
    table = AnswerTable(
        title="Cups", columns=("Team", "Cups"),
        rows=((AnswerCell(text="Toronto"), AnswerCell(text="1,300 *", number=1)), (AnswerCell(text="Ottawa"),)),
    )  # fmt: skip
    shown = answer_view(an_answer(kind="table", table=table))["table"]
    assert shown["columns"] == [{"name": "Team", "figures": False}, {"name": "Cups", "figures": True}]
    assert [cell["number"] for row in shown["rows"] for cell in row] == [None, 1, None]
    assert answer_view(an_answer())["table"] is None


def test_other_places_of_a_sentence_are_counted_and_their_cards_show_only_the_quote():
    cited = tuple(replace(a_citation(), number=number) for number in (1, 2, 3))
    statement = Statement(text=TEXT[START:END], citations=cited)
    shown = answer_view(an_answer(statements=(statement,), citations=cited))
    (view,) = statements(shown)
    assert (view["numbers"], view["also"]) == ([1], [2, 3])
    assert [card["same"] for card in shown["cards"]] == [False, True, True]
    assert joined(shown["cards"][1]["pieces"]) == TEXT[START:END]


def test_a_computed_sentence_shows_how_and_the_numbers_of_all_that_went_in():
    cited = tuple(replace(a_citation(), number=number) for number in (1, 2))
    computed = Statement(text="600", citations=cited, verdict="computed", derivation="300 + 300")
    shown = answer_view(an_answer(short="600", statements=(computed,), citations=cited))
    (view,) = statements(shown)
    assert (view["derivation"], view["numbers"], view["also"]) == ("300 + 300", [1, 2], [])
    assert shown["lead"] == {"text": "600", "number": None}


shown_report = partial(report_view, embedder="all-MiniLM-L6-v2")


def test_a_report_names_each_file_without_its_folder():
    report = IngestReport(
        added=["/tmp/a/one.txt"],
        skipped=[("/tmp/a/link.txt", "it leads out of the folder")],
        failed=[("mails.zip/two.bin", "it is not text")],
    )
    shown = shown_report({"1": report}, [{"name": "three.txt", "reason": "it did not arrive"}])
    assert shown["read"] == ["one.txt"]
    assert [failed["name"] for failed in shown["failed"]] == ["link.txt", "mails.zip/two.bin", "three.txt"]


def test_what_a_password_would_open_is_told_apart_from_what_failed():
    refused = [("a.zip/plan.pdf", "it is encrypted"), ("a.zip/song.mp3", "it is sound")]
    reports = {"f1": IngestReport(failed=refused, encrypted=["a.zip/plan.pdf"]), "f2": IngestReport()}
    shown = shown_report(reports, keys=["f1", "f2"])
    assert [failed["name"] for failed in shown["failed"]] == ["a.zip/song.mp3"]
    assert shown["locked"] == [{"key": "f1", "names": ["a.zip/plan.pdf"]}]
    assert shown["keys"] == ["f1", "f2"]


def test_how_well_a_document_was_read_is_said_where_it_is_listed_opened_and_added():
    report = ExtractionReport(pages=3, scanned=(2,))
    document = Document(
        id="d", title="T", source="t.pdf", text="Words.", metadata={"author": "Kim"}, report=report
    )
    shown = start_page(ReadDocument(document=document))
    assert {"name": "Size", "kind": "amount", "text": "3 pages, 6 characters"} in shown["facts"]
    assert {"name": "Author", "kind": "", "text": "Kim"} in shown["facts"]
    assert shown["notes"][0].startswith("1 of 3 pages is a scan without text (page 2)")
    told = shown_report({"": IngestReport(added=["/x/t.pdf"], warnings=[("/x/t.pdf", "So.")])})
    assert told["warnings"] == [{"name": "t.pdf", "text": "So."}]


def test_a_report_on_several_files_says_once_which_are_not_english():
    reports = {
        "f1": IngestReport(added=["/x/uno.txt"], not_english=["/x/uno.txt"]),
        "f2": IngestReport(added=["/x/two.txt"]),
        "f3": IngestReport(updated=["/x/tres.txt"], not_english=["/x/tres.txt"]),
    }
    told = shown_report(reports)["language"]
    assert told.startswith("2 of 3 documents (uno.txt and tres.txt) are not in English.")
    assert shown_report({"f2": reports["f2"]})["language"] is None


def test_everything_shown_is_plain_json():
    document = Document(id="d1", title="T", source="t", text=TEXT)
    read = ReadDocument(document=document)
    for shown in (answer_view(an_answer()), start_page(read), part_view(read, 0)):
        assert json.loads(json.dumps(shown)) == shown


def test_a_file_that_waits_for_an_answer_is_listed_with_the_name_that_another_has():
    shown = shown_report({}, keys=["f1"], taken={"f1": "a/report.pdf"})
    assert shown["taken"] == [{"key": "f1", "source": "a/report.pdf"}]
