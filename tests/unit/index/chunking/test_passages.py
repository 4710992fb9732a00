from hypothesis import given, settings
from hypothesis import strategies as st

from index.chunking.passages import MAX_TOKENS, MIN_TOKENS, cut_passages, searched_text
from index.documents import Section
from index.formats import Block, Extract, File, read_file


def count_words(texts):
    return [len(text.split()) for text in texts]


def cut(text, source="a.txt"):
    extract = read_file(File(data=text.encode(), name=source))
    return extract, cut_passages(extract, count_words)


words = st.sampled_from(["alpha", "beta", "gamma", "delta", "Dr.", "3.5", "(x)", "日本"])
sentence = st.lists(words, min_size=1, max_size=60).map(lambda words: "Start " + " ".join(words) + ".")
paragraph = st.lists(sentence, min_size=1, max_size=8).map(" ".join)
document = st.lists(paragraph, min_size=1, max_size=12).map("\n\n".join)


@settings(max_examples=60)
@given(document)
def test_passages_contain_every_sentence_in_order_and_overlap_by_one_at_most(text):
    extract, passages = cut(text)
    seen = []
    for passage in passages:
        assert list(passage) == sorted(passage)
        new = passage[1:] if seen and passage[0] == seen[-1] else passage
        assert new, "a passage must bring something new"
        seen += new
    assert seen == sorted(set(seen))
    covered = {place for start, end in seen for place in range(start, end)}
    assert {place for place, character in enumerate(extract.text) if not character.isspace()} <= covered


@settings(max_examples=60)
@given(document)
def test_no_passage_is_longer_than_the_embedder_reads(text):
    extract, passages = cut(text)
    for passage in passages:
        assert sum(count_words([extract.text[start:end] for start, end in passage])) <= MAX_TOKENS


def test_a_passage_ends_with_a_paragraph_if_it_is_long_enough_there():
    paragraph = " ".join(f"Sentence number {n} has exactly seven words." for n in range(17))  # 119 words
    text = "\n\n".join([paragraph] * 4)
    _, passages = cut(text)
    assert [len(passage) for passage in passages] == [34, 34]


def test_inside_a_long_paragraph_one_sentence_is_shared():
    _, passages = cut(" ".join(f"Sentence number {n} has exactly seven words." for n in range(100)))
    assert len(passages) > 2
    assert all(
        passage[-1] == following[0] for passage, following in zip(passages, passages[1:], strict=False)
    )


def test_a_heading_stays_with_the_text_after_it():
    body = " ".join(f"Sentence number {n} has exactly seven words." for n in range(16))
    extract, passages = cut(f"# One\n\n{body}\n\n## Two\n\n{body}\n\n## Three\n\n{body}", "a.md")
    lasts = [extract.text[slice(*passage[-1])] for passage in passages]
    assert not {"One", "Two", "Three"} & set(lasts)
    assert [extract.text[slice(*passage[0])] for passage in passages] == ["One", "Three"]


def test_a_sentence_of_too_many_tokens_is_cut_so_that_all_of_it_is_read():
    def count_characters(texts):
        return [len(text) for text in texts]

    text = "好" * 900
    extract = Extract(title=None, text=text, blocks=(Block(start=0, end=900),))
    passages = cut_passages(extract, count_characters)
    assert max(sum(end - start for start, end in passage) for passage in passages) <= MAX_TOKENS
    assert {place for passage in passages for start, end in passage for place in range(start, end)} == set(
        range(900)
    )


def test_short_texts_are_one_passage():
    _, passages = cut("Only this.")
    assert passages == [((0, 10),)]
    assert MIN_TOKENS > 2


def test_no_passage_is_only_the_repeated_sentence():
    """The third sentence is too long to stand in one passage with the second."""
    sentences = [f"Start {'of ' * (words - 2)}it." for words in (200, 40, 230)]
    extract, passages = cut(" ".join(sentences))
    texts = [[extract.text[start:end] for start, end in passage] for passage in passages]
    assert texts == [sentences[:2], sentences[2:]]


def heading(name, kind="heading"):
    return Section(name=name, start=0, end=9, kind=kind)


def test_the_searched_text_has_each_name_above_a_passage_that_it_lacks_once():
    sections = [
        heading("Law"),
        heading("Law > Article 19"),
        heading("Law > Article 19 > Fines"),
        heading("p. 3", "page"),
    ]
    text = "Fines are due in June. The Articles 17 and 19 say so."
    assert searched_text("Code", text, sections) == f"Code\nLaw\nArticle 19\n{text}"
    assert searched_text("Code", text, [heading('sheet "Q3"', "sheet"), heading("Code > Dues")]) == (
        f'Code\nsheet "Q3"\nDues\n{text}'
    )
    assert searched_text("Fines", text, [heading("Fines")]) == text
    assert searched_text("Law", text, [heading("Fine")]) == f"Law\nFine\n{text}"


def test_a_numbered_part_is_searched_by_a_word_that_no_mention_has():
    sections = (Section(name="Article 17(3)", start=0, end=9, kind="provision"),)
    assert searched_text("Law", "It ends.", sections).splitlines() == ["Law", "It ends.", "provision17x3"]
    assert "provision" not in searched_text("Law", "Article 17(3) is so.")
