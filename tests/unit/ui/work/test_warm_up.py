"""The loading of the models of a served index."""

import threading

from rag import ModelError
from ui.work.jobs import WarmUp


def test_questions_are_answered_while_what_adding_needs_is_still_loaded():
    begun, go_on = threading.Event(), threading.Event()

    def then():
        begun.set()
        go_on.wait(10)

    warm_up = WarmUp(lambda: None, then)
    assert warm_up.loading
    warm_up.start()
    assert begun.wait(10) and not warm_up.loading
    go_on.set()


def test_a_model_that_can_not_be_loaded_is_logged_and_the_page_is_ready(caplog):
    def fail():
        raise ModelError("its weights are gone")

    warm_up = WarmUp(fail)
    warm_up._run()
    assert not warm_up.loading and "its weights are gone" in caplog.text
