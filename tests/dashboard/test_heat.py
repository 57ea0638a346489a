"""The heat table: shades, readable numbers, order, and what a provider's file wrote is text."""

import re

import pandas as pd
import pytest

from dashboard.heat import heat
from dashboard.theme import DARK, LIGHT

ROWS = (
    ("X", "Open", 0, "0"),
    ("X", "Closed", 50, "50"),
    ("LINE", "Open", 100, "100"),
    ("LINE", "Closed", None, "S"),
)


def draw(rows, palette=LIGHT, caption="Outcome", **options):
    frame = pd.DataFrame(rows, columns=["row", "column", "value", "text"])
    return heat(frame, caption=caption, palette=palette, **options)


def cells(told):
    return re.findall(r'<td(?: style="background:(#\w+);color:(#\w+)")?>([^<]*)</td>', told)


def test_ten_steps_from_zero_to_the_largest_in_readable_ink():
    steps = DARK.sequential
    assert cells(draw(ROWS, DARK))[1:] == [
        (steps[0], DARK.ink, "0"),
        (steps[5], DARK.ink, "50"),
        (steps[9], "#FFFFFF", "100"),
        ("", "", "S"),
    ]


def test_the_last_shade_can_stand_for_more_than_the_largest():
    assert [shade for shade, *_ in cells(draw(ROWS, most=200))[1:4]] == [
        LIGHT.sequential[step] for step in (0, 2, 5)
    ]


def test_many_columns_scroll_in_a_frame_that_a_keyboard_reaches():
    told = draw(ROWS, scrolls="to_end")
    assert told.startswith(
        '<div class="scroll to_end" tabindex="0" role="region" aria-label="Outcome"><table'
    )
    assert told.endswith("</table></div>")
    assert not draw(ROWS).startswith("<div")


def test_rows_and_columns_in_the_order_of_appearance():
    told = draw(ROWS)
    assert re.findall(r'<th scope="row">(.*?)</th>', told) == ["X", "LINE"]
    assert re.findall(r'<th scope="col"><span>(.*?)</span></th>', told) == ["Open", "Closed"]
    assert '<caption class="unseen">Outcome</caption>' in told


def test_a_pair_that_is_not_there_stays_empty():
    assert [text for *_, text in cells(draw(ROWS[:3]))] == ["", "0", "50", "100", ""]


def test_a_pair_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        draw([*ROWS, ROWS[0]])


def test_only_zeros_have_the_first_shade():
    assert cells(draw([("X", "Open", 0, "0")]))[1] == (LIGHT.sequential[0], LIGHT.ink, "0")


def test_nothing_to_draw():
    assert cells(draw([])) == [("", "", "")]


def test_texts_are_escaped():
    evil = "<a href='x'>&"
    told = draw([(evil, evil, 1, evil)], caption=evil)
    assert told.count("&lt;a href=&#x27;x&#x27;&gt;&amp;") == 4
    assert "<a" not in told
