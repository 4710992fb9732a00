"""The primary is killed while questions are asked and documents added: with real servers, once."""

from bench.postgres.failover import failover


def test_when_the_primary_is_killed_nothing_acknowledged_is_lost_and_questions_and_changes_go_on():
    results, failed = failover(1)
    assert not failed, results.data["wrong"]
    assert results.data["errors"] == []
    assert results.data["answers"] > 0 < results.data["acknowledged"]
    # 2 seconds are promised; this machine may have much else to do.
    assert max(results.data["without_answer_seconds"]) < 20
