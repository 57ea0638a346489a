"""Whatever is selected, a page shows numbers of the release's files, or sums that are allowed."""

import csv
import itertools
import re

import pytest

from dashboard import opening as exact
from etl import warehouse
from tests.public_app import html, run, texts
from tests.release_example import CODES

KEYS = {"age_band": "age", "gender": "gender", "contact_platform": "platform"}
PERIODS = ("all", "2024-H1", "2024-H2_2025-H1")
PAGES = ("overview", "trends", "who", "platforms", "compare", "crosstab")

#: Each code for itself, pairs of columns, and two codes of one column.
SELECTIONS = [
    {},
    *({KEYS[column]: code} for column, codes in CODES.items() for code, *_ in codes),
    {"age": "0-14.15-17"},
    {"gender": "male.female"},
    {"age": "15-17", "gender": "male"},
    {"age": "18-24", "gender": "female.unknown"},
    {"age": "0-14", "platform": "instagram"},
    {"gender": "male", "platform": "line"},
]


def printed(folder):
    """Every number of the files, by source, period and cell."""
    numbers = {}
    for path in sorted((folder / "tables").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                number, _ = row.pop("reports"), row.pop("mark")
                place = row.pop("source"), row.pop("period")
                cell = tuple(sorted(i for i in row.items() if i[1] != "total"))
                numbers[*place, cell] = int(number) if number else None
    return numbers


def allowed(numbers, selection, periods_of):
    """Sums over chosen codes and periods of which every part is printed.

    Args:
        numbers: as ``printed`` gives them.
        selection: address key → codes.
        periods_of: lists of periods to sum over, from the closed periods of a source.
    """
    chosen = {column: selection.get(key, "").split(".") for column, key in KEYS.items()}
    unions = {column: codes for column, codes in chosen.items() if len(codes) > 1}
    kept = set()
    for source in {place[0] for place in numbers}:
        closed = sorted({place[1] for place in numbers if place[0] == source})
        for cell in {place[2] for place in numbers if place[0] == source}:
            for cells, periods in itertools.product(united(cell, unions), periods_of(closed)):
                parts = [numbers.get((source, p, c)) for p in periods for c in cells]
                if parts and all(parts):
                    kept.add(sum(parts))
    return kept


def united(cell, unions):
    """The cell itself; and with its codes of united columns replaced by all that are chosen."""
    columns = [column for column in unions if column in dict(cell)]
    rest = [pair for pair in cell if pair[0] not in columns]
    lists = [[(column, code) for code in unions[column]] for column in columns]
    yield [cell]
    if columns:
        yield [tuple(sorted([*rest, *pairs])) for pairs in itertools.product(*lists)]


def chosen_periods(asked):
    """The periods of which a number is told: of a closed list, as the address asks."""
    if asked == "all":
        return lambda closed: [closed]
    if asked:
        return lambda closed: [[asked]] if asked in closed else []
    return lambda closed: [closed[-1:]]


def each_period(closed):
    return [[period] for period in closed]


def shown(app):
    """Numbers in charts and tables: those of the chosen periods, and those of each period."""
    body = html(app)
    over_time = re.findall(
        r'<article class="chart" id="(?:trend_|lines_).*?</article>', body, re.DOTALL
    )
    for article in over_time:
        body = body.replace(article, "")
    return texts(body), texts("".join(over_time))


@pytest.mark.parametrize("page", PAGES)
def test_every_number_is_of_the_release(public, page):
    numbers = printed(public.releases / "reports-1.2")
    found = 0
    asked = [(selection, "") for selection in SELECTIONS] + [({}, period) for period in PERIODS]
    for selection, period in [*asked, ({"age": "0-14.15-17"}, "all")]:
        app = run(public, page, **selection, **({"period": period} if period else {}))
        assert not app.exception
        for told, periods_of in zip(shown(app), (chosen_periods(period), each_period), strict=True):
            may = allowed(numbers, selection, periods_of)
            for text in told:
                number = re.fullmatch(r"(\d+)(?: \((\d+)%\))?", text)
                if number:
                    found += 1
                    assert int(number[1]) in may, (page, selection, period, text)
                if number and number[2]:
                    shares = {int(100 * int(number[1]) / whole + 0.5) for whole in may}
                    assert int(number[2]) in shares, (page, selection, period, text)
    assert found > 20


def test_what_only_the_warehouse_knows_is_nowhere(public, settings):
    """A warehouse is at hand: nothing opens it, and no name of its imports is on a page."""
    exact.use(settings)
    told = " ".join(html(run(public, page, lang=lang)) for page in PAGES for lang in ("en", "ja"))
    with warehouse.reader(settings.warehouse / warehouse.current(settings).file) as connection:
        rows = connection.execute("select distinct import_id from marts.reports").fetchall()
    imports = [import_id for (import_id,) in rows]
    assert len(imports) == 3
    assert [import_id for import_id in imports if import_id in told] == []
    assert exact._opening.store is None
