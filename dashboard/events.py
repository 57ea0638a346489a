"""What happened in a source's country that a series may show: marked on the axis, told below."""

from html import escape

import pandas as pd
import streamlit as st

from dashboard.context import ANYWHERE, Page, Source


def during(page: Page, source: Source, periods: pd.DataFrame) -> pd.DataFrame:
    """Events of the source's country, or of no one country, within these periods.

    Returns:
        One row an event, by day: day, label, kind, description, number (from 1).
    """
    if periods.empty:
        return pd.DataFrame(columns=["day", "label", "kind", "description", "number"])
    rows = page.labels.events
    inside = rows["day"].between(periods["period_start"].min(), periods["period_end"].max())
    rows = rows[inside & rows["country"].isin([source.country, ANYWHERE])]
    return rows.drop(columns="country").assign(number=range(1, len(rows) + 1))


def listing(page: Page, events: pd.DataFrame, *, folded: bool = False) -> None:
    """The events as a short numbered list; nothing where there is none."""
    if events.empty:
        return
    lines = "".join(
        f"<li><b>{escape(event['label'])}</b> · {escape(page.formats.date(event['day']))} · "
        f"{escape(event['kind'])}<br>{escape(event['description'])}</li>"
        for event in events.to_dict("records")
    )
    told = f"<summary>{escape(page.t('events.title'))}</summary><ol>{lines}</ol>"
    st.html(f'<details class="events"{"" if folded else " open"}>{told}</details>')
