"""The audit log and quotas."""

import pytest

from ui.accounts import COMMAND, AccountError, Quota


def test_what_was_done_is_told_the_newest_first_of_all_or_of_one(accounts, add):
    anna, bert = add("anna"), add("bert")
    accounts.audit.write(anna, "added", documents=["a.txt"], space="")
    accounts.audit.write(bert, "removed", documents=[f"{n}.txt" for n in range(200)])
    accounts.audit.write(COMMAND, "account made", of="cleo")
    assert [line.what for line in accounts.audit.lines()] == ["account made", "removed", "added"]
    (line,) = accounts.audit.lines(account=anna.id)
    assert line.name == "anna" and line.about == {"documents": ["a.txt"], "space": ""}
    assert [line.what for line in accounts.audit.lines(k=1)] == ["account made"]
    assert accounts.audit.lines(account="' OR 1=1 --") == []
    assert accounts.audit.lines(account=bert.id)[0].about["documents"][-1] == "and 150 more"


def test_the_text_of_a_question_is_kept_only_where_that_is_switched_on(accounts, add):
    anna = add("anna")
    accounts.audit.asked(anna, "Am I ill?")
    accounts.audit.keep_questions(True)
    accounts.audit.asked(anna, "How many arches?")
    assert [line.about.get("question") for line in accounts.audit.lines()] == ["How many arches?", None]
    accounts.audit.keep_questions(False)
    accounts.audit.asked(anna, "Who?")
    assert "question" not in str(accounts.audit.lines())
    assert [line.what for line in accounts.audit.lines()] == ["asked"] * 3


def test_a_quota_bounds_documents_and_bytes(accounts, add):
    space = add("anna").space
    assert accounts.quotas.of(space) == Quota()
    accounts.quotas.of(space).check(10**9, 10**15)
    accounts.quotas.set(space, Quota(documents=2, bytes=1000))
    quota = accounts.quotas.of(space)
    quota.check(1, 900, adding=100)
    with pytest.raises(AccountError, match="2 documents"):
        quota.check(2, 10)
    with pytest.raises(AccountError, match="MB together"):
        quota.check(1, 900, adding=101)
    accounts.quotas.set(space, Quota())
    assert accounts.quotas.of(space) == Quota()
