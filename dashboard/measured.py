"""What was paid, and how long it took to report: each figure with how many reports it rests on."""

from typing import Final

import pandas as pd

from dashboard import components
from dashboard.context import Page, Source
from dashboard.tables import Column

#: Days from incident to report that the shares are told for.
_WITHIN: Final = (7, 30, 365)


def amounts(page: Page, source: Source) -> None:
    """Median and quartiles of what was paid, each currency on its own."""
    t = page.t
    rows = page.answers.amounts(page.only(source))
    rows = rows[rows["currency"].ne("")]
    if rows.empty:
        components.absent(page, "amounts", told=t("amounts.none"))
        return
    columns = [
        Column("currency", t("column.currency")),
        Column("median", t("column.median"), "number"),
        Column("lower_quartile", t("column.lower_quartile"), "number"),
        Column("upper_quartile", t("column.upper_quartile"), "number"),
        Column("n", t("column.amount_known"), "number"),
        Column("unknown", t("column.amount_unknown"), "number"),
    ]
    components.listing(page, source, "amounts", rows, columns)


def delays(page: Page, source: Source) -> None:
    """How soon after the incident reports were made."""
    t, formats = page.t, page.formats
    told = page.answers.delays(page.only(source)).to_dict("records")
    reason = told[0]["reason"] if told else "too_few"
    if reason:
        components.absent(page, "delays", told=t(f"delays.{reason}"))
        return
    [row] = told
    rows = pd.DataFrame(
        {
            "label": t("delays.within", n=formats.number(days)),
            "share": row[f"within_{days}"],
            "lower": row[f"within_{days}_lower"],
            "upper": row[f"within_{days}_upper"],
        }
        for days in _WITHIN
    )
    columns = [
        Column("label", t("column.delay")),
        Column("share", t("column.share"), "bar"),
        Column("lower", t("column.lower"), "percent"),
        Column("upper", t("column.upper"), "percent"),
    ]
    components.listing(page, source, "delays", rows, columns)
    numbers = ("median", "lower_quartile", "upper_quartile", "n", "unknown")
    components.note(t("delays.told", **{name: formats.number(row[name]) for name in numbers}))
