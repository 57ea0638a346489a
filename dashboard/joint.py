"""Sources on one axis: only an index or a rate, under words that say that the sources differ."""

from html import escape
from typing import Final

import pandas as pd
import streamlit as st

from dashboard import charts, components, export, period_words
from dashboard.context import Page
from dashboard.tables import Column, table

#: Decimals shown of each.
_DECIMALS: Final = {"index": 0, "rate": 1}


def joint(page: Page, way: str) -> None:
    """The latest index or rate of each source with its interval, and all periods as a table.

    Args:
        page: the page.
        way: ``index`` or ``rate``.
    """
    t = page.t
    rows = _rows(page, way)
    latest = _latest(rows.dropna(subset="value"))
    if latest.empty:
        components.note(t(f"compare.{way}.none"))
        return
    title = t(f"compare.{way}.title")
    lead = t("list.middot").join([t(f"compare.{way}.axis"), page.period()])
    st.html(f'<header class="chart"><h3>{escape(title)}</h3><p>{escape(lead)}</p></header>')
    bars = latest.assign(label=latest["source_label"] + " · " + latest["period"], unknown=False)
    told = [
        t("alt.bars.part", label=a, share=b)
        for a, b in zip(bars["label"], bars["text"], strict=True)
    ]
    alt = f"{t(f'compare.{way}.axis')}. {t('list.comma').join(told)}"
    picture = charts.ranked_bars(frame=bars, palette=page.palette)
    st.plotly_chart(
        picture, key=f"joint-{way}", theme=None, alt=alt[:250], config={"displayModeBar": False}
    )
    with st.expander(t("table.show", title=title)):
        columns = [
            Column("period", t("column.period"), "whole"),
            Column("source_label", t("compare.source")),
            Column("reports", t("column.reports"), "number"),
            Column("text", t(f"compare.way.{way}"), "printed"),
            Column("status_label", t("column.status")),
        ]
        st.html(table(rows, columns, caption=f"{title} · {lead}", formats=page.formats))
        marks = ("SYNTHETIC",) if rows["synthetic"].any() else ()
        components.download(page, f"joint-{way}-csv", rows, parts=("compare", way, *marks))


def _latest(known: pd.DataFrame) -> pd.DataFrame:
    """The last period that every source has; where years begin apart, the last of each."""
    sources = known.groupby("period_start")["source"].transform("nunique")
    shared = known[sources == known["source"].nunique()]
    return (known if shared.empty else shared).groupby("source", sort=False).tail(1)


def _rows(page: Page, way: str) -> pd.DataFrame:
    """Every source and period: ``value``, ``lower``, ``upper`` and the three as ``text``."""
    asked = tuple(source.code for source in page.sources)
    compared = page.answers.compare(page.filters, asked, calendar=page.options["calendar"])
    frames = [
        export.told_of(compared[compared["source"] == source.code], source)
        for source in page.sources
    ]
    rows = pd.concat(frames, ignore_index=True)
    ends = rows[[way, f"{way}_lower", f"{way}_upper"]].set_axis(["value", "lower", "upper"], axis=1)
    rows = rows.drop(columns=["lower", "upper"]).join(ends)
    rows["period"] = period_words.named(rows, page.formats)
    rows["status_label"] = [page.t(f"status.{status}") for status in rows["status"]]
    rows["text"] = [_written(page, way, *numbers) for numbers in ends.itertuples(index=False)]
    return rows


def _written(page: Page, way: str, value: float, lower: float, upper: float) -> str:
    numbers = {"value": value, "lower": lower, "upper": upper}
    decimals = _DECIMALS[way]
    words = {name: page.formats.number(n, decimals=decimals) for name, n in numbers.items()}
    return words["value"] if pd.isna(lower) else page.t("compare.interval", **words)
