"""What was paid, and how long it took to report: each figure with how many reports it rests on."""

from typing import Final

import pandas as pd

from dashboard import components
from dashboard.context import Page, Source
from dashboard.period_words import sentences
from dashboard.tables import Column

#: Days from incident to report that the shares are told for.
_WITHIN: Final = (7, 30, 365)


def amounts(page: Page, source: Source) -> None:
    """Median and quartiles of what was paid, each currency on its own."""
    t, number = page.t, page.formats.number
    rows = page.of(source, page.answers.amounts(page.filters))
    named = rows[rows["currency"].ne("")]
    figures, few = named[named["reason"].eq("")], named[named["reason"].ne("")]
    told = [
        t("amounts.currency", currency=currency, n=number(n))
        for currency, n in zip(few["currency"], few["n"], strict=True)
    ]
    notes = [t("amounts.none")] if named.empty else []
    notes += [t("amounts.too_few", currencies=t("list.comma").join(told))] if told else []
    if rows["unknown"].gt(0).any():  # of the source: the same in each of its rows
        notes.append(t("amounts.unknown", n=number(rows["unknown"].iloc[0])))
    if figures.empty:
        components.absent(page, "amounts", told=sentences(notes, t=t))
        return
    columns = [
        Column("currency", t("column.currency")),
        Column("median", t("column.median"), "number"),
        Column("lower_quartile", t("column.lower_quartile"), "number"),
        Column("upper_quartile", t("column.upper_quartile"), "number"),
        Column("highest_below", t("column.highest_below"), "number"),
        Column("n", t("column.amount_known"), "number"),
    ]
    components.listing(page, source, "amounts", figures, columns)
    if notes:
        components.note(sentences(notes, t=t))


def delays(page: Page, source: Source) -> None:
    """How soon after the incident reports were made."""
    t, formats = page.t, page.formats
    told = page.of(source, page.answers.delays(page.filters)).to_dict("records")
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
