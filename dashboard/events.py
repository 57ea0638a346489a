"""What happened in a source's country that a series may show: marked on the axis, told below."""

from html import escape

import pandas as pd
import streamlit as st

from dashboard.context import ANYWHERE, Page, Source, worded


def during(page: Page, source: Source, periods: pd.DataFrame) -> pd.DataFrame:
    """Events of the source's country, or of no one country, within these periods.

    Returns:
        One row an event, by day: number (from 1), day, label, kind, description.
    """
    if periods.empty:
        return pd.DataFrame(columns=["number", "day", "label", "kind", "description"])
    rows = page.answers.vocabulary("events")
    rows = rows.assign(day=pd.to_datetime(rows["date"])).sort_values("day", kind="stable")
    inside = rows["day"].between(periods["period_start"].min(), periods["period_end"].max())
    rows = rows[inside & rows["country"].isin([source.country, ANYWHERE])]
    labels, kinds = page.labels.seed("events"), page.labels.seed("event_kinds")
    return pd.DataFrame(
        {
            "number": range(1, len(rows) + 1),
            "day": rows["day"].to_numpy(),
            "label": rows["code"].map(labels).to_numpy(),
            "kind": rows["kind"].map(kinds).to_numpy(),
            "description": worded(rows, "description", page.lang).to_numpy(),
        }
    )


def listing(page: Page, events: pd.DataFrame) -> None:
    """The events as a short numbered list; nothing where there is none."""
    if events.empty:
        return
    lines = "".join(
        f"<li><b>{escape(event['label'])}</b> · {escape(page.formats.date(event['day']))} · "
        f"{escape(event['kind'])}<br>{escape(event['description'])}</li>"
        for event in events.to_dict("records")
    )
    st.html(
        f'<details class="events" open><summary>{escape(page.t("events.title"))}</summary>'
        f"<ol>{lines}</ol></details>"
    )
