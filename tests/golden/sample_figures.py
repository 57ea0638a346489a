"""The figures that the synthetic reports must give, from file to page.

``python -m tests.golden.sample_figures`` writes them anew, for when the sample, a vocabulary or a
formula has changed on purpose; the CHANGELOG then says so.
"""

import json
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.selection import Filters
from dashboard.store import Store, open_store
from etl.build import build
from etl.ingest import import_file
from etl.sample import make_sample
from etl.settings import Settings
from etl.sources import load

FILE = Path(__file__).parent / "sample_figures.json"
EVER = Filters()
LAST_YEAR = Filters(first=date(2025, 11, 1), last=date(2026, 10, 1))
ROWS = ("read", "accepted", "quarantined", "without_consent", "filtered")


def sample_figures(folder: Path) -> dict[str, Any]:
    """Make the sample, import it, build, and ask for what the pages show."""
    settings = Settings(data=folder / "data", keys=folder / "keys")
    receipts = [
        import_file(settings, file.path, load(file.source)).receipt
        for file in make_sample(folder / "sample")
    ]
    build(settings)
    store = open_store(settings)
    found = {
        "rows": {r.source.code: {n: getattr(r.rows, n) for n in ROWS} for r in receipts},
        "quarantine": {
            f"{r.source.code} {entry.column} {entry.rule}": entry.rows
            for r in receipts
            for entry in r.quarantine
        },
        "years": _years(store),
        "headline": json.loads(
            store.headline(LAST_YEAR)
            .frame.set_index("source")
            .to_json(orient="index", date_format="iso", date_unit="s", double_precision=6)
        ),
        "reports": {
            by: _counts(store, by)
            for by in ("age_band", "gender", "contact_platform", "outcome", "kind", "under_18")
        },
    }
    store.close()
    return found


def _years(store: Store) -> dict[str, int]:
    months = store.periods(EVER).frame
    years = months.groupby(["source", months["period_start"].dt.year])["reports"].sum()
    return {f"{source} {year}": int(reports) for (source, year), reports in years.items()}


def _counts(store: Store, by: str) -> dict[str, int]:
    counts = store.counts(EVER, by=(by,)).frame
    codes = zip(counts["source"], counts[by], counts["reports"], strict=True)
    return {f"{source} {code}": int(reports) for source, code, reports in codes}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        figures = sample_figures(Path(folder))
    FILE.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{FILE.name} is written; look at what changed before you commit it\n")


if __name__ == "__main__":
    main()
