"""The four charts of the peers: what is asked of DuckDB, and plain Plotly figures of the answers.

Reports by month beside the year before, platforms, age by gender, platforms by outcome: the charts
of our overview, without their intervals, signs and tables.
"""

from typing import Any

import duckdb
import pandas as pd

GENDERS = {"male": "Male", "female": "Female", "another_gender": "Another gender"}
OUTCOMES = {"open": "Open", "advice_given": "Advice given"}
LAYOUT = {"height": 320, "margin": {"l": 8, "r": 8, "t": 8, "b": 8}}
_FROM = "from marts.reports where {where} group by"


def connect(path: str) -> Any:
    """The warehouse, read-only."""
    return duckdb.connect(path, read_only=True)


def answers(
    connection: Any, genders: list[str], outcomes: list[str]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Months, platforms, ages by gender, platforms by outcome."""
    where = " and ".join(
        [
            "true",
            *([f"gender in ({_codes(genders)})"] if genders else []),
            *([f"outcome in ({_codes(outcomes)})"] if outcomes else []),
        ]
    )
    last = "(select max(report_month) from marts.reports)"
    recent = f"{where} and report_month > {last} - interval 24 month"
    group = _FROM.format(where=recent)
    every = _FROM.format(where=where)
    asked = (
        f"select report_month as month, count(*) as reports {every} all order by all",
        f"select contact_platform as platform, count(*) as reports {group} all order by 2 desc",
        f"select age_band as age, gender, count(*) as reports {group} all order by all",
        f"select contact_platform as platform, outcome, count(*) as reports {group} all",
    )
    with connection.cursor() as cursor:
        months, platforms, ages, cells = (cursor.execute(question).df() for question in asked)
    return months, platforms, ages, cells


def figures(
    answer: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame],
) -> list[dict[str, Any]]:
    """Four figures as plain dictionaries, the leanest that Plotly takes."""
    months, platforms, ages, cells = answer
    recent, before = months.tail(24), months.iloc[-36:-12]
    platforms = platforms.head(15)
    grid = cells.pivot_table("reports", index="platform", columns="outcome", fill_value=0)
    sides = [
        {
            "type": "bar",
            "orientation": "h",
            "name": gender,
            "x": (sign * rows["reports"]).tolist(),
            "y": rows["age"].tolist(),
        }
        for gender, sign in (("female", -1), ("male", 1))
        if len(rows := ages[ages["gender"] == gender])
    ]
    days = recent["month"].dt.strftime("%Y-%m-%d").tolist()
    return [
        {
            "data": [
                {"type": "scatter", "x": days, "y": recent["reports"].tolist()},
                {"type": "scatter", "x": days, "y": before["reports"].tolist()},
            ],
            "layout": LAYOUT,
        },
        {
            "data": [
                {
                    "type": "bar",
                    "orientation": "h",
                    "x": platforms["reports"].tolist(),
                    "y": platforms["platform"].tolist(),
                }
            ],
            "layout": LAYOUT,
        },
        {"data": sides, "layout": LAYOUT | {"barmode": "overlay"}},
        {
            "data": [
                {
                    "type": "heatmap",
                    "z": grid.to_numpy().tolist(),
                    "x": grid.columns.tolist(),
                    "y": grid.index.tolist(),
                }
            ],
            "layout": LAYOUT,
        },
    ]


def _codes(codes: list[str]) -> str:
    return ", ".join(f"'{code}'" for code in codes)
