"""A made-up release as large as a real one: four sources, eleven half-years, thirteen tables."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

import sql
from etl.disclosure import TOTAL, Rules
from etl.release.model import (
    CODE_COLUMNS,
    DIMENSION_COLUMNS,
    PERIOD_COLUMNS,
    SOURCE_COLUMNS,
    Release,
    Table,
)
from tests.release_example import example

TABLES = (
    (),
    ("age_band", "gender"),
    ("contact_platform", "age_band"),
    ("contact_platform", "gender"),
    ("outcome", "age_band"),
    ("payment_made", "age_band"),
    ("images_shared", "age_band"),
    ("moved_to_platform",),
    ("kind",),
    ("tactic",),
    ("demand",),
    ("offender_location",),
    ("reporter",),
)

LABELS = {
    "age_band": ("Age", "年齢"),
    "gender": ("Gender", "性別"),
    "contact_platform": ("First contact platform", "最初の接触の場"),
    "outcome": ("Outcome", "結果"),
    "payment_made": ("Payment", "支払い"),
    "images_shared": ("Sharing of images", "画像の拡散"),
    "moved_to_platform": ("Moved to", "移動先"),
    "kind": ("Kind", "種類"),
    "tactic": ("Tactic", "手口"),
    "demand": ("Demand", "要求"),
    "offender_location": ("Offender’s location", "加害者の所在"),
    "reporter": ("Reporter", "報告した人"),
}

PLATFORMS = (
    "instagram", "x_twitter", "line", "tiktok", "snapchat", "facebook", "whatsapp", "telegram",
    "discord", "dating_app", "online_game", "other", "unknown",
)  # fmt: skip


def full_size() -> Release:
    """Release reports-1.11."""
    sources = [row for row in sql.seed_rows("sources") if row["publishable"] == "yes"][:4]
    periods = [
        (
            source["code"],
            f"{year}-H{half}",
            date(year, 6 * half - 5, 1),
            date(year, 6 * half, 31 - half % 2),
            f"reports-1.{place + 1}",
            date(year + half - 1, 9 if half == 1 else 3, 1),
        )
        for source in sources
        for place, (year, half) in enumerate(
            list(itertools.product(range(2020, 2026), (1, 2)))[:11]
        )
    ]
    return replace(
        example(),
        serial=11,
        previous="reports-1.10",
        sources=pd.DataFrame([_source(row) for row in sources], columns=list(SOURCE_COLUMNS)),
        periods=pd.DataFrame(periods, columns=list(PERIOD_COLUMNS)).assign(
            **{
                name: lambda frame, name=name: pd.to_datetime(frame[name])
                for name in ("start", "end", "as_of")
            }
        ),
        dimensions=pd.DataFrame(
            [(dim, *labels) for dim, labels in LABELS.items()], columns=list(DIMENSION_COLUMNS)
        ),
        codes=pd.DataFrame(
            [
                (source["code"], dim, *code)
                for source in sources
                for dim in LABELS
                for code in _codes(dim)
            ],
            columns=list(CODE_COLUMNS),
        ),
        balance=example().balance.iloc[:0],
        tables=tuple(_table(dims, periods) for dims in TABLES),
    )


def _source(row: dict[str, str]) -> tuple[object, ...]:
    country, unit = (
        next(found for found in sql.seed_rows(seed) if found["code"] == row[column])
        for seed, column in (("countries", "country"), ("counting_units", "counting_unit"))
    )
    return (
        row["code"], row["label_en"], row["label_ja"], row["country"], country["label_en"],
        country["label_ja"], row["organisation"], row["counting_unit"], unit["label_en"],
        unit["label_ja"], row["coverage"], row["subject"], True,
    )  # fmt: skip


def _codes(dim: str) -> list[tuple[str, str, str]]:
    seed = "age_bands" if dim == "age_band" else sql.VOCABULARY[dim]
    rows = [
        row
        for row in sql.seed_rows(seed)
        if (dim != "age_band" or row["scheme"] == "public")
        and ("platform" not in dim or row["code"] in PLATFORMS)
    ]
    return [(row["code"], row["label_en"], row["label_ja"]) for row in rows]


def _table(dims: Sequence[str], periods: Sequence[tuple[object, ...]]) -> Table:
    rows = []
    keys = list(itertools.product(*[[*(code[0] for code in _codes(dim)), TOTAL] for dim in dims]))
    for place, (source, period, *_) in enumerate(periods):
        for number, key in enumerate(keys):
            reports = _reports(key, place * len(keys) + number, place)
            rows.append((source, period, *key, reports, "S" if reports is None else ""))
    cells = pd.DataFrame(rows, columns=["source", "period", *dims, "reports", "mark"])
    return Table("_".join(dims) or "totals", tuple(dims), cells.astype({"reports": "Int64"}))


def _reports(key: Sequence[str], seed: int, place: int) -> int | None:
    """A multiple of three with the spread of real tables: many small numbers, a few large."""
    shares = [1 if code == TOTAL else 0.02 + 0.4 * _spread(code, 0) ** 3 for code in key]
    number = 3 * int((900 + 600 * _spread("block", place)) * math.prod(shares) // 3)
    number += 3 * int(3 * _spread("cell", seed))
    return number if number >= Rules().threshold else None


def _spread(text: str, number: int) -> float:
    """Between 0 and 1, the same on every computer."""
    return (
        (sum(ord(sign) * (place + 7) for place, sign in enumerate(text)) * 37 + number * 7919)
        % 1009
        / 1009
    )
