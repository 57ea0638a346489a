"""What a page will ask is answered side by side, before it is drawn."""

from threading import current_thread

import pytest

from dashboard import answers, opening
from tests.choices_shown import choose
from tests.dashboard.test_app import run


@pytest.mark.parametrize(("key", "code"), [("gender", "female"), ("period", "year")])
def test_what_was_asked_of_one_selection_is_asked_ahead_of_the_next(settings, key, code):
    app = run(settings, "trends", source="jp-helpline")
    answers.forget()
    asked = []
    store = opening.store()
    plain = store.periods

    def watched(filters, **options):
        asked.append(current_thread().name.startswith("ask-ahead"))
        return plain(filters, **options)

    store.periods = watched
    try:
        choose(app, key, code)
    finally:
        del store.periods
    assert set(asked) == {True}
