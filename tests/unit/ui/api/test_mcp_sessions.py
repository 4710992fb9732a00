"""How many sessions of the Model Context Protocol a caller may have."""

from ui.api.mcp_server.sessions import MOST_EACH, OpenSessions


def test_sessions_that_nobody_has_used_for_long_count_no_more():
    now = [0.0]
    sessions = OpenSessions(60, lambda: now[0])
    for number in range(MOST_EACH):
        with sessions.opening("anna") as opened:
            opened(str(number))
    assert not sessions.has_room("anna") and sessions.has_room("bert")
    now[0] = 59.0
    sessions.use("anna", "0")
    now[0] = 61.0
    assert sessions.has_room("anna") and len(sessions._used["anna"]) == 1


def test_those_that_are_being_opened_count():
    sessions = OpenSessions(60)
    blocks = [sessions.opening("anna") for _ in range(MOST_EACH)]
    for block in blocks:
        block.__enter__()
    assert not sessions.has_room("anna")
    blocks[0].__exit__(None, None, None)
    assert sessions.has_room("anna")
