"""Compare: sources on their own axes, or an index or a rate on one; they are never added."""

from dashboard import choices, components, links, over_time, sheet
from dashboard.context import Page
from dashboard.headlined import headlined, without_reports
from dashboard.joint import joint
from etl.errors import UsageError

#: Charts side by side; on a phone they stand one below the other.
_ACROSS = 2


def show(page: Page) -> None:
    """Draw the page."""
    _choices(page)
    if len(page.sources) < _ACROSS:
        components.note(page.t("compare.one" if page.sources else "notice.nothing_loaded"))
    if page.options["compare"] == "sum":
        _sum(page)
    elif page.options["compare"] == "own_axes":
        _own_axes(page)
    else:
        joint(page, page.options["compare"])
    links.copyable(page)


def _sum(page: Page) -> None:
    """The number of reports of one source; of several, why they are not added."""
    try:
        total = page.answers.total(page.filters)
    except UsageError as refused:
        components.note(page.t(f"refused.{refused.code.replace('-', '_')}"))
    else:
        components.note(page.t("compare.total", n=page.formats.number(total)))


def _own_axes(page: Page) -> None:
    components.note(page.t("compare.own_axes"))
    found = headlined(page)
    drawn = [(source, row) for source, row in found if row is not None]
    for start in range(0, len(drawn), _ACROSS):
        with sheet.box("columns" if len(drawn) > 1 else "column"):
            for source, row in drawn[start : start + _ACROSS]:
                with sheet.box("column"):
                    told = components.finding(page, source, row)
                    components.source_heading(page, source, row, below=told)
                    over_time.trend(page, source, calendar=page.options["calendar"])
    for source in (source for source, row in found if row is None):
        without_reports(page, source, named=True)


def _choices(page: Page) -> None:
    """How sources are compared, and by which periods."""
    t = page.t
    with choices.row():
        choices.segments(
            page, "compare", label=t("compare.way"), words=lambda code: t(f"compare.way.{code}")
        )
        choices.calendars(page)
