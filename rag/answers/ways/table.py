"""Answers from tables: what a question asks of a table is looked up or computed, and each cell that it rests on is cited."""

from collections.abc import Iterator, Sequence

from index import stems
from rag.answers.ways.computed import Computed, computed_answer
from rag.answers.ways.uncomputed import uncomputed
from rag.answers.ways.way import Asked, WayAnswer
from rag.questions.analysis import QuestionTerms
from rag.tables.answer import answer_table
from rag.tables.found import FoundTable, tables_of
from rag.tables.rules.account_questions import account_reading
from rag.tables.rules.plain_questions import plain_reading

# A table that holds so much less of the question than the best one is not asked.
_LEAST_SHARE = 0.6
# Of two tables that give different figures neither is the answer, if the second is nearly as probable.
_RIVAL = 0.9
# So often an account reading that found all of a question was right (TAT-QA, valid: 162 of 172).
_SURE_OF_ACCOUNTS = 0.92
# So often a plain question of which each word is understood was read rightly (WikiTableQuestions, train: 162 of 177).
_SURE_OF_PLAIN = 0.92
# A table must hold so much of what is asked. The confidence knows tables that do not say it, so hardly more than something: 60 in
# 100 would take away a third of the right answers (WikiTableQuestions, valid: 31 to 21 in 100) and 2 in 100 of the false ones.
_LEAST_HELD = 0.3
# A larger one takes longer than people wait.
_MOST_CELLS = 2_000_000
# These say what to do with a table, not what it is about.
_SAY_WHAT_TO_DO = frozenset(
    stems(
        "total sum together altogether combined overall average mean highest largest biggest greatest maximum most lowest smallest "
        "least fewest minimum first last difference more less fewer higher lower number amount value count each"
    )
)


def table_answer(asked: Asked) -> WayAnswer | None:
    """The answer that a table gives; if none gives a sure one, or two give different ones, the rows that it would rest on.

    None if nothing is to be computed from rows.
    """
    best = _best(asked)
    hits = asked.plain.readings.hits
    shown = computed_answer(asked.question, best, asked.documents, hits) if best else None
    return shown or uncomputed(asked)


def unsure_table(asked: Asked) -> FoundTable | None:
    """The table that a question is most probably about and that gives no sure answer; None if there is none."""
    found = tables_of(asked.question, asked.plain.readings.hits, asked.documents, kept=asked.tables)
    fit = (one for one in found[:1] if _is_asked(one, found[0]) and _holds_what_is_asked(one, asked.terms))
    return next((one for one in fit if not any(_computed(asked.question, asked.terms, [one]))), None)


def _best(asked: Asked) -> Computed | None:
    """What is computed most surely; None if nothing is, or another table gives another figure."""
    found = tables_of(asked.question, asked.plain.readings.hits, asked.documents, kept=asked.tables)
    computed = sorted(_computed(asked.question, asked.terms, found), key=lambda one: -one.score)
    if not computed:
        return None
    best, *others = _called_by_the_question(computed, asked.question)
    rivals = any(other.score >= _RIVAL * best.score and other.says != best.says for other in others)
    return None if rivals else best


def _holds_what_is_asked(found: FoundTable, terms: QuestionTerms) -> bool:
    asked = [term for term in terms.terms if term not in _SAY_WHAT_TO_DO]
    return len(terms.matched(found.words) & set(asked)) >= max(1.0, _LEAST_HELD * len(asked))


def _called_by_the_question(computed: Sequence[Computed], question: str) -> Sequence[Computed]:
    """Those whose titles the question says as a whole, if there are any: of "Cups" and "Cups since 1967" the first."""
    asked = frozenset(stems(question))
    called = [
        one for one in computed if (title := frozenset(stems(one.found.table.title))) and title <= asked
    ]
    return called or computed


def _computed(question: str, terms: QuestionTerms, tables: Sequence[FoundTable]) -> Iterator[Computed]:
    """What the tables say that hold most of the question, where it is sure."""
    for found in tables:
        if not _is_asked(found, tables[0]):
            continue
        share = found.score / tables[0].score
        index = found.index
        if plain := plain_reading(question, index, found.title):
            yield Computed(
                found=found, index=index, formula=plain.formula, result=plain.result,
                probability=_SURE_OF_PLAIN, score=_SURE_OF_PLAIN * share,
            )  # fmt: skip
            continue
        if not _holds_what_is_asked(found, terms):
            continue
        if (account := account_reading(question, found.table)) is not None:
            if account.sure:
                yield Computed(
                    found=found, index=account.index, formula=account.formula, result=account.result,
                    probability=_SURE_OF_ACCOUNTS, score=_SURE_OF_ACCOUNTS * share,
                )  # fmt: skip
            continue
        answer = answer_table(question, index)
        if answer is not None and answer.sure:
            yield Computed(
                found=found, index=index, formula=answer.formula, result=answer.result,
                probability=answer.probability, score=answer.probability * share,
            )  # fmt: skip


def _is_asked(found: FoundTable, best: FoundTable) -> bool:
    """Whether a table has nearly as much of the question as the best one, and is small enough to be asked."""
    size = len(found.table.rows) * len(found.table.names)
    return bool(best.score) and found.score >= _LEAST_SHARE * best.score and size <= _MOST_CELLS
