"""Every rule a value must keep, as pandera schemas. Codes come from the seeds.

``incident_report`` guards the way in, ``cells`` the way out. A check's error is the code of its
rule, as quarantine and receipts show it. Nothing here coerces: a value is right or it fails.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
import pandera.pandas as pa

import sql
from etl import vocabulary

EARLIEST = date(1990, 1, 1)
OLDEST_AGE = 120
PRECISIONS = ("day", "month", "year", "unknown")


@dataclass(frozen=True)
class Together:
    """A rule between columns of one report.

    Attributes:
        columns: the columns it looks at; the first one is named in quarantine.
        holds: frame of these columns → whether each row keeps the rule.
    """

    rule: str
    columns: tuple[str, ...]
    holds: Callable[[pd.DataFrame], pd.Series]

    @property
    def check(self) -> pa.Check:
        """The rule as a pandera check."""
        return pa.Check(self.holds, error=self.rule)


#: The rules between columns. A value that is not there breaks none of them.
TOGETHER = (
    Together(
        "age-contradictory",
        ("age_min", "age_max"),
        lambda rows: rows.age_max.isna() | (rows.age_min <= rows.age_max),
    ),
    Together(
        "incident-after-report",
        ("incident_date", "reported_date"),
        lambda rows: rows.incident_date.isna() | (rows.incident_date <= rows.reported_date),
    ),
    Together(
        "amount-without-currency",
        ("amount_paid", "currency"),
        lambda rows: rows.amount_paid.isna() | (rows.amount_paid == 0) | rows.currency.notna(),
    ),
)


def incident_report(*, received: date | None = None) -> pa.DataFrameSchema:
    """Schema of accepted rows, without ``import_id``.

    Dates are ``datetime64``, ages and amounts numbers, all else text. A coded column that the
    source does not collect is null.

    Args:
        received: UTC day of receipt. No report is dated later than the day after it, which is as
            far as any time zone reaches. None leaves this rule out.
    """
    date_rules = [pa.Check.ge(pd.Timestamp(EARLIEST), error="date-too-early")]
    reported = list(date_rules)
    if received is not None:
        latest = pd.Timestamp(received + timedelta(days=1))
        reported.append(pa.Check.le(latest, error="date-in-future"))
    age = pa.Check.in_range(0, OLDEST_AGE, error="age-out-of-range")
    coded = {
        field: _coded(field, nullable=field != "country")
        for field in (*sql.VOCABULARY, "region", "currency", "age_band")
    }
    columns = {
        "report_key": pa.Column(str, pa.Check.str_matches(r"^[0-9a-f]{64}\Z"), unique=True),
        "source": pa.Column(str, nullable=False),
        "reported_date": pa.Column(checks=reported, nullable=False),
        "incident_date": pa.Column(checks=date_rules, nullable=True),
        "incident_date_precision": pa.Column(checks=_codes(PRECISIONS), nullable=True),
        "age_min": pa.Column(checks=age, nullable=True),
        "age_max": pa.Column(checks=age, nullable=True),
        "age_label": pa.Column(nullable=True),
        "amount_paid": pa.Column(checks=pa.Check.ge(0, error="amount-negative"), nullable=True),
        "row_number": pa.Column(checks=pa.Check.ge(1), nullable=False),
    }
    return pa.DataFrameSchema(
        columns | coded, checks=[rule.check for rule in TOGETHER], strict=True
    )


def cells() -> pa.DataFrameSchema:
    """Schema of the report cube: one row a source, month and combination of codes.

    ``month`` is the first of the month, ``reports`` counts at least one.
    """
    coded = ("country", "age_band", "gender", "contact_platform", "outcome")
    key = ["source", "month", *coded]
    return pa.DataFrameSchema(
        {
            "source": pa.Column(str),
            "month": pa.Column(
                checks=pa.Check(lambda months: months.dt.day == 1, error="month-not-first-day")
            ),
            **{field: _coded(field, nullable=True) for field in coded},
            "reports": pa.Column(checks=pa.Check.ge(1)),
        },
        unique=key,
        strict=True,
    )


def part(schema: pa.DataFrameSchema, columns: Sequence[str]) -> pa.DataFrameSchema:
    """The rules of some columns, and the rules between them that need no other column."""
    rules = [rule.check for rule in TOGETHER if set(rule.columns) <= set(columns)]
    return pa.DataFrameSchema({name: schema.columns[name] for name in columns}, checks=rules)


def broken(schema: pa.DataFrameSchema, rows: pd.DataFrame) -> dict[int, str]:
    """Position of each failing row → the first rule it breaks. Holds no value.

    Args:
        schema: a schema from this module, or a part of one.
        rows: a frame whose index counts from 0.
    """
    if rows.empty:
        return {}
    try:
        schema.validate(rows, lazy=True)
    except pa.errors.SchemaErrors as failures:
        cases = failures.failure_cases
    else:
        return {}
    if cases["index"].isna().any():
        raise TypeError("a schema does not fit the frame it was given")
    first: dict[int, str] = {}
    for position, check in zip(cases["index"], cases["check"], strict=True):
        first.setdefault(int(position), "value-missing" if check == "not_nullable" else check)
    return first


def _codes(codes: Sequence[str]) -> pa.Check:
    return pa.Check.isin(codes, error="code-unknown")


def _coded(field: str, *, nullable: bool) -> pa.Column:
    return pa.Column(checks=_codes(vocabulary.allowed(field)), nullable=nullable)
