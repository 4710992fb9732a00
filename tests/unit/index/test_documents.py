from index.chunking.cutting import to_passages
from index.documents import Passage, Section
from index.formats import File, read_file
from index.ingest.sources import to_document


def section(name, start, end, kind="heading"):
    return Section(name=name, start=start, end=end, kind=kind)


def passage(*blocks, sections=(), title="Handbook"):
    """A passage of blocks, each (kind, sentences), that begins at offset 100 of its document."""
    text, spans, kinds = "", [], []
    for kind, *sentences in blocks:
        text += "\n\n" if text else ""
        for sentence in sentences:
            text += " " if text and not text.endswith("\n") else ""
            spans.append((100 + len(text), 100 + len(text) + len(sentence)))
            kinds.append(kind)
            text += sentence
    return Passage(
        id="1",
        document_id="d",
        title=title,
        source="s",
        sections=tuple(sections),
        start=100,
        end=100 + len(text),
        text=text,
        sentences=tuple(spans),
        kinds=tuple(kinds),
    )


def test_the_context_of_an_offset_has_the_title_and_every_name_above_it_once():
    sections = [
        section("Handbook > Leave", 0, 200),
        section("Handbook > Leave > " + "Annual leave of employees " * 5, 110, 200),
        section("slide 4", 0, 200, "slide"),
        section('sheet "Q3"', 150, 200, "sheet"),
        section("p. 12", 0, 200, "page"),
    ]
    taken = passage(("paragraph", "x" * 80), sections=sections)
    assert taken.context(105) == "Handbook > slide 4 > Leave"
    whole = "Annual leave of employees " * 5
    assert taken.context(160) == f'Handbook > sheet "Q3" > slide 4 > Leave > {whole}'


def test_the_nearest_heading_above_a_sentence_is_known():
    taken = passage(
        ("paragraph", "x" * 80),
        sections=[section("Guide > Fees", 100, 200), section("p. 2", 100, 200, "page")],
    )
    assert taken.heading_at(105) == "Fees" and taken.heading_at(250) is None


def test_the_context_of_a_sentence_of_a_file_is_what_stands_above_it():
    text = "# Guide\n\n## Fees\n\n### Late\n\nThree euros a day.\n\n## Rooms\n\nTen."
    extract = read_file(File(name="guide.md", data=text.encode()))
    (taken,) = to_passages(to_document("guide.md", "h", extract), extract, lambda texts: [1] * len(texts))
    by_text = {taken.quote(span): number for number, span in enumerate(taken.sentences)}
    late, ten = by_text["Three euros a day."], by_text["Ten."]
    assert taken.context(taken.sentences[late][0]) == "Guide > Fees > Late"
    assert taken.context(taken.sentences[ten][0]) == "Guide > Rooms"
