"""How fast the dashboard's questions are answered, beside a bare DuckDB and pandas group-by.

    python benchmarks/query_benchmark.py [--reports 1000000]

One run makes synthetic reports, builds the warehouse, and asks eight questions under three
selections. The peers count only: no intervals, no year before, no order. Read the ratios; the
milliseconds belong to the machine.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

import sql
from dashboard.selection import Filters
from dashboard.store import Store, open_store
from etl import warehouse
from etl.build import build
from etl.receipt import DeliveredFile, Receipt, Rows, write
from etl.settings import Settings
from etl.sources import Source

RUNS = 9
COLUMNS = ("gender", "age_band", "contact_platform", "outcome")
HEADLINE = ("under_18", "payment_made", "images_shared")
FRAME = ("month", "kind", *COLUMNS, *HEADLINE)
SELECTIONS = {
    "everything": Filters(),
    "three years": Filters(first=date(2022, 1, 1), last=date(2024, 12, 1)),
    "boys of 15-17": Filters(ages=("15-17",), genders=("male",)),
    "financial only": Filters(kinds=("financial",)),
}
SOURCE = Source(
    "nz-helpline", "Sample", "Sample", "Sample", "NZ", "", "report", 7, "standard", True, 1, 1
)

#: One of a list, the first far more often than the last, as real codes are.
PICK = """
create macro pick(codes, i, salt) as
codes[1 + floor(len(codes) * pow((hash(i, salt) % 10000) / 10000, 4))::integer]
"""
MAKE_REPORTS = """
copy (
    with numbered as (
        select
            i,
            (date '2021-01-01' + (i * 2191 // $reports)::integer)::date as reported_date,
            pick($bands, i, 0) as band
        from range($reports) as t (i)
    )

    select
        sha256(i::varchar) as report_key,
        'nz-helpline' as source,
        'NZ' as country,
        null::varchar as region,
        reported_date,
        reported_date - (hash(i, 1) % 90)::integer as incident_date,
        'day' as incident_date_precision,
        band.age_min,
        band.age_max,
        band.code as age_label,
        band.code as age_band,
        pick($genders, i, 2) as gender,
        pick($platforms, i, 3) as contact_platform,
        pick($platforms, i, 4) as moved_to_platform,
        pick($kinds, i, 5) as kind,
        'catfish' as tactic,
        'money' as demand,
        pick($payments, i, 6) as payment_made,
        if(payment_made in ('yes', 'partly'), hash(i, 9) % 2000, null)::decimal(18, 2)
            as amount_paid,
        if(amount_paid is null, null, 'NZD') as currency,
        pick($sharing, i, 7) as images_shared,
        pick($outcomes, i, 8) as outcome,
        'offshore' as offender_location,
        'self' as reporter,
        'no' as reported_elsewhere,
        i + 1 as row_number
    from numbered
) to '{file}' (format parquet)
"""
MAKE_QUARANTINE = """
copy (
    select
        0::bigint as row_number, 0::bigint as line, '' as sheet, '' as "column", '' as rule,
        '' as value
    limit 0
) to '{file}' (format parquet)
"""


def make_import(settings: Settings, reports: int) -> Path:
    """Write one import folder with this many invented reports."""
    folder = settings.imports / "sample"
    folder.mkdir(parents=True)
    bands = [
        {
            key: int(row[key] or 0) if key != "code" else row[key]
            for key in ("code", "age_min", "age_max")
        }
        for row in sql.seed_rows("age_bands")
        if row["scheme"] == "standard" and row["age_max"]
    ]
    values: dict[str, Any] = {"reports": reports, "bands": bands}
    for name, seed in {
        "genders": "genders",
        "platforms": "platforms",
        "kinds": "kinds",
        "payments": "payments",
        "sharing": "image_sharing",
        "outcomes": "outcomes",
    }.items():
        values[name] = list(sql.codes(seed))
    with warehouse.workshop([folder]) as connection:
        connection.execute(PICK)
        connection.execute(MAKE_REPORTS.format(file=folder / "accepted.parquet"), values)
        connection.execute(MAKE_QUARANTINE.format(file=folder / "quarantine.parquet"))
    receipt = Receipt(
        import_id="sample",
        source=SOURCE,
        profile_id="sample",
        profile_sha256="",
        file=DeliveredFile("sample.csv", 0, "", None),
        received_at="2026-01-01T00:00:00.000000Z",
        synthetic=True,
        rows=Rows(reports, reports, 0, 0, 0),
        collected=(),
        dropped_columns=(),
        unmapped={},
        quarantine=(),
        first_reported=date(2021, 1, 1),
        last_reported=date(2026, 12, 31),
        sha256={
            name: warehouse.file_sha256(folder / name)
            for name in ("accepted.parquet", "quarantine.parquet")
        },
    )
    write(receipt, folder)
    return folder / "accepted.parquet"


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor seconds of one run."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def middle(work: Callable[[], object]) -> float:
    """Median wall milliseconds."""
    work()
    return 1000 * median(timed(work)[0] for _ in range(RUNS))


def ask_store(store: Store, filters: Filters) -> None:
    """Eight questions, as an overview asks them."""
    store.periods(filters)
    store.periods(filters, by="gender")
    store.headline(filters)
    for column in COLUMNS:
        store.counts(filters, by=(column,))
    store.counts(filters, by=("age_band", "gender"))


def grouped() -> tuple[tuple[str, ...], ...]:
    """Columns of the same eight questions as bare group-bys."""
    return (
        ("month",),
        ("month", "gender"),
        ("month", *HEADLINE),
        *((column,) for column in COLUMNS),
        ("age_band", "gender"),
    )


def ask_duckdb(connection: Any, filters: Filters) -> None:
    """Bare group-bys over the typed table of reports."""
    where = ["true"]
    where += [f"month between '{filters.first}' and '{filters.last}'"] if filters.first else []
    for column, codes in chosen(filters).items():
        where.append(f"{column} in ({', '.join(repr(code) for code in codes)})")
    for columns in grouped():
        names = ", ".join(columns)
        connection.execute(
            f"select {names}, count(*) from reports where {' and '.join(where)} group by {names}"  # noqa: S608
        ).df()


def ask_pandas(frame: pd.DataFrame, filters: Filters) -> None:
    """The same over a frame of categories."""
    kept = pd.Series(data=True, index=frame.index)
    if filters.first:
        kept &= frame["month"].between(pd.Timestamp(filters.first), pd.Timestamp(filters.last))
    for column, codes in chosen(filters).items():
        kept &= frame[column].isin(codes)
    rows = frame if kept.all() else frame[kept]
    for columns in grouped():
        rows.groupby(list(columns), observed=True).size()


def chosen(filters: Filters) -> dict[str, tuple[str, ...]]:
    """Chosen codes by column, without the columns that restrict nothing."""
    codes = {"age_band": filters.ages, "gender": filters.genders, "kind": filters.kinds}
    return {column: choice for column, choice in codes.items() if choice}


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=1_000_000)
    reports = parser.parse_args().reports
    with tempfile.TemporaryDirectory() as place:
        settings = Settings(data=Path(place), keys=Path(place))
        file = make_import(settings, reports)
        print(f"{reports:,} reports · load of the machine {os.getloadavg()[0]:.1f}")
        bare_wall, bare = timed(lambda: copy_bare(file, Path(place) / "bare.duckdb"))
        build_wall, built = timed(lambda: build(settings))
        print(f"\nbuild {build_wall:.1f} s wall, {built:.1f} s processor")
        print(f"bare copy into a table {bare_wall:.1f} s, {bare:.1f} s · ratio {built / bare:.1f}")
        store = open_store(settings)
        path = settings.warehouse / store.id
        with warehouse.reader(path) as connection:
            connection.execute(
                "create temp view reports as select *, report_month as month from marts.reports"
            )
            frame = connection.table("reports").project(", ".join(FRAME)).df()
            [(cells,)] = connection.execute("select count(*) from metrics.cube").fetchall()
            print(f"cube {cells:,} cells · file {path.stat().st_size / 1e6:.0f} MB")
            print(f"\neight questions, median of {RUNS}, milliseconds (ratio to bare DuckDB)")
            print(f"{'selection':16} {'casestats':>18} {'bare DuckDB':>14} {'pandas':>18}")
            for name, filters in SELECTIONS.items():
                ours = middle(lambda f=filters: ask_store(store, f))
                duck = middle(lambda f=filters: ask_duckdb(connection, f))
                panda = middle(lambda f=filters: ask_pandas(frame, f))
                print(
                    f"{name:16} {ours:9.0f} ({ours / duck:5.2f}) {duck:14.0f}"
                    f" {panda:9.0f} ({panda / duck:5.2f})"
                )
        store.close()


def copy_bare(file: Path, database: Path) -> None:
    """What any warehouse must do at least: the rows into a table."""
    with warehouse.workshop([file.parent, database.parent], database=database) as connection:
        connection.execute("create table reports as select * from read_parquet($1)", [str(file)])


if __name__ == "__main__":
    main()
