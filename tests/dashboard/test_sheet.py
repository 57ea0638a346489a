"""The sheet: where what is written stands, and that Streamlit shows it whatever happens."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import sheet


def test_what_is_written_stands_on_the_page_and_beside_it_in_order():
    with sheet.begun() as paper:
        sheet.html("<p>1</p>")
        with sheet.aside():
            sheet.html("<p>2</p>")
            sheet.html("<p>3</p>")
        sheet.html("<p>4</p>")
    assert paper.main == ["<p>1</p>", "<p>4</p>"]
    assert paper.side == ["<p>2</p>", "<p>3</p>"]


def test_boxes_and_folds_stand_in_each_other():
    with sheet.begun() as paper:
        with sheet.box("columns"), sheet.box("column"):
            sheet.html("<p>1</p>")
        with sheet.folded("A & B", key="fold-<x>"):
            sheet.html("<p>2</p>")
        with sheet.folded("C", key="c", unfolded=True), sheet.box("ticks"):
            sheet.html("<p>3</p>")
    assert "".join(paper.main) == (
        '<div class="columns"><div class="column"><p>1</p></div></div>'
        '<details class="fold" id="fold-&lt;x&gt;"><summary>A &amp; B</summary><p>2</p></details>'
        '<details class="fold" id="c" open><summary>C</summary>'
        '<div class="ticks"><p>3</p></div></details>'
    )


def test_a_box_beside_the_page_stands_there():
    with sheet.begun() as paper:
        with sheet.aside(), sheet.box("ticks"):
            sheet.html("<p>1</p>")
        sheet.html("<p>2</p>")
    assert "".join(paper.side) == '<div class="ticks"><p>1</p></div>'
    assert paper.main == ["<p>2</p>"]


def test_a_sheet_within_a_sheet_is_another():
    with sheet.begun() as outer, sheet.aside():
        with sheet.begun() as inner:
            sheet.html("<p>1</p>")
        sheet.html("<p>2</p>")
    assert (inner.main, inner.side) == (["<p>1</p>"], [])
    assert (outer.main, outer.side) == ([], ["<p>2</p>"])


def test_after_a_failure_beside_the_page_the_page_is_written_on():
    with sheet.begun() as paper:
        with pytest.raises(ValueError, match="beside"), sheet.aside():
            raise ValueError("beside")
        sheet.html("<p>1</p>")
    assert paper.main == ["<p>1</p>"]


def test_without_a_sheet_nothing_can_be_written():
    with pytest.raises(LookupError):
        sheet.html("<p>1</p>")


def bodies(script):
    """What Streamlit shows, in the side bar and beside it, and whether the script failed."""
    app = AppTest.from_function(script).run()
    side, main = ([part.body for part in place.get("html")] for place in (app.sidebar, app.main))
    return side, main, bool(app.exception)


def plain(body):
    return re.sub(r' data-drawn="[\w-]{8}"', "", body)


def test_streamlit_shows_each_part_in_its_place():
    def script():
        from dashboard import sheet  # noqa: PLC0415 - a script of its own

        with sheet.shown(session="name"):
            sheet.html("<p>1</p>")
            with sheet.aside():
                sheet.html("<p>2</p>")

    side, main, failed = bodies(script)
    assert not failed
    assert [plain(body) for body in side] == ['<div class="page beside"><p>2</p></div>']
    assert [plain(body) for body in main] == [
        '<div class="page" data-session="name"><p>1</p></div>'
    ]


def test_what_was_written_is_shown_even_where_drawing_fails():
    def script():
        from dashboard import sheet  # noqa: PLC0415 - a script of its own

        with sheet.shown():
            with sheet.aside():
                sheet.html("<p>1</p>")
            sheet.html("<p>2</p>")
            raise ValueError

    side, main, failed = bodies(script)
    assert failed
    assert [plain(body) for body in side] == ['<div class="page beside"><p>1</p></div>']
    assert [plain(body) for body in main] == ['<div class="page"><p>2</p></div>']


def test_what_is_put_before_the_end_is_not_shown_twice():
    def script():
        from dashboard import sheet  # noqa: PLC0415 - a script of its own

        with sheet.shown():
            sheet.html("<p>1</p>")
            sheet.put()
            sheet.html("<p>2</p>")
            sheet.put()

    side, main, _ = bodies(script)
    assert side == []
    assert [plain(body) for body in main] == [
        '<div class="page"><p>1</p></div>', '<div class="page"><p>2</p></div>',
    ]  # fmt: skip


def test_what_is_shown_again_is_another_drawing():
    """The browser may have changed it since; the same HTML Streamlit would leave as it is."""

    def script():
        from dashboard import sheet  # noqa: PLC0415 - a script of its own

        with sheet.shown():
            sheet.html("<p>1</p>")

    app = AppTest.from_function(script).run()
    [first] = [part.body for part in app.get("html")]
    [second] = [part.body for part in app.run().get("html")]
    assert first != second
    assert plain(first) == plain(second)
