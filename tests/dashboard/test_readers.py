"""Who reads a page: their language, what they see, and how many are remembered."""

import pytest

from dashboard.readers import Drawn, Reader, Readers


@pytest.mark.parametrize(
    ("locale", "language"),
    [("ja-JP", "ja"), ("ja", "ja"), ("mi-NZ", "mi"), ("en-NZ", "en"), ("fr-FR", "en"), ("", "en")],
)
def test_a_reader_is_answered_in_a_language_we_have(locale, language):
    assert Reader(locale=locale).language == language


def test_what_a_reader_sees_is_what_was_drawn_last():
    readers = Readers()
    first, second = Drawn(Reader("one"), {"lang": "ja"}), Drawn(Reader("one", dark=True), {})
    readers.sees(first)
    assert readers.of("one") is first
    readers.sees(second)
    assert readers.of("one") is second


def test_readers_are_known_by_their_session_only():
    readers = Readers()
    assert readers.of("one") is None
    one, two = (Drawn(Reader(session)) for session in ("one", "two"))
    readers.sees(one)
    readers.sees(two)
    assert (readers.of("one"), readers.of("two"), readers.of("")) == (one, two, None)


def test_who_asked_for_a_page_the_longest_ago_is_forgotten():
    readers = Readers(most=2)
    for session in ("one", "two", "one", "three"):
        readers.sees(Drawn(Reader(session)))
    known = [session for session in ("one", "two", "three") if readers.of(session)]
    assert known == ["one", "three"]
