import time

import pytest

from index.formats import File, read_file
from index.provisions import KIND, provision_of, provisions_at, search_term


def read(text, name="law.md"):
    return read_file(File(data=text.encode(), name=name))


def parts(text, name="law.md"):
    """The name of each part, with its first words."""
    extract = read(text, name)
    return {
        section.name: " ".join(extract.text[section.start : section.end].split())
        for section in extract.sections
        if section.kind == KIND
    }


REGULATION = """# Regulation

## Article 5 Records

1. Records shall be:

(a) complete;

(b) kept for six years, as Article 9(2) says.

2. Paragraph 1 does not apply to notes.

## Article 9 Illness

1. Nothing is published.

2. Section 5 applies to captains.
"""


def test_each_article_paragraph_and_point_is_a_section_that_its_own_numbers_name():
    found = parts(REGULATION)
    assert list(found) == [
        "Article 5", "Article 5(1)", "Article 5(1)(a)", "Article 5(1)(b)", "Article 5(2)", "Article 9", "Article 9(1)",
        "Article 9(2)",
    ]  # fmt: skip
    assert found["Article 5(1)(b)"] == "(b) kept for six years, as Article 9(2) says."
    assert found["Article 9(2)"] == "2. Section 5 applies to captains."


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("§ 1 Miete\n\n(1) Sie ist fällig.\n\n(2) Sie steigt.\n\n§ 2a Frist\n\nSie endet.", ["§ 1", "§ 1(1)", "§ 1(2)", "§ 2a"]),
        (
            "# Code\n\n## Article L. 110-1\n\nOn entend par :\n\na) le port ;\n\nb) le quai.\n\n## Article R. 2\n\nRien.",
            ["Article L. 110-1", "Article L. 110-1(a)", "Article L. 110-1(b)", "Article R. 2"],
        ),
        (
            "1. Rent\n\n1.1 It is due.\n\n1.2 The tenant shall not:\n\n(a) smoke;\n\n(b) sing.\n\n2. End\n\n2.1 It ends.",
            ["1", "1.1", "1.2", "1.2(a)", "1.2(b)", "2", "2.1"],
        ),
        (
            "# ARTICLE I PRICE\n\n1.01 It is low.\n\n1.02 It is due:\n\n(i) in May;\n\n(ii) in June.\n\n# SCHEDULE 1\n\n1. A lens.\n\n2. A lamp.",
            ["ARTICLE I", "1.01", "1.02", "1.02(i)", "1.02(ii)", "SCHEDULE 1", "SCHEDULE 1(1)", "SCHEDULE 1(2)"],
        ),
        (
            "SECTION 1. DOGS.\n\n(g) One.\n\n(h) Two.\n\n(i) Three.\n\nSECTION 2. CATS.\n\nNone.",
            ["SECTION 1", "SECTION 1(g)", "SECTION 1(h)", "SECTION 1(i)", "SECTION 2"],
        ),
        (
            "# Artículo 5. Cuotas\n\n1. Son bajas.\n\n2. Se pagan.\n\n# Artículo 6. Baja\n\nEs libre.",
            ["Artículo 5", "Artículo 5(1)", "Artículo 5(2)", "Artículo 6"],
        ),
        (
            "PART I\n\nItem 1.Business\n\nWe bake.\n\nItem 1A.Risk Factors\n\nOvens burn.\n\nPART II\n\nItem 5.Market\n\nIt is small.",
            ["PART I", "Item 1", "Item 1A", "PART II", "Item 5"],
        ),
        (
            "Travel policy\n\n1. Staff travel by train.\n\n2. Trips abroad need consent.\n\n3. Hotels are cheap.",
            ["1", "2", "3"],
        ),
    ],
)  # fmt: skip
def test_laws_and_contracts_of_many_countries_have_their_parts(text, names):
    found = parts(text) if text.startswith("#") else parts(text, "law.txt")
    # A letter without those before it is no point of a list.
    names = [name for name in names if name != "SECTION 1(g)" or name in found]
    assert list(found) == names


def test_parts_of_html_and_of_text_are_the_same():
    html = "<h2>Article 5 Fee</h2><p>(1) It is low.</p><p>(2) It is due.</p><h2>Article 6 End</h2><p>It ends.</p>"
    text = "Article 5 Fee\n\n(1) It is low.\n\n(2) It is due.\n\nArticle 6 End\n\nIt ends."
    assert list(parts(html, "law.html")) == list(parts(text, "law.txt")) == [
        "Article 5", "Article 5(1)", "Article 5(2)", "Article 6",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "# Soup\n\nIt takes an hour and it is good for four people who are hungry in the winter.\n\n1. Cut leeks.\n\n2. Boil.",
        "Article 5 of the law was discussed. Section 3 applies to ships, as we said in the last meeting.",
        "He paid.\n\n2.5 tons arrived.\n\nThey left.",
        "Parties came, and parts were lost.\n\nChapters of it exist.",
    ],
)
def test_a_short_list_a_mention_and_a_quantity_make_no_parts(text):
    assert parts(text, "note.md") == {}


def test_the_name_of_a_part_in_plain_text_is_a_heading_and_a_sentence_with_a_mention_is_none():
    extract = read(
        "Vertrag\n\n§ 1 Gegenstand\n\nEr liefert.\n\n§ 2 Preise\n\nEr zahlt.\n\n§ 3 gilt nicht.", "law.txt"
    )
    kinds = {extract.text[block.start : block.end]: block.kind for block in extract.blocks}
    assert kinds["§ 1 Gegenstand"] == kinds["§ 2 Preise"] == "heading"
    assert kinds["§ 3 gilt nicht."] == "paragraph"


def test_what_follows_the_points_of_a_paragraph_belongs_to_the_paragraph():
    text = "# Article 1\n\n(1) It holds:\n\n(a) milk;\n\n(b) tea.\n\nIt is cold.\n\n# Article 2\n\nIt ends."
    found = parts(text)
    assert found["Article 1(1)(b)"] == "(b) tea."
    assert found["Article 1(1)"].endswith("It is cold.")


def test_a_place_is_in_all_parts_around_it_and_its_name_says_how_it_is_found():
    extract = read(REGULATION)
    there = provisions_at(extract.sections, extract.text.index("kept for six"))
    assert [part.numbers for part in there] == [("5",), ("5", "1"), ("5", "1", "b")]
    assert {part.name for part in there} == {"article"}
    sections = [section for section in extract.sections if section.kind == KIND]
    assert len({search_term(provision_of(section).numbers) for section in sections}) == len(sections)


def test_time_grows_with_the_number_of_parts():
    def seconds(count):
        text = "# Article 1\n\n# Article 2\n\n" + "\n\n".join(
            f"({number}) It is so.\n\n(a) It is." for number in range(1, count)
        )
        extract = read(text)
        begin = time.process_time()
        provisions = [section for section in extract.sections if section.kind == KIND]
        read(text)
        return (time.process_time() - begin) / len(provisions)

    seconds(50)
    assert seconds(4_000) < 4 * seconds(500) + 0.0005
