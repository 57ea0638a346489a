"""A small made-up release: two sources, three half-years, four tables. Its numbers are invented."""

import itertools
from collections.abc import Sequence
from datetime import date

import pandas as pd

from etl.disclosure import TOTAL, Rules
from etl.release.model import (
    BALANCE_COLUMNS,
    CODE_COLUMNS,
    DIMENSION_COLUMNS,
    PERIOD_COLUMNS,
    REVISION_COLUMNS,
    SOURCE_COLUMNS,
    Release,
    Table,
)

CODES = {
    "age_band": (
        ("0-14", "Under 15", "15歳未満"),
        ("15-17", "15–17", "15〜17歳"),
        ("18-24", "18–24", "18〜24歳"),
        ("unknown", "Unknown", "不明"),
    ),
    "gender": (
        ("male", "Male", "男性"),
        ("female", "Female", "女性"),
        ("unknown", "Unknown", "不明"),
    ),
    "contact_platform": (
        ("instagram", "Instagram", "Instagram"),
        ("line", "LINE", "LINE"),
        ("other", "Other", "その他"),
        ("unknown", "Unknown", "不明"),
    ),
}
DIMENSIONS = (
    ("age_band", "Age", "年齢"),
    ("gender", "Gender", "性別"),
    ("contact_platform", "First contact", "最初に接触したサービス"),
)
SOURCES = (
    ("jp-helpline", "Help line, Japan", "相談窓口（日本）", "JP", "Japan", "日本",
     "Help line, Japan", "consultation", "consultations", "相談", "clients", "sextortion", True),
    ("nz-police", "Police, New Zealand", "警察（ニュージーランド）", "NZ", "New Zealand",
     "ニュージーランド", "Police force, New Zealand", "report", "reports", "報告", "national",
     "sextortion", True),
)  # fmt: skip
PERIODS = (
    (
        "jp-helpline",
        "2024-H1",
        date(2024, 1, 1),
        date(2024, 6, 30),
        "reports-1.1",
        date(2025, 2, 28),
    ),
    (
        "jp-helpline",
        "2024-H2",
        date(2024, 7, 1),
        date(2024, 12, 31),
        "reports-1.1",
        date(2025, 2, 28),
    ),
    (
        "jp-helpline",
        "2025-H1",
        date(2025, 1, 1),
        date(2025, 6, 30),
        "reports-1.2",
        date(2025, 8, 31),
    ),
    ("nz-police", "2024-H1", date(2024, 1, 1), date(2024, 6, 30), "reports-1.1", date(2025, 2, 28)),
    (
        "nz-police",
        "2024-H2_2025-H1",
        date(2024, 7, 1),
        date(2025, 6, 30),
        "reports-1.2",
        date(2025, 8, 31),
    ),
)
TABLES = {
    "totals": (),
    "age_band": ("age_band",),
    "age_band_gender": ("age_band", "gender"),
    "contact_platform_age_band": ("contact_platform", "age_band"),
}


def example() -> Release:
    """Release reports-1.2, as of 31 August 2025; nz-police does not collect the platform."""
    return Release(
        plan="reports",
        series=1,
        serial=2,
        as_of=date(2025, 8, 31),
        valid_until=date(2026, 4, 30),
        not_before=None,
        previous="reports-1.1",
        title_en="Sextortion reports",
        title_ja="セクストーションの報告件数",
        publisher="",
        contact="",
        licence="CC-BY-4.0",
        synthetic=True,
        rules=Rules(),
        plan_sha256="ab" * 32,
        codes_sha256="cd" * 32,
        key_id="0123456789abcdef",
        attack={"targets": 120, "unsafe": 0, "masked": 0},
        sources=_frame(SOURCES, SOURCE_COLUMNS),
        periods=_frame(PERIODS, PERIOD_COLUMNS).assign(
            start=lambda frame: pd.to_datetime(frame["start"]),
            end=lambda frame: pd.to_datetime(frame["end"]),
            as_of=lambda frame: pd.to_datetime(frame["as_of"]),
        ),
        dimensions=_frame(DIMENSIONS, DIMENSION_COLUMNS),
        codes=_frame(
            [
                (source[0], dimension, *code)
                for source in SOURCES
                for dimension, codes in CODES.items()
                for code in codes
            ],
            CODE_COLUMNS,
        ),
        balance=_frame(
            [
                (source[0], status, number, "S" if number is None else "")
                for source in SOURCES
                for status, number in (("received", 900), ("accepted", 800), ("late", None))
            ],
            BALANCE_COLUMNS,
        ).astype({"reports": "Int64"}),
        revisions=_frame([], REVISION_COLUMNS).astype({"old": "Int64", "new": "Int64"})
        .assign(as_of=lambda frame: pd.to_datetime(frame["as_of"])),
        tables=tuple(_table(name, dims) for name, dims in TABLES.items()),
    )  # fmt: skip


def _table(name: str, dims: Sequence[str]) -> Table:
    rows: list[tuple[object, ...]] = []
    for place, (source, period, *_) in enumerate(PERIODS):
        if source == "nz-police" and "contact_platform" in dims:
            rows.append((source, period, *[TOTAL] * len(dims), None, ".."))
            continue
        for cell in itertools.product(*[[*(c[0] for c in CODES[dim]), TOTAL] for dim in dims]):
            number = _number(cell, place)
            rows.append((source, period, *cell, number, "" if number else "S"))
    cells = pd.DataFrame(rows, columns=["source", "period", *dims, "reports", "mark"])
    return Table(name, tuple(dims), cells.astype({"reports": "Int64"}))


def _number(cell: Sequence[str], place: int) -> int | None:
    """A multiple of three, smaller the more codes are chosen and the further down they stand."""
    number = 300 + 60 * place
    for code in cell:
        if code != TOTAL:
            codes = next(c for c in CODES.values() if code in [row[0] for row in c])
            number //= 2 + [row[0] for row in codes].index(code)
    number -= number % 3
    return number if number >= Rules().threshold else None


def _frame(rows: object, columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns))  # type: ignore[call-overload]
