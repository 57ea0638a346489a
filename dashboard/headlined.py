"""Which of the chosen sources have reports in the selection, and what is said of one without."""

from html import escape
from urllib.parse import urlencode

import pandas as pd

from dashboard import links, sheet
from dashboard.columns import records
from dashboard.context import Page, Source
from dashboard.filters import PERIODS, USUAL
from dashboard.wording import Headline


def headlined(page: Page) -> list[tuple[Source, Headline | None]]:
    """Each chosen source with its headline figures; None for one without a report."""
    rows = records(page.answers.headline(page.filters))
    with_reports = {row["source"]: row for row in rows if row["reports"]}
    return [(source, with_reports.get(source.code)) for source in page.sources]


def without_reports(page: Page, source: Source, *, named: bool = False) -> None:
    """Say that no report matches; of data that end before the period when, with a link to them.

    Args:
        page: the page.
        source: a source without a report in the selection.
        named: whether its name stands before the sentence.
    """
    t, first, last = page.t, page.filters.first, source.last_month
    told, link = t("notice.no_reports"), ""
    if first and last and last < first:
        told = t("notice.ended", month=page.formats.month(last))
        months = PERIODS[USUAL]
        start = (pd.Timestamp(last) - pd.DateOffset(months=months - 1)).date()
        query = urlencode(links.within(page, max(start, source.first_month or start), last))
        link = f' <a href="?{escape(query)}">{escape(t("notice.last_months"))}</a>'
    if named:
        told = t("notice.of_source", source=source.label, told=told)
    sheet.html(f'<p class="sentence" role="note">{escape(told)}{link}</p>')
