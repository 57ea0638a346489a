"""How much processor time each statistic of the dashboard takes.

    python benchmarks/statistics_benchmark.py [--reports 200000]

One run makes synthetic reports, builds the warehouse and asks every question of the store that
looks at reports. Read the processor's milliseconds: the clock's belong to whatever else the
machine does.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.query_benchmark import RUNS, make_import, timed
from dashboard.selection import Filters
from dashboard.store import Store, open_store
from etl.build import build
from etl.settings import Settings

ALL = Filters()
#: The cube does not know kinds, so that every report is read.
FINANCIAL = Filters(kinds=("financial",))

QUESTIONS: dict[str, Callable[[Store], object]] = {
    "sources": lambda store: store.sources().frame,
    "headline": lambda store: store.headline(ALL).frame,
    "changes": lambda store: store.changes(ALL).frame,
    "counts by gender": lambda store: store.counts(ALL, by=("gender",)).frame,
    "periods": lambda store: store.periods(ALL).frame,
    "periods, one kind": lambda store: store.periods(FINANCIAL).frame,
    "periods by platform": lambda store: store.periods(ALL, by="contact_platform").frame,
    "periods, fiscal years": lambda store: store.periods(ALL, calendar="fiscal").frame,
    "periods by incident": lambda store: store.periods(ALL, date="incident").frame,
    "periods by incident, by platform": lambda store: (
        store.periods(ALL, date="incident", by="contact_platform").frame
    ),
    "shares over time": lambda store: store.shares_over_time(ALL, "under_18", ("yes",)).frame,
    "completeness by delay": lambda store: store.completeness_by_delay().frame,
    "completeness by delay, weeks": lambda store: store.completeness_by_delay(unit="week").frame,
    "triangle": lambda store: store.triangle().frame,
    "rates": lambda store: store.rates(ALL, period="last_12").frame,
    "rates by age and gender": lambda store: store.rates(ALL, by=("age_band", "gender")).frame,
    "rates, fiscal years": lambda store: store.rates(ALL, period="fiscal").frame,
    "compare": lambda store: store.compare(ALL, ("nz-helpline",)).frame,
    "compare, months": lambda store: store.compare(ALL, ("nz-helpline",), calendar="month").frame,
    "crosstab of platforms": lambda store: (
        store.crosstab(ALL, rows="contact_platform", columns="moved_to_platform").frame
    ),
    "crosstab of three": lambda store: (
        store.crosstab(ALL, rows="contact_platform", columns="age_band", pages="gender").frame
    ),
    "crosstab by quarter": lambda store: (
        store.crosstab(ALL, rows="age_band", columns="gender", calendar="quarter").frame
    ),
    "platforms": lambda store: store.platforms(ALL).frame,
    "amounts": lambda store: store.amounts(ALL).frame,
    "amounts by platform": lambda store: store.amounts(ALL, by="contact_platform").frame,
    "delays": lambda store: store.delays(ALL).frame,
    "completeness": lambda store: store.completeness(ALL).frame,
    "completeness by month": lambda store: store.completeness_by_month(ALL).frame,
    "duplicates": lambda store: store.duplicates().frame,
    "timeliness": lambda store: store.timeliness().frame,
    "balance": lambda store: store.balance().frame,
}


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=200_000)
    reports = parser.parse_args().reports
    with tempfile.TemporaryDirectory() as place:
        settings = Settings(data=Path(place), keys=Path(place))
        make_import(settings, reports)
        build(settings)
        store = open_store(settings)
        print(f"{reports:,} reports · load of the machine {os.getloadavg()[0]:.1f}")
        print(f"\n{f'median of {RUNS}, milliseconds':35} {'processor':>9} {'clock':>7}")
        for name, ask in QUESTIONS.items():
            ask(store)
            times = [timed(lambda ask=ask: ask(store)) for _ in range(RUNS)]
            wall, processor = (1000 * median(side) for side in zip(*times, strict=True))
            print(f"{name:35} {processor:9.0f} {wall:7.0f}")
        store.close()


if __name__ == "__main__":
    main()
