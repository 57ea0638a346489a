"""Whatever is selected, a page shows numbers of the release's files, or sums that are allowed."""

import csv
import itertools
import json
import re
from html import unescape

import pytest

from dashboard import opening as exact
from etl import warehouse
from tests.public_app import html, run
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


def allowed(numbers, selection, period):
    """Numbers that may be shown: of the files, or sums over periods and over chosen codes."""
    chosen = {column: selection.get(key, "").split(".") for column, key in KEYS.items()}
    unions = {column: codes for column, codes in chosen.items() if len(codes) > 1}
    kept = {number for number in numbers.values() if number}
    for source in {place[0] for place in numbers}:
        closed = sorted({place[1] for place in numbers if place[0] == source})
        for cell in {place[2] for place in numbers if place[0] == source}:
            rest = [pair for pair in cell if pair[0] not in unions]
            there = [column for column in unions if column in dict(cell)]
            lists = [[(column, code) for code in unions[column]] for column in there]
            for cells in (
                [cell],
                [tuple(sorted([*rest, *pairs])) for pairs in itertools.product(*lists)],
            ):
                for periods in ([period], closed, *([p] for p in closed)):
                    parts = [numbers.get((source, p, c)) for p in periods for c in cells]
                    if all(parts):
                        kept.add(sum(parts))
    return kept


def shown(app):
    """Every number in a chart or a table, with its share if it has one."""
    body = html(app)
    texts = re.findall(r'<p class="value">(.*?)</p>', body)
    for figure in re.findall(r"data-figure='([^']*)'", body):
        for trace in json.loads(unescape(figure))["data"]:
            texts += trace.get("text") or []
            texts += [str(abs(x)) for x in trace["x"] if x and trace["type"] == "bar"]
    texts += re.findall(r"<td[^>]*>(.*?)</td>", body)
    return [text.replace(",", "") for text in texts]


@pytest.mark.parametrize("page", PAGES)
def test_every_number_is_of_the_release(public, page):
    numbers = printed(public.releases / "reports-1.2")
    found = 0
    selections = [(s, "") for s in SELECTIONS] + [(SELECTIONS[0], p) for p in PERIODS]
    for selection, period in [*selections, ({"age": "0-14.15-17"}, "2024-H2")]:
        app = run(public, page, **selection, **({"period": period} if period else {}))
        assert not app.exception
        may = allowed(numbers, selection, period)
        for text in shown(app):
            told = re.fullmatch(r"(\d+)(?: \((\d+)%\))?", text)
            if told:
                found += 1
                assert int(told[1]) in may, (page, selection, period, text)
            if told and told[2]:
                shares = {int(100 * int(told[1]) / whole + 0.5) for whole in may}
                assert int(told[2]) in shares, (page, selection, period, text)
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
