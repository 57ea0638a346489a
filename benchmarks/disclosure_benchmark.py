"""What protection costs: how far printed counts are off, and how many are masked.

    python benchmarks/disclosure_benchmark.py [--cafc cafc_full.zip]

One run takes the synthetic sample by half-years and, if its file is given, the public reports of
the Canadian Anti-Fraud Centre by quarters. Four ways to protect the same tables of the same
periods stand beside each other, and how many groups of 1 to k - 1 reports the attack proves of
each. Every figure is over the distinct cells of all tables, totals and zeros among them; only the
share of reports is over the inner cells of each table.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from etl import warehouse
from etl.build import build
from etl.disclosure import TOTAL, protect, record_keys, tabulate
from etl.gate import Published, Rule, attack, repair
from etl.ingest import import_file
from etl.release.blocks import Secrets, block
from etl.release.periods import Month, closed
from etl.release.plan import Plan, load, tables_by_name
from etl.release.public_codes import Coding, coding
from etl.sample import make_sample
from etl.settings import Settings
from etl.sources import load as profile

SECRETS = Secrets(record=b"no secret: records", cell=b"no secret: cells")
SECONDS = 900
CAFC_TABLES = (
    ("country", "age_band"),
    ("country", "gender"),
    ("age_band", "gender"),
    ("contact_platform", "age_band"),
    ("contact_platform", "gender"),
    ("outcome", "age_band"),
)
CAFC_KEPT = ("country", "contact_platform", "outcome")
REPORTS = "select *, concat(import_id, '-', row_number) as report_key from marts.reports"
SCHEMES = "select code, age_scheme from staging.sources"

#: Table → its cells: dims and ``value``.
Values = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Period:
    """The reports of one source and period.

    Attributes:
        reports: as the warehouse has them, with ``report_key``.
        codings: column → how it is published.
        records: their public codes, with ``key`` and ``contributor``.
        cells: table → its exact cells.
    """

    plan: Plan
    reports: pd.DataFrame
    codings: Mapping[str, Coding]
    records: pd.DataFrame
    cells: Mapping[str, pd.DataFrame]

    @property
    def codes(self) -> dict[str, Sequence[str]]:
        """The public codes of each column."""
        return {dim: coded.codes for dim, coded in self.codings.items()}

    def published(self, values: Values, rule: Rule | None) -> list[Published]:
        """The tables as the public sees them."""
        dims = tables_by_name(self.plan)
        return [
            Published(name, tuple(dims[name]), cells, rule=rule) for name, cells in values.items()
        ]


def primary(period: Period) -> Values:
    """Exact; counts below k masked."""
    return {
        name: cells.assign(value=cells["n"].astype("Int64").mask(cells["n"] < period.plan.rules.k))
        for name, cells in period.cells.items()
    }


def complementary(period: Period) -> Values:
    """Exact; counts below k masked, and the cheapest cell of each proof of 1 to k - 1."""
    safe, _ = repair(
        period.published(primary(period), Rule()),
        period.codes,
        period.plan.rules,
        truth=period.records,
        seconds=SECONDS,
    )
    return {table.name: table.cells for table in safe}


def rounded(period: Period) -> Values:
    """Rounded and masked by the rules, before anything is withheld or repaired."""
    return {
        name: protect(cells, SECRETS.cell, period.plan.rules)
        for name, cells in period.cells.items()
    }


def released(period: Period) -> Values:
    """As a release prints it: most inner cells masked, all withheld; attacked and repaired."""
    made = block(
        period.reports,
        period.codings,
        tables_by_name(period.plan),
        secrets=SECRETS,
        rules=period.plan.rules,
        seconds=SECONDS,
    )
    return {name: made.tables[name].rename(columns={"reports": "value"}) for name in period.cells}


#: Name → how the cells are made, and what a printed one says; None: what the rules say.
WAYS: Mapping[str, tuple[Callable[[Period], Values], Rule | None]] = {
    "exact, small masked": (primary, Rule()),
    "exact, complementary too": (complementary, Rule()),
    "M12/R3": (rounded, None),
    "M12/R3 as released": (released, None),
}


def measure(period: Period, way: str) -> dict[str, Any]:
    """Sums over a period, and what the attack proves.

    A cell that stands in several tables counts once, as printed if one of them prints it; inner
    cells count in each table.
    """
    make, rule = WAYS[way]
    values = make(period)
    dims = tables_by_name(period.plan)
    rows = pd.concat(
        pd.DataFrame(
            {
                "cell": [_group(row) for row in cells[[*dims[name]]].to_dict("records")],
                "inner": (cells[[*dims[name]]] != TOTAL).all(axis=1),
                "n": cells["n"],
                "value": values[name]["value"],
            }
        )
        for name, cells in period.cells.items()
    )
    inner = rows[rows["inner"]]
    distinct = rows.groupby("cell").first()
    masked, filled = distinct["value"].isna(), distinct["n"] > 0
    found = attack(
        period.published(values, rule),
        period.codes,
        period.plan.rules,
        truth=period.records,
        seconds=SECONDS,
    )
    return {
        "way": way,
        "reports": len(period.records),
        "cells": len(distinct),
        "masked": masked.sum(),
        "filled": filled.sum(),
        "masked_filled": (masked & filled).sum(),
        "mass": inner["n"].sum(),
        "masked_mass": inner.loc[inner["value"].isna(), "n"].sum(),
        "error": (distinct["value"] - distinct["n"]).abs().sum(),
        "proved": sum(finding.verdict in {"small", "exact"} for finding in found.unsafe),
    }


def _group(row: Mapping[Any, Any]) -> str:
    return ";".join(sorted(f"{dim}={code}" for dim, code in row.items() if code != TOTAL))


def read(settings: Settings) -> tuple[pd.DataFrame, dict[str, str]]:
    """All reports, and the age scheme of each source."""
    pointer = warehouse.current(settings)
    if pointer is None:
        raise SystemExit("nothing was built")
    with warehouse.reader(settings.warehouse / pointer.file) as connection:
        schemes = connection.execute(SCHEMES).fetchall()
        return connection.execute(REPORTS).df(), dict(schemes)


def periods(reports: pd.DataFrame, schemes: Mapping[str, str], plan: Plan) -> Iterator[Period]:
    """The periods of every source with enough reports."""
    for source, rows in reports.groupby("source"):
        months = rows["report_month"].value_counts().items()
        for span in closed(
            [Month(month.date(), final=True, reports=count) for month, count in months],
            length=plan.months,
            closing_days=0,
            least=plan.least,
            as_of=rows["reported_date"].max().date(),
        ):
            days = rows["reported_date"].dt.date.between(span.start, span.end)
            yield _period(rows[days].reset_index(drop=True), plan, schemes[source])


def _period(reports: pd.DataFrame, plan: Plan, scheme: str) -> Period:
    wanted = {dim for dims in plan.tables for dim in dims if reports[dim].notna().any()}
    codings = {dim: coding(plan, dim, scheme) for dim in sorted(wanted)}
    records = pd.DataFrame(
        {dim: reports[dim].map(coded.public).fillna("unknown") for dim, coded in codings.items()}
    ).assign(key=record_keys([*reports["report_key"]], SECRETS.record), contributor="one")
    cells = {
        name: tabulate(records, dims, {dim: codings[dim].codes for dim in dims})
        for name, dims in tables_by_name(plan).items()
        if wanted.issuperset(dims)
    }
    return Period(plan, reports, codings, records, cells)


def sample(folder: Path) -> Iterator[Period]:
    """The synthetic sample under the plan that ships."""
    settings = Settings(data=folder, keys=folder)
    for file in make_sample(settings.sample):
        import_file(settings, file.path, profile(file.source))
    build(settings)
    return periods(*read(settings), load())


def cafc(folder: Path, file: Path) -> Iterator[Period]:
    """Extortion in Canada by quarters, with every country and service that the file has."""
    settings = Settings(data=folder, keys=folder)
    import_file(settings, file, profile("ca-cafc"))
    build(settings)
    reports, schemes = read(settings)
    keep = {dim: tuple(reports[dim].dropna().unique()) for dim in CAFC_KEPT}
    plan = replace(load(), months=3, tables=CAFC_TABLES, keep=keep, merges=())
    return periods(reports, schemes, plan)


def show(name: str, rows: list[dict[str, Any]]) -> None:
    """Print one line a way to protect."""
    sums = pd.DataFrame(rows).groupby("way", sort=False).sum()
    first = sums.iloc[0]
    print(
        f"\n{name}: {len(rows) // len(WAYS)} periods, {first['reports']:,} reports, "
        f"{first['cells']:,} cells of which {first['filled']:,} hold a report"
    )
    print(f"{'':25} {'masked':>8} {'holding':>8} {'reports':>8} {'error':>7} {'proved':>7}")
    for way, line in sums.iterrows():
        print(
            f"{way:25} {line['masked'] / line['cells']:8.1%} "
            f"{line['masked_filled'] / line['filled']:8.1%} "
            f"{line['masked_mass'] / line['mass']:8.1%} "
            f"{line['error'] / (line['cells'] - line['masked']):7.2f} {line['proved']:7,}"
        )


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--cafc", type=Path, help="the public file, see docs/disclosure.md")
    file = parser.parse_args().cafc
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        data = {"sample, half-years": sample(folder / "sample")}
        if file:
            data["Canada, quarters"] = cafc(folder / "cafc", file)
        for name, spans in data.items():
            show(name, [measure(span, way) for span in spans for way in WAYS])


if __name__ == "__main__":
    main()
