"""Python and the script draw the charts of a release by the same rules, letter by letter."""

from dataclasses import asdict
from random import Random

import pytest

from dashboard.page.svg.bars import Bar, bars
from dashboard.page.svg.grids import Cell, grid
from dashboard.page.svg.lines import Span, lines
from dashboard.page.svg.paper import SLIM, WIDE
from tests.browser.from_disk import reading, written
from tests.release_example import example

pytestmark = pytest.mark.browser


def drawings(dice):
    """What to draw and how Python draws it: bars, lines and grids of any numbers and labels."""

    def label():
        signs = "aB 1–&<\"'・、／年齢（）ーゃサービス"
        return "".join(dice.choices(signs, k=dice.randint(1, 40))).strip() or "x"

    def value():
        count = dice.choice([None, 0, 0.125, *(3 * dice.randint(4, 9000) for _ in range(6))])
        return count, "S" if count is None else f"{count:,}"

    width, alt = dice.choice([WIDE, SLIM]), label()
    kind = dice.choice(["bars", "lines", "grid"])
    if kind == "bars":
        rows = [Bar(label(), *value()) for _ in range(dice.randint(1, 9))]
        return kind, [[asdict(row) for row in rows], width, alt], bars(rows, width, alt)
    if kind == "lines":
        day, spans = 730_000, []
        for _ in range(dice.randint(1, 14)):
            end = day + dice.choice([89, 180, 364])
            axis = (label()[:9], label()[:9])
            spans.append(Span(axis, f"{2000 + day // 365}", day, end, *value()))
            day = end + 1
        return kind, [[asdict(span) for span in spans], width, alt], lines(spans, width, alt)
    rows, columns = ([label() for _ in range(dice.randint(1, 9))] for _ in range(2))
    cells = [[Cell(*value()) for _ in columns] for _ in rows]
    told = [[asdict(cell) for cell in row] for row in cells]
    return kind, [rows, columns, told, width, alt], grid(rows, columns, cells, width, alt)


def test_python_and_the_script_draw_alike(browser, tmp_path):
    dice = Random(12)  # noqa: S311 - the same charts in every run
    folder = written(example(), tmp_path)
    with reading(browser, folder / "index.html") as page:
        for _ in range(200):
            kind, arguments, drawn = drawings(dice)
            script = "([kind, arguments]) => casestats.drawing[kind](...arguments)"
            assert page.evaluate(script, [kind, arguments]) == drawn
