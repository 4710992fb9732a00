"""Markdown of documentation sites: directives, templates, components and references leave their words, and no marks."""

import pytest

from index.formats.extract import File
from index.formats.markdown.reader import read_markdown


def read(text):
    return read_markdown(File(name="a.md", data=text.encode(), strict=True))


def blocks(text):
    extract = read(text)
    return [extract.text[block.start : block.end] for block in extract.blocks]


@pytest.mark.parametrize(
    ("directive", "shown"),
    [
        ("```{note}\nMind *this*.\n```", ["Mind this."]),
        (":::{warning} Mind this.\n:::", ["Mind this."]),
        ("```{admonition} Careful\n:class: tip\nMind *this*.\n```", ["Careful", "Mind this."]),
        ("```{figure} a/b.png\n---\nwidth: 80%\n---\nThe bridge.\n```", ["The bridge."]),
        ("```{versionchanged} 2.0 It is faster.\n```", ["Changed in version 2.0: It is faster."]),
        ("```{toctree}\n:maxdepth: 2\nguide/one\n```", []),
        ("::: pkg.mod.Class\n    options:\n      members:\n        - run\n", []),
        ("```{code-block} python\n:linenos:\nx = {1}\n```", ["x = {1}"]),
        ("```{python}\nx = {1}\n```", ["x = {1}"]),
        ("````{tab-set}\n```{tab-item} Linux\nRun it.\n```\n```{tab-item} Mac\nTap it.\n```\n````", ["Linux", "Run it.", "Mac", "Tap it."]),
        (":::{list-table} Prices\n:header-rows: 1\n* - Name\n  - Price\n* - Bolt\n  - 5\n:::", ["Prices", "Name | Price", "Name: Bolt | Price: 5"]),
        ('```{csv-table}\n:header: Name, Price\n"Bolt", 5\n```', ["Name | Price", "Name: Bolt | Price: 5"]),
        ("(place)=\n% a comment\n+++\nWords.", ["Words."]),
    ],
)  # fmt: skip
def test_directives_are_read_as_what_they_show(directive, shown):
    assert blocks(f"Before.\n\n{directive}\n\nBehind.\n") == ["Before.", *shown, "Behind."]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("See {ref}`the guide <guide>`, {py:func}`~a.b` and {term}`node`.", "See the guide, a.b and node."),
        ("See [the `x` option][config.x]{ .md-button } and m[i][j].", "See the x option and m[i][j]."),
        ("See [][pkg.mod] and [words]{.kbd #id}.", "See pkg.mod and words."),
        ("Press ++ctrl+c++ in C++ {++now++}{--soon--}.", "Press ctrl+c in C++ now."),
        ("It is done :tada: at 12:30:45, a:b:c.", "It is done 🎉 at 12:30:45, a:b:c."),
        (":material-home:{ .lg } At home.", "At home."),
        ("It was ~~1,480~~ and is 1,610.^[Since May.]", "It was 1,480 and is 1,610. (Since May.)"),
        (
            "Use {{ version }} of {{ page.name | upcase }}, not {{ site.old }}.",
            "Use 3.2 of Heron, not site.old.",
        ),
        ("Read [this]({{ '/docs/' | relative_url }}) or [that]({% link a.md %}).", "Read this or that."),
        ("{% raw %}Write {{ x }}.{% endraw %} Or `{{ y }}`.", "Write {{ x }}. Or {{ y }}."),
        ("{% comment %}Not yet.{% endcomment %}{% if x %}Now.{% endif %}", "Now."),
        ("It is {{< meta version >}} here{{< icon x >}}.", "It is 3.2 here."),
        ("*[HTML]: Hypertext\n", "HTML: Hypertext"),
    ],
)
def test_roles_references_keys_and_marks_of_templates_are_shown_as_their_words(written, shown):
    assert blocks(f"---\nversion: 3.2\nname: Heron\n---\n{written}\n")[2:] == [shown]


@pytest.mark.parametrize(
    "tabs",
    [
        '<Tabs groupId="os">\n<TabItem value="l" label="Linux">\n\nRun **it**.\n\n</TabItem>\n</Tabs>\n',
        "<Tabs>\n<TabItem\n  value='l'\n  label='Linux'\n>\nRun **it**.\n</TabItem>\n</Tabs>\n",
        '{{< tabs >}}\n{{< tab "Linux" >}}\nRun **it**.\n{{< /tab >}}\n{{< /tabs >}}\n',
        '{{% tabs %}}\n{{% tab name="Linux" %}}\nRun **it**.\n{{% /tab %}}\n{{% /tabs %}}\n',
        '{% tabs %}\n{% tab title="Linux" %}\nRun **it**.\n{% endtab %}\n{% endtabs %}\n',
        ":::details[Linux]{open}\nRun **it**.\n:::\n",
        "::: details Linux {open}\nRun **it**.\n:::\n",
        "/// tab | **Linux**\nRun **it**.\n///\n",
    ],
)
def test_the_name_of_a_tab_is_a_heading_of_its_words_in_every_dialect(tabs):
    extract = read(f"Open.\n\n{tabs}")
    assert [(block.kind, extract.text[block.start : block.end]) for block in extract.blocks] == [
        ("paragraph", "Open."),
        ("heading", "Linux"),
        ("paragraph", "Run it."),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "import Tabs from '@theme/Tabs';\nimport {\n  A,\n  B,\n} from 'x';",
        "export const a = {\n  b: 1,\n};",
        "[TOC]",
        "[[_TOC_]]",
        "* Contents\n{:toc}",
        "<<< @/snippets/a.js{1}",
        "![build](https://img.shields.io/x.svg)",
        "[![build](https://x.org/badge.svg)](https://x.org)",
    ],
)
def test_lines_that_only_a_program_reads_are_left_out(lines):
    assert blocks(f"Before.\n\n{lines}\n\nBehind.\n") == ["Before.", "Behind."]


def test_a_sentence_that_begins_like_code_stays():
    text = "import what you like from it.\n\nexport the list, then go.\n\n100 % sure.\n"
    assert blocks(text) == ["import what you like from it.", "export the list, then go.", "100 % sure."]


def test_a_term_and_what_it_means_are_one_block_and_notes_below_a_term_lose_their_marks():
    assert blocks("Node\n:   a sensor\n:   a crossing\n\n`info`\n\n:   !!! note\n\n        Lorem.\n") == [
        "Node: a sensor",
        "a crossing",
        "info",
        "Lorem.",
    ]


def test_highlighted_code_of_liquid_is_code_and_ticks_in_a_table_are_signs():
    extract = read(
        "{% highlight ruby %}\n# puts {{ a }}\n{% endhighlight %}\n\n|a|b|\n|-|-|\n|x|:white_check_mark:|\n|y|:material-close:|\n"
    )
    assert [(block.kind, extract.text[block.start : block.end]) for block in extract.blocks] == [
        ("code", "# puts {{ a }}"),
        ("table_header", "a | b"),
        ("table_row", "a: x | b: ✓"),
        ("table_row", "a: y | b: ✗"),
    ]


@pytest.mark.parametrize(
    "line", [":::{note}", "```{note}", "{% highlight a %}", "<Tabs", "import {", ":   a", "::: a.b", "{{<"]
)
def test_what_nothing_closes_costs_no_more_than_its_length(line):
    read(f"Words.\n\n{line}\n" * 1500)
