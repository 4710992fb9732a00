"""What MkDocs, Docusaurus, Hugo, Pandoc and Obsidian add to Markdown."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.formats.extract import File
from index.formats.markdown.blocks import plain_markdown
from index.formats.markdown.reader import read_markdown


def read(text):
    return read_markdown(File(name="a.md", data=text.encode()))


def blocks(text):
    extract = read(text)
    return [extract.text[block.start : block.end] for block in extract.blocks]


@pytest.mark.parametrize(
    "attributes",
    ["{ #anchor .class }", "{#anchor}", "{: .no_toc }", "{: #id data-x='1'}", "{.unnumbered}", "{/* #id */}"],
)
def test_attributes_behind_a_heading_are_neither_in_the_text_nor_the_section_nor_the_title(attributes):
    extract = read(f"# The tool {attributes}\n\nWords.\n")
    assert extract.text == "The tool\n\nWords."
    assert extract.title == "The tool"
    assert [section.name for section in extract.sections] == ["The tool"]


def test_attributes_of_paragraphs_links_and_pictures_are_left_out_and_braces_in_sentences_stay():
    text = 'See [it](u){ .button }, **this**{#b} and {a=1}.\n{: .lead }\n\n![A cat](c.png){ width="300" }\n\nThe set {x=1}\n'
    assert blocks(text) == ["See it, this and {a=1}.", "A cat", "The set {x=1}"]


@pytest.mark.parametrize(
    "line",
    [
        "{* ../../docs_src/first.py hl[1:2] *}",
        '--8<-- "file.md"',
        "--8<--\na.md\nb.md\n--8<--",
        "{!file.md!}",
        '{{< figure src="a.png"\n   alt="x" >}}',
        "{{% /notice %}}",
        "{{</tabs>}}",
        "<!-- a comment\n\nof two parts -->",
        "%%\na comment\n\nof two parts\n%%",
        "%%one line%%",
        "![[picture.png]]",
    ],
)
def test_marks_of_includes_shortcodes_comments_and_pictures_are_left_out(line):
    assert blocks(f"Before.\n\n{line}\n\nBehind.\n") == ["Before.", "Behind."]


@pytest.mark.parametrize(
    "note",
    [
        '!!! note "Read this first"\n    It is *hot*.\n\n    Wait.\n',
        '???+ warning inline end "Read this first"\n\n\tIt is *hot*.\n\n\tWait.\n',
        '=== "Read this first"\n\n    It is *hot*.\n\n    Wait.\n',
        "/// note | Read this first\n    open: true\n\nIt is *hot*.\n\nWait.\n///\n",
        ":::note Read this first\nIt is *hot*.\n\nWait.\n:::\n",
        ":::tip[Read this first]\n\nIt is *hot*.\n\nWait.\n\n:::\n",
        '::: {.note title="Read this first"}\nIt is *hot*.\n\nWait.\n:::\n',
        "> [!note]- Read this first\n> It is *hot*.\n>\n> Wait.\n",
    ],
)
def test_the_title_of_a_note_is_a_heading_without_a_section_and_its_text_ordinary_paragraphs(note):
    extract = read(f"# Use\n\nOpen.\n\n{note}\nClose.\n")
    shown = [(block.kind, extract.text[block.start : block.end]) for block in extract.blocks]
    assert shown == [
        ("heading", "Use"),
        ("paragraph", "Open."),
        ("heading", "Read this first"),
        ("paragraph", "It is hot."),
        ("paragraph", "Wait."),
        ("paragraph", "Close."),
    ]
    assert [section.name for section in extract.sections] == ["Use"]


@pytest.mark.parametrize(
    "note",
    [
        "!!! note\n    Hot.\n",
        '!!! tip ""\n    Hot.\n',
        "??? tip\n\n    Hot.\n",
        "/// tip\n\nHot.\n\n///\n",
        ":::danger\nHot.\n:::\n",
        "::: warning\nHot.\n:::\n",
        "::: {.x}\nHot.\n:::::\n",
        "> [!TIP]\n> Hot.\n",
    ],
)
def test_of_a_note_without_a_title_only_the_text_is_left(note):
    assert blocks(f"Open.\n\n{note}") == ["Open.", "Hot."]


def test_notes_may_be_in_notes_in_tabs_and_in_items_of_a_list_and_code_in_them_stays_code():
    text = (
        '=== "Linux"\n\n    1. Open it.\n\n        !!! note\n            Slowly.\n\n    2. Close it.\n\n'
        "    ??? tip\n        ```sh\n        run\n            {{< x >}} [[a]]\n        ```\n"
    )
    assert blocks(text) == ["Linux", "1. Open it.", "Slowly.", "2. Close it.", "run\n    {{< x >}} [[a]]"]


def test_in_code_every_mark_stays():
    marks = '!!! note "T"\n    {{< x >}} ==a== [[b|c]] %%d%% Key:: e\n/// tip\n:::note\n--8<-- "f"\n{!g!} # H {#h}'
    indented = "\n".join(f"    {line}" for line in marks.split("\n"))
    assert blocks(f"```\n{marks}\n```\n\nWords `{{{{< x >}}}} [[a]] ==b==`.\n\n{indented}\n") == [
        marks,
        "Words {{< x >}} [[a]] ==b==.",
        marks,
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("See [[Page]].", "See Page."),
        ("See [[Page|the page]] and [[#Part]].", "See the page and Part."),
        ("It is ==very **hot** today==.", "It is very hot today."),
        ("If a == b or x==1, see m[[1]].", "If a == b or x==1, see m[[1]]."),
        ("Hot %%check this%% today, 50%% of 30%%.", "Hot today, 50%% of 30%%."),
        ("Read it [rating:: 9] twice.", "Read it rating: 9 twice."),
        ("Use std::string here.", "Use std::string here."),
    ],
)
def test_links_marked_words_comments_and_fields_are_shown_as_a_wiki_shows_them(written, shown):
    assert blocks(f"{written}\n") == [shown]


def test_each_field_on_a_line_of_its_own_is_a_block_and_tasks_keep_their_boxes():
    text = "Author:: Kim Lee\nDue date:: 5 May\n\n- [ ] buy\n- [x] sell\n\n| a |\n|---|\n| [[P\\|s]] |\n"
    assert blocks(text) == ["Author: Kim Lee", "Due date: 5 May", "[ ] buy", "[x] sell", "a", "a: s"]


def test_what_front_matter_says_of_the_text_is_read_and_settings_of_a_program_are_not():
    text = "---\ntitle: Plan\nstatus: done\ndue-date: 2024-05-01\ntags: [a, b]\nlayout: post\nweight: 5\nlang: en\n---\nWords.\n"
    assert blocks(text) == ["Status: done", "Due date: 2024-05-01", "Tags: a, b", "Words."]
    assert read(text).title == "Plan"


@given(st.lists(st.sampled_from(["Words.", "- item", "    more", "> so", "", "```", "* two *", "a | b"])))
def test_a_text_without_such_marks_is_left_as_it_is(lines):
    text = "\n".join(lines)
    assert plain_markdown(text) == text


@pytest.mark.parametrize(
    "piece",
    ["%%a ", "{/* ", "{{< ", "``` ` ", "==a ", "{.a ", "%%\n", '!!! a "\n  ', "::: a ", "/// |", "> [!a] "],
)
def test_marks_without_an_end_take_no_time_that_grows_with_the_square(piece):
    begun = time.process_time()
    read(piece * 10_000)
    assert time.process_time() - begun < 5


def test_the_words_of_a_drawing_are_no_code():
    text = "# Guide\n\n```mermaid\nflowchart LR\n    ask --> find\n```\n\n```sh\nls\n```\n"
    extract = read_markdown(File(name="a.md", data=text.encode()))
    kinds = {extract.text[block.start : block.end].splitlines()[0]: block.kind for block in extract.blocks}
    assert (kinds["flowchart LR"], kinds["ls"]) == ("caption", "code")
