"""The same figures from packages that others wrote and checked, on record for the tests.

The packages are not installed with casestats. To make the record anew, with an environment ENV::

    python -m venv ENV
    ENV/bin/pip install PHStatsMethods==0.1.16 chainladder==0.10.1 statsmodels==0.15.0
    ENV/bin/python tests/golden/reference_figures.py

Rates and shares are PHStatsMethods' (UK Office for Health Improvement and Disparities), exact
limits of a count, limits of a difference of shares (Newcombe's method 10) and of a ratio of counts
(score) statsmodels', development factors chainladder's (volume-weighted). Rates, shares and exact
limits have two confidences, 0.95 and 0.998.
"""

import json
import sys
from importlib.metadata import version
from itertools import product
from pathlib import Path
from typing import Any

import chainladder
import pandas as pd
from PHStatsMethods import ph_proportion, ph_rate
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.rates import confint_poisson, confint_poisson_2indep

FILE = Path(__file__).with_suffix(".json")
PACKAGES = ("PHStatsMethods", "chainladder", "statsmodels", "scipy", "numpy", "pandas")
CONFIDENCES = (0.95, 0.998)
LIMITS = [f"{end}_{level}_ci" for level in ("95", "99_8") for end in ("lower", "upper")]

COUNTS = (*range(1, 31), 50, 65, 99, 100, 222, 250, 999, 1000, 1001, 2500, 5000, 9856, 7_776_456)
#: 124,348,000: Japan on 1 October 2023, as the seed population has it.
PEOPLE = (1, 220, 12_345, 100_000, 124_348_000, 7_564_336_677)
WHOLES = (1, 2, 9, 10, 29, 100, 148, 263, 1000, 3456, 12_345, 7_564_336_677)
#: Newcombe 1998, table II: shares a / m and b / n.
PAIRS = (
    (56, 70, 48, 80),
    (9, 10, 3, 10),
    (6, 7, 2, 7),
    (5, 56, 0, 29),
    (0, 10, 0, 20),
    (0, 10, 0, 10),
    (10, 10, 0, 20),
    (10, 10, 0, 10),
)
SHARES = ((0, 20), (1, 20), (20, 20), (13, 57), (999, 1000), (3456, 12_345))
#: Months of thirty, from 0, that were never delivered.
GAPS = {"whole": (), "one month missing": (16,), "two parts missing": (3, 4, 19)}


def rates() -> list[list[float]]:
    """Rows: count, people, rate per 100,000, and its limits at each confidence.

    PHStatsMethods refuses a count of 0.
    """
    return _limits(ph_rate, list(product(COUNTS, PEOPLE)))


def proportions() -> list[list[float]]:
    """Rows: part, whole, share, and its limits at each confidence."""
    pairs = {
        (part, whole)
        for whole in WHOLES
        for part in (0, 1, whole // 3, whole // 2, whole - 1, whole)
    }
    return _limits(ph_proportion, sorted(pairs, key=lambda pair: pair[::-1]))


def _limits(method: Any, pairs: list[tuple[int, int]]) -> list[list[float]]:
    frame = pd.DataFrame(pairs, columns=["count", "of"])
    frame["row"] = [f"{row:05}" for row in frame.index]
    found = method(
        frame, "count", "of", group_cols="row", confidence=list(CONFIDENCES), metadata=False
    ).sort_values("row")
    return [
        [int(row["count"]), int(row["of"]), row["Value"], *row[LIMITS]]
        for _, row in found.iterrows()
    ]


def exact() -> list[list[float]]:
    """Rows: count, and the exact limits at each confidence (Garwood)."""
    return [
        [count, *(float(limit) for one in CONFIDENCES for limit in _exact(count, one))]
        for count in (0, *COUNTS)
    ]


def _exact(count: int, confidence: float) -> tuple[float, float]:
    lower, upper = confint_poisson(count, 1, method="exact-c", alpha=1 - confidence)
    return (lower if count else 0.0), upper


def differences() -> list[list[float]]:
    """Rows: a, m, b, n, and the limits of a / m less b / n at 95 %."""
    grid = [(*now, *before) for now, before in product(SHARES, SHARES)]
    return [
        [*pair, *map(float, confint_proportions_2indep(*pair, method="newcomb", compare="diff"))]
        for pair in (*PAIRS, *grid)
    ]


def ratios() -> list[list[float]]:
    """Rows: count now, count before, and the limits of their ratio at 95 %, found by a search."""
    grid = product((1, 5, 20, 31, 100, 999, 12_345), repeat=2)
    return [
        [a, b, *map(float, confint_poisson_2indep(a, 1, b, 1, method="score", compare="ratio"))]
        for a, b in grid
    ]


def published() -> dict[str, Any]:
    """The triangle of Taylor & Ashe, cumulated, and its factors; the same rounded to thousands."""
    claims = chainladder.load_sample("genins")
    return {
        "cumulated": [[int(n) for n in row.dropna()] for _, row in claims.to_frame().iterrows()],
        "factors": _factors(claims),
        "factors_of_thousands": _factors((claims / 1000).round(0)),
    }


def new_reports(months: int = 30) -> list[list[int]]:
    """Reports of so many months, each by the months until they came."""
    return [
        [
            (7 * origin + 5 * delay) % (12 - min(delay, 10)) if delay else 20 + 13 * origin % 41
            for delay in range(min(months - origin, 15))
        ]
        for origin in range(months)
    ]


def triangle(gaps: tuple[int, ...]) -> dict[str, Any]:
    """Factors and shares of the new reports when these months, from 0, were never delivered.

    A month's reports count until the month before a gap: those that came later came after a time of
    which nothing is known. What is final after 12 months has the share 1.
    """
    new = new_reports()
    ends = [min((gap for gap in gaps if gap >= one), default=len(new)) for one in range(len(new))]
    seen = [
        {"origin": _month(origin), "seen": _month(origin + delay), "reports": sum(row[: delay + 1])}
        for origin, row in enumerate(new)
        for delay in range(min(ends[origin] - origin, 13))
    ]
    grown = chainladder.Triangle(
        pd.DataFrame(seen), origin="origin", development="seen", columns="reports", cumulative=True
    )
    factors = _factors(grown)[:12]
    shares = [1 / growth for growth in _fitted(grown).cdf_.to_frame().to_numpy().ravel()[:12]]
    return {"not_collected": gaps, "factors": factors, "shares": [*shares, 1.0]}


def _month(number: int) -> pd.Timestamp:
    return pd.Timestamp(2022, 1, 1) + pd.DateOffset(months=number)


def _factors(claims: Any) -> list[float]:
    return [float(one) for one in _fitted(claims).ldf_.to_frame().to_numpy().ravel()]


def _fitted(claims: Any) -> Any:
    return chainladder.Development(average="volume").fit(claims)


def main() -> None:
    tables = {"rates": rates, "proportions": proportions, "exact": exact}
    tables |= {"differences": differences, "ratios": ratios}
    parts = {"versions": json.dumps({name: version(name) for name in PACKAGES})}
    for name, make in tables.items():
        parts[name] = "[\n" + ",\n".join(map(json.dumps, make())) + "\n]"
    parts["published_triangle"] = json.dumps(published())
    parts["new_reports"] = json.dumps(new_reports())
    parts["triangles"] = json.dumps({name: triangle(gaps) for name, gaps in GAPS.items()})
    text = ",\n".join(f"{json.dumps(name)}: {part}" for name, part in parts.items())
    FILE.write_text(f"{{\n{text}\n}}\n", encoding="utf-8")
    sys.stdout.write(f"{FILE.name} is written; look at what changed before you commit it\n")


if __name__ == "__main__":
    main()
