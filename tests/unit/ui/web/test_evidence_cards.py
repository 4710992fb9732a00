"""What stands around a quote on its card."""

from rag import Answer, Citation, Hit, Passage, Section, Statement
from ui.web.evidence_cards import evidence_cards

TEXT = "Handbook\n\nHours\n\nIt opens at 7. It closes at 18:30.\n\nSafety\n\nWear a helmet."
KINDS = {"Handbook": "title", "Hours": "heading", "Safety": "heading"}
SENTENCES = ("Handbook", "Hours", "It opens at 7.", "It closes at 18:30.", "Safety", "Wear a helmet.")


def a_hit():
    hours, safety = TEXT.index("Hours"), TEXT.index("Safety")
    places = [TEXT.index(sentence) for sentence in SENTENCES]
    passage = Passage(
        id="p", document_id="d", title="Handbook", source="handbook.md", start=0, end=len(TEXT), text=TEXT,
        sections=(
            Section(name="Hours", kind="heading", start=hours, end=safety),
            Section(name="Safety", kind="heading", start=safety, end=len(TEXT)),
        ),
        sentences=tuple((at, at + len(s)) for at, s in zip(places, SENTENCES, strict=True)),
        kinds=tuple(KINDS.get(sentence, "paragraph") for sentence in SENTENCES),
    )  # fmt: skip
    return Hit(passage=passage, score=1.0, rank=1)


def card(quote, **changes):
    start = TEXT.index(quote)
    citation = Citation(
        number=1, document_id="d", passage_id="p", title="Handbook", source="handbook.md", section="Hours", start=start,
        end=start + len(quote), quote=quote,
    )  # fmt: skip
    given = {
        "question": "?", "standalone_question": "?", "status": "answered", "text": quote, "short": None, "confidence": 0.9,
        "hits": (a_hit(),), "statements": (Statement(text=quote, citations=(citation,)),), "citations": (citation,),
        **changes,
    }  # fmt: skip
    (first,) = evidence_cards(Answer(**given))
    return "".join(piece["text"] for piece in first["pieces"])


def test_a_quote_stands_among_the_words_of_its_own_section_without_what_is_said_above_it():
    assert card("It closes at 18:30.") == "It opens at 7. It closes at 18:30."
    assert card("Wear a helmet.") == "Wear a helmet."


def test_a_heading_that_is_quoted_is_shown():
    assert card("Hours").startswith("Hours")


def test_the_nearest_passage_begins_with_what_it_says_and_has_no_empty_lines():
    shown = card("Hours", status="not_found", statements=(), citations=())
    assert shown == "It opens at 7. It closes at 18:30.\nSafety\nWear a helmet."
