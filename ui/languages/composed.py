"""Texts that the page shows and that come from `index` and `rag`: the most frequent ones, so that each language has them.

A language file may have any other text of theirs, too: a constant as it stands in the code, or the text that it is put
together from, with a {name} for each value. Those that no file has are shown in English.
"""

COMPOSED = (
    "The documents don't say: nothing that was found answers this.",
    "No document fits the filter that the question was asked with.",
    "There are no documents yet. Add some, then ask again.",
    "There are no documents yet: add some, then ask.",
    "Hello! Ask me about your documents.",
    "I answer questions about your documents, and show the exact words that each sentence comes from. "
    "If the documents don't say, I tell you so.",
    "What is asked for would have to be computed, and it was not sure how. These are the nearest rows.",
    "The date is that of the last change of the file.",
    "Only a model that writes can put it in that form; these are the words of the documents.",
    "The model's text was left out: the documents don't say what it says.",
    "1 sentence was left out, because the documents don't say so.",
    "{n} sentences were left out, because the documents don't say so.",
    "The documents don't say {parts}.",
    "It was otherwise before ({title}).",
    "An older document says otherwise ({title}).",
    "An older note says otherwise ({title}).",
    "No document that was searched has {words}.",
    "And {n} more parts.",
    "And {n} more documents.",
    "1 page",
    "{n} pages",
    "1 character",
    "{n} characters",
    "{writer} answered in {seconds} s: {words}",
    # Places.
    "p. {label}",
    "p. {label} (page {number} of the file)",
    "paragraph {number}",
    "slide {number}",
    "line {number}",
    "lines {lines}",
    "record {number}",
    "cell {number}",
    "row {number}",
    'sheet "{name}"',
    # What is wrong with an answer from outside (rag/export/fits.py).
    "it is not finished",
    "its confidence is not between 0 and 1",
    "its citations are not numbered from 1 on",
    "a quote does not have the length of its place",
    "a sentence cites what is not among its citations",
    "it is not found, and yet there are sentences",
    "a quote has no citation",
    "a passage does not have the length of its place",
    "a row of its table has other columns than its head",
)
