"""What pages offer: as long as it is seen, to the session that drew it, and to not too many."""

from starlette.responses import Response

from dashboard.offers import Offers


def maker(text):
    return lambda: Response(text)


def test_a_session_is_offered_what_its_page_drew():
    offers = Offers()
    first = maker("first")
    offers.put("one", "file", first)
    assert offers.get("one", "file") is first
    assert offers.get("one", "other") is None
    assert offers.get("two", "file") is None


def test_a_page_replaces_the_one_before_it_card_by_card():
    offers = Offers()
    old, gone, new = maker("old"), maker("gone"), maker("new")
    with offers.page("one"):
        offers.put("one", "file", old)
        offers.put("one", "gone", gone)
    with offers.page("one"):
        assert offers.get("one", "file") is old
        offers.put("one", "file", new)
        assert offers.get("one", "file") is new
        assert offers.get("one", "gone") is gone
    assert offers.get("one", "file") is new
    assert offers.get("one", "gone") is None


def test_what_an_unfinished_page_left_is_offered_until_one_is_whole():
    offers = Offers()
    old, half = maker("old"), maker("half")
    with offers.page("one"):
        offers.put("one", "seen", old)
    broken = offers.page("one")
    broken.__enter__()
    offers.put("one", "half", half)
    with offers.page("one"):
        assert offers.get("one", "seen") is old
        assert offers.get("one", "half") is half
    assert offers.get("one", "seen") is None
    assert offers.get("one", "half") is None


def test_the_session_that_asked_longest_ago_is_forgotten():
    offers = Offers(most=2)
    for session in ("one", "two"):
        offers.put(session, "file", maker(session))
    assert offers.get("one", "file")
    offers.put("three", "file", maker("three"))
    assert offers.get("two", "file") is None
    assert offers.get("one", "file")
    assert offers.get("three", "file")
