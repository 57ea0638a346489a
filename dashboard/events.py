"""What happened in a source's country that a series may show: marked on the axis, told below."""

from datetime import date
from html import escape

from dashboard.columns import Columns, height, records, where
from dashboard.context import ANYWHERE, Page, Source


def during(page: Page, source: Source, periods: Columns) -> Columns:
    """Events of the source's country, or of no one country, within these periods.

    Returns:
        One row an event, by day: day, country, label, kind, description, number (from 1).
    """
    first = min(periods["period_start"], default=date.max)
    last = max(periods["period_end"], default=date.min)
    happened = page.labels.events
    told = zip(happened["day"], happened["country"], strict=True)
    here = (source.country, ANYWHERE)
    rows = where(happened, (first <= day <= last and place in here for day, place in told))
    return rows | {"number": list(range(1, height(rows) + 1))}


def listing(page: Page, events: Columns, *, folded: bool = False) -> str:
    """The events as a short numbered list, as HTML; nothing where there is none."""
    if not height(events):
        return ""
    lines = "".join(
        f"<li><b>{escape(event['label'])}</b> · {escape(page.formats.date(event['day']))} · "
        f"{escape(event['kind'])}<br>{escape(event['description'])}</li>"
        for event in records(events)
    )
    told = f"<summary>{escape(page.t('events.title'))}</summary><ol>{lines}</ol>"
    return f'<details class="events"{"" if folded else " open"}>{told}</details>'
