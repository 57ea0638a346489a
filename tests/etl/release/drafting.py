"""Small warehouses to draft releases from."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from etl.build import build
from etl.release import reports
from etl.release.blocks import Secrets
from etl.release.draft import Draft, draft
from etl.release.model import Release
from etl.release.plan import Plan, load
from etl.settings import Settings
from tests.warehouse_builder import report, settings_in, write_import

SECRETS = Secrets(b"r" * 32, b"c" * 32)

PLAN = """
name = "small"
title_en = "Reports"
title_ja = "報告"
licence = "CC-BY-4.0"
period = "half-year"
closing_days = 60
least = 100
valid_days = 240
age_scheme = "public"

[keep]
contact_platform = ["instagram", "line", "unknown"]

[[table]]
dims = ["age_band", "gender"]

[[table]]
dims = ["contact_platform", "payment_made"]

[[table]]
dims = ["kind"]
"""

_AGES = {"0-12": (12, 12), "13-17": (16, 16), "18-21": (19, 19), "unknown": (None, None)}


def plan_in(folder: Path, text: str = PLAN) -> Plan:
    """The plan of this text."""
    path = folder / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def delivered(
    count: int, start: date, end: date, *, seed: int = 1, prefix: str = "r", **changes: Any
) -> list[Mapping[str, Any]]:
    """Reports spread over the days from start to end, their codes drawn at random."""
    dice = Random(seed)  # noqa: S311 - the same reports each time
    rows = []
    for number in range(count):
        band = dice.choices(list(_AGES), [1, 8, 5, 2])[0]
        youngest, oldest = _AGES[band]
        rows.append(
            report(
                report_key=f"{prefix}-{number:05}",
                reported_date=start + timedelta(days=number * (end - start).days // (count - 1)),
                age_band=band,
                age_min=youngest,
                age_max=oldest,
                gender=dice.choices(["male", "female", "unknown"], [7, 3, 1])[0],
                contact_platform=dice.choices(["instagram", "line", "discord"], [6, 3, 1])[0],
                payment_made=dice.choices(["yes", "partly", "no", "unknown"], [3, 1, 6, 2])[0],
                incident_date=None,
                incident_date_precision=None,
                kind=None,
                **changes,
            )
        )
    return rows


def warehouse(folder: Path, *deliveries: tuple[str, Sequence[Mapping[str, Any]]]) -> Settings:
    """A built warehouse of these deliveries to nz-helpline: the day of receipt, and the reports."""
    settings = settings_in(folder)
    deliver(settings, *deliveries)
    return settings


def deliver(settings: Settings, *deliveries: tuple[str, Sequence[Mapping[str, Any]]]) -> None:
    """Import these deliveries too, and build."""
    for received, rows in deliveries:
        write_import(settings, f"of-{received}", rows, received_at=f"{received}T09:00:00Z")
    build(settings)


def drafted(settings: Settings, plan: Plan, previous: Release | None = None) -> Draft:
    """The next release of what the warehouse holds."""
    return draft(reports.read(settings, plan), plan, SECRETS, previous=previous)
