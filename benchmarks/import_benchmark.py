"""Times one import beside bare DuckDB and beside pandas with pandera, on the same invented file.

    python benchmarks/import_benchmark.py [--rows 1000000] [--rounds 3]

Compared are processor seconds of this process and its children: wall time depends on what else
the machine does. The import is told as a whole, and without the writing of accepted.parquet: what
strict reading, the receipt and the quarantine cost. Bare DuckDB reads the file into a table of text
and does nothing more. pandas and pandera read it, convert its columns and check a schema row by
row; on more than 40,000 rows they are timed on the first 40,000 and the rest is extrapolated.
"""

import argparse
import csv
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import pandas as pd
import pandera.pandas as pa

sys.path.insert(0, str(Path(__file__).parents[1]))

from etl import stored, vocabulary
from etl.ingest import import_file
from etl.settings import Settings
from etl.sources import load

ROWS_FOR_PANDERA = 40_000
CODED = (
    "gender", "contact_platform", "moved_to_platform", "kind", "tactic", "demand",
    "payment_made", "images_shared", "outcome",
)  # fmt: skip
COLUMNS = (
    "report_id", "reported_date", "incident_date", "age", "country", *CODED, "reporter",
)  # fmt: skip


def write_reports(path: Path, rows: int) -> None:
    """Write the same invented reports every time: 15 columns, six in a thousand rows bad."""
    dice = random.Random(20261122)  # noqa: S311 - invented data, no secret
    days = [date(2021, 1, 1) + timedelta(days=n) for n in range(2_100)]
    words = [[*vocabulary.allowed(field), "", "不明"] for field in (*CODED, "reporter")]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number in range(rows):
            reported = dice.choice(days)
            bad = dice.random() < 0.006
            codes = [dice.choice(choices) for choices in words]
            writer.writerow([
                f"R{number:08}",
                "2025-02-30" if bad else reported,
                reported - timedelta(days=dice.randrange(60)),
                dice.choice(("１６歳", "10代", "", str(dice.randrange(8, 90)))),
                dice.choice(("NZ", "Japan", "日本", "")),
                *codes,
            ])  # fmt: skip


def read_bare(path: Path) -> None:
    """Read all columns as text into a table, by bare DuckDB."""
    with duckdb.connect() as connection:
        connection.execute(
            "create table reports as select * from read_csv($1, columns = $2, header = true,"
            " delim = ',', quote = '\"', escape = '\"', auto_detect = false)",
            [str(path), dict.fromkeys(COLUMNS, "VARCHAR")],
        )


def import_ours(path: Path) -> float:
    """Import it: accepted and quarantined rows and the receipt, on the disk.

    Returns:
        Processor seconds that went into accepted.parquet alone.
    """
    spent = []
    write = stored.write

    def timed(*args: Any, **values: Any) -> None:
        before = _processor()
        write(*args, **values)
        if stored.ACCEPTED in str(args[2]):
            spent.append(_processor() - before)

    stored.write = timed
    try:
        with tempfile.TemporaryDirectory() as folder:
            settings = Settings(data=Path(folder, "data"), keys=Path(folder, "keys"))
            import_file(settings, path, load("casestats"))
    finally:
        stored.write = write
    return sum(spent)


def check_with_pandera(path: Path, rows: int) -> None:
    """Read, convert and check with pandas and pandera, as is usual."""
    codes = {field: [*vocabulary.allowed(field), "", "不明"] for field in (*CODED, "reporter")}
    schema = pa.DataFrameSchema(
        {
            "report_id": pa.Column(str, unique=True),
            "reported_date": pa.Column("datetime64[us]", coerce=True),
            "incident_date": pa.Column("datetime64[us]", coerce=True, nullable=True),
            "age": pa.Column(str),
            "country": pa.Column(str),
            **{field: pa.Column(str, pa.Check.isin(known)) for field, known in codes.items()},
        },
        strict=True,
    )
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, nrows=rows)
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as failures:
        frame.drop(index=failures.failure_cases["index"].dropna().unique())


def seconds(work: Callable[[], float | None]) -> tuple[float, float, float]:
    """Processor seconds, children included, wall seconds, and what the work returns or 0."""
    before, started = _processor(), time.perf_counter()
    returned = work() or 0.0
    return _processor() - before, time.perf_counter() - started, returned


def _processor() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    sample = min(options.rows, ROWS_FOR_PANDERA)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "reports.csv")
        write_reports(path, options.rows)
        size = path.stat().st_size / 1e6
        print(
            f"{options.rows:,} rows x {len(COLUMNS)} columns, {size:.0f} MB, {os.cpu_count()} CPUs"
        )
        rounds = []
        for _ in range(options.rounds):
            bare, ours = seconds(lambda: read_bare(path)), seconds(lambda: import_ours(path))
            rounds.append((bare, ours))
            print(f"  bare {bare[0]:.2f} s CPU, {bare[1]:.2f} s wall;"
                  f" import {ours[0]:.2f} s CPU, {ours[1]:.2f} s wall,"
                  f" of it accepted.parquet {ours[2]:.2f} s CPU")  # fmt: skip
        bare_cpu = median(bare[0] for bare, _ in rounds)
        whole = [ours[0] / bare[0] for bare, ours in rounds]
        strict = [(ours[0] - ours[2]) / bare[0] for bare, ours in rounds]
        pandera = seconds(lambda: check_with_pandera(path, sample))[0] * options.rows / sample
    told = "" if sample == options.rows else f", extrapolated from {sample:,} rows"
    for ratios, what in ((whole, "import"), (strict, "import without accepted.parquet")):
        print(f"{what} / bare DuckDB:"
              f" {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")  # fmt: skip
    print(f"pandas + pandera / bare DuckDB: {pandera / bare_cpu:.2f}{told}")


if __name__ == "__main__":
    main()
