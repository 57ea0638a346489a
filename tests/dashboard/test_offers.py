"""What pages offer: as long as it is seen, to the session that drew it, and to not too many."""

from starlette.responses import Response

from dashboard.offers import Offers


def maker(text):
    return lambda: Response(text)


def test_a_session_is_offered_what_its_page_drew():
    offers = Offers()
    first = maker("first")
    for session in ("one", "two"):
        offers.begin(session, f"page of {session}")
    offers.put("one", "page of one", "file", first)
    assert offers.get("one", "page of one", "file") is first
    assert offers.get("one", "page of one", "other") is None
    assert offers.get("one", "page of two", "file") is None
    assert offers.get("two", "page of one", "file") is None
    assert offers.get("two", "page of two", "file") is None


def test_each_page_offers_its_own_under_the_same_key():
    offers = Offers()
    makers = {page: maker(page) for page in ("seen", "drawn")}
    for page, made in makers.items():
        offers.begin("one", page)
        offers.put("one", page, "file", made)
    assert {page: offers.get("one", page, "file") for page in makers} == makers


def test_a_key_stands_for_what_was_offered_last_on_its_page():
    offers = Offers()
    offers.begin("one", "page")
    last = maker("last")
    offers.put("one", "page", "file", maker("first"))
    offers.put("one", "page", "file", last)
    assert offers.get("one", "page", "file") is last


def test_only_the_last_three_pages_are_offered():
    offers = Offers()
    for page in ("first", "second", "third", "fourth"):
        offers.begin("one", page)
        offers.put("one", page, "file", maker(page))
    offered = [page for page in ("first", "second", "third", "fourth")
               if offers.get("one", page, "file")]  # fmt: skip
    assert offered == ["second", "third", "fourth"]


def test_a_page_that_was_left_long_ago_offers_nothing_late():
    offers = Offers()
    for page in ("left", "second", "third", "fourth"):
        offers.begin("one", page)
    offers.put("one", "left", "file", maker("late"))
    assert offers.get("one", "left", "file") is None


def test_what_was_never_begun_offers_nothing():
    offers = Offers()
    offers.put("one", "page", "file", maker("none"))
    assert offers.get("one", "page", "file") is None


def test_the_session_that_asked_longest_ago_is_forgotten():
    offers = Offers(most=2)
    for session in ("one", "two"):
        offers.begin(session, "page")
        offers.put(session, "page", "file", maker(session))
    assert offers.get("one", "page", "file")
    offers.begin("three", "page")
    offers.put("three", "page", "file", maker("three"))
    assert offers.get("two", "page", "file") is None
    assert offers.get("one", "page", "file")
    assert offers.get("three", "page", "file")


def test_what_is_cleared_is_offered_no_more():
    offers = Offers()
    offers.begin("one", "page")
    offers.put("one", "page", "file", maker("file"))
    offers.clear()
    assert offers.get("one", "page", "file") is None
