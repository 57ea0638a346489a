"""The release that the synthetic reports must give, under keys that are no secret.

``python -m tests.golden.sample_release`` writes it anew, for when the sample, the plan that ships
or a rule of the protection has changed on purpose; the CHANGELOG then says so.
"""

import hashlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from etl.build import build
from etl.ingest import import_file
from etl.release import plan as plans
from etl.release.blocks import Secrets
from etl.release.csv_files import csv_files
from etl.release.draft import draft
from etl.release.model import Release
from etl.release.reports import read
from etl.sample import make_sample
from etl.settings import Settings
from etl.sources import load

FILE = Path(__file__).parent / "sample_release.json"

_SECRETS = Secrets(b"golden record key, no secret....", b"golden cell key, no secret......")


def sample_release(folder: Path) -> Release:
    """Make the sample, import it, build, and draft its release."""
    settings = Settings(data=folder / "data", keys=folder / "keys")
    settings.keys.mkdir(mode=0o700)
    settings.report_key.touch(mode=0o600)
    settings.report_key.write_text("00" * 32 + "\n", encoding="ascii")
    for file in make_sample(folder / "sample"):
        import_file(settings, file.path, load(file.source))
    build(settings)
    plan = plans.load()
    return draft(read(settings, plan), plan, _SECRETS).release


def figures(release: Release) -> dict[str, Any]:
    """What is on record of the release."""
    totals = release.table("totals").cells
    return {
        "name": release.name,
        "plan": release.plan_sha256,
        "masked_by_attack": release.attack["masked"],
        "totals": {
            f"{source} {period}": int(reports)
            for source, period, reports in zip(
                totals["source"], totals["period"], totals["reports"], strict=True
            )
        },
        "masked": {
            table.name: int(table.cells["reports"].isna().sum()) for table in release.tables
        },
        "sha256": {
            name: hashlib.sha256(content).hexdigest()
            for name, content in csv_files(release).items()
            if name.startswith("tables/") or name == "codes.csv"
        },
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        told = figures(sample_release(Path(made)))
    FILE.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{FILE.name}: written\n")
