"""Random deliveries of a few sources, and random selections of them, for hypothesis."""

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st

from dashboard.selection import Filters
from etl.build import build
from etl.settings import Settings
from tests import figures_oracle as oracle
from tests.warehouse_builder import report, settings_in, source_of, write_import

SOURCES = ("nz-helpline", "jp-helpline", "ca-cafc")
SETTLING = {source: source_of(source).settling_months for source in SOURCES}
FIRST_DAY = date(2022, 6, 1)
#: When the parts of each source are delivered.
RECEIVED = (date(2024, 12, 3), date(2025, 1, 4), date(2025, 2, 20), date(2025, 4, 1))

AGES = (
    {"age_band": "15-17", "age_min": 15, "age_max": 17},
    {"age_band": "12-14", "age_min": 14, "age_max": 14},
    {"age_band": "18-24", "age_min": 20, "age_max": 20},
    {"age_band": "unknown", "age_min": None, "age_max": None},
    {"age_band": None, "age_min": None, "age_max": None},
)
CODES = {
    "country": ("NZ", "JP", "ZZ"),
    "gender": ("male", "female", "unknown", None),
    "contact_platform": ("instagram", "line", "omegle", "other", "unknown"),
    "moved_to_platform": ("line", "whatsapp", None),
    "kind": ("financial", "control", None),
    "payment_made": ("yes", "partly", "no", "unknown", None),
    "images_shared": ("yes", "no", "unknown"),
    "outcome": ("open", "referred_police", "unknown", None),
}
AMOUNTS = (
    {"amount_paid": None, "currency": None},
    {"amount_paid": 50, "currency": "NZD"},
    {"amount_paid": 1000, "currency": "NZD"},
    {"amount_paid": 30000, "currency": "JPY"},
)
#: Days from incident to report: mostly few, sometimes more than a year.
DELAYS = (0, 0, 0, 1, 2, 5, 9, 20, 33, 40, 70, 120, 300, 500)
PRECISIONS = ("day", "day", "day", "day", "month", "year", None)


@st.composite
def delivered(draw: st.DrawFn) -> dict[str, list[list[dict[str, Any]]]]:
    """Up to four deliveries of each source, months apart or not, with late reports."""
    deliveries = {}
    for source in SOURCES:
        chance = Random(draw(st.integers(0, 2**32)))  # noqa: S311 - thousands of draws, quickly
        cut = draw(st.integers(0, 900))
        parts: list[list[dict[str, Any]]] = [[] for _ in RECEIVED]
        for day in sorted(chance.choices(range(901), k=draw(st.integers(0, 250)))):
            place = 0 if day < cut else chance.choice((0, 1, 1, 2, 3))
            parts[place].append(_report(chance, source, FIRST_DAY + timedelta(days=day)))
        deliveries[source] = parts
    return deliveries


def _report(chance: Random, source: str, day: date) -> dict[str, Any]:
    precision = chance.choice(PRECISIONS)
    incident = day - timedelta(days=chance.choice(DELAYS))
    first_of = {"month": {"day": 1}, "year": {"month": 1, "day": 1}}
    return report(
        **chance.choice(AGES),
        **chance.choice(AMOUNTS),
        **{column: chance.choice(codes) for column, codes in CODES.items()},
        source=source,
        reported_date=day,
        incident_date=incident.replace(**first_of.get(precision, {})) if precision else None,
        incident_date_precision=precision,
    )


def built(folder: Path, deliveries: dict[str, list[list[dict[str, Any]]]]) -> Settings:
    """Write each part as an import of its day, and build."""
    settings = settings_in(folder)
    for source, parts in deliveries.items():
        for place, (part, day) in enumerate(zip(parts, RECEIVED, strict=True)):
            received_at = f"{day}T01:00:00.000000Z"
            write_import(
                settings, f"{source}-{place}", part, source=source, received_at=received_at
            )
    build(settings)
    return settings


MONTHS = st.none() | st.sampled_from([oracle.shifted(FIRST_DAY, n) for n in range(30)])


def some(column: str, more: tuple[str, ...] = ()) -> st.SearchStrategy[tuple[str, ...]]:
    codes = [code for code in (*CODES.get(column, ()), *more) if code]
    return st.just(()) | st.lists(st.sampled_from(codes), min_size=1, unique=True).map(tuple)


FILTERS = st.builds(
    Filters,
    sources=some("source", SOURCES),
    countries=some("country"),
    first=MONTHS,
    last=MONTHS,
    ages=some("age_band", ("15-17", "18-24", "unknown")),
    genders=some("gender"),
    platforms=some("contact_platform"),
    outcomes=some("outcome"),
    kinds=some("kind"),
)
FEW_FILTERS = st.lists(st.just(Filters()) | FILTERS, min_size=1, max_size=6)
