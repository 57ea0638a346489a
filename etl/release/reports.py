"""What a release is made from: the reports of publishable sources, exact and confidential."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import starmap

import pandas as pd

import sql
from etl import warehouse
from etl.errors import UsageError
from etl.release.periods import Month, Period
from etl.release.plan import Plan
from etl.settings import Settings


@dataclass(frozen=True)
class Exact:
    """The warehouse as a release needs it.

    Attributes:
        reports: one row a report: source, report_key, reported_date, received_on (datetimes), and
            every column that a table may have; NA where its source does not collect it.
        redated: source, report_key, reported_date, received_on, superseded_on (datetimes): earlier
            versions of reports that bore another date.
        sources: one row a source: the columns of the question ``sources``.
        months: source → its months.
        imports: one row an import: the columns of the question ``balance`` and received_on.
        as_of: the last day (UTC) on which anything in it was received, or that it looks back to.
        moved: source → how many reports are left out, see ``not_yet_counted``.
    """

    reports: pd.DataFrame
    redated: pd.DataFrame
    sources: pd.DataFrame
    months: Mapping[str, tuple[Month, ...]]
    imports: pd.DataFrame
    as_of: date
    moved: Mapping[str, int] = field(default_factory=dict)


def read(settings: Settings, plan: Plan) -> Exact:
    """Read the built warehouse.

    Raises:
        UsageError: there is none, or no source in it may be published, or one that the plan names.
        IntegrityError: it is damaged.
    """
    pointer = warehouse.current(settings)
    if pointer is None:
        raise UsageError(
            "There is no warehouse to make a release from.",
            remedy="Import and build first: casestats run FILE --source ID",
            code="nothing-built",
        )
    warehouse.verify(settings, pointer)
    with warehouse.reader(settings.warehouse / pointer.file) as connection:

        def ask(name: str) -> pd.DataFrame:
            return connection.execute(sql.query(name)).df()

        reports, sources, months = ask("release_reports"), ask("sources"), ask("release_months")
        imports, redated = ask("balance"), ask("release_redated")
    imports["received_on"] = imports["received_at"].dt.normalize()
    chosen = _chosen(sources, plan)
    reports = reports[reports["source"].isin(chosen["code"])]
    return Exact(
        reports=reports.reset_index(drop=True),
        redated=redated,
        sources=chosen,
        months={
            str(source): tuple(
                starmap(_month, rows[["month", "final", "reports"]].itertuples(index=False))
            )
            for source, rows in months.groupby("source")
        },
        imports=imports[imports["source"].isin(chosen["code"])],
        as_of=settings.as_of or imports["received_on"].max().date(),
    )


def _month(month: pd.Timestamp, final: bool, reports: int) -> Month:  # noqa: FBT001 - a row
    return Month(month.date(), bool(final), int(reports))


def _chosen(sources: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    publishable = sources[sources["publishable"]]
    for source in plan.sources:
        if source not in set(publishable["code"]):
            raise UsageError(
                f"“{source}” is not loaded, or may not be published.",
                where="sources of the release plan",
                remedy=f"Publishable sources: {', '.join(publishable['code']) or 'none'}",
                code="source-not-publishable",
            )
    if publishable.empty:
        raise UsageError(
            "No source that is loaded may be published.",
            remedy="If its organisation agrees, set publishable = true in its profile and reimport",
            code="nothing-publishable",
        )
    chosen = publishable[publishable["code"].isin(plan.sources or list(publishable["code"]))]
    return chosen.reset_index(drop=True)


def of_period(reports: pd.DataFrame, source: str, period: Period) -> pd.DataFrame:
    """The reports of one source that the organisation received in one period."""
    chosen = (reports["source"] == source) & reports["reported_date"].between(
        pd.Timestamp(period.start), pd.Timestamp(period.end)
    )
    return reports[chosen]


def not_yet_counted(exact: Exact, periods: pd.DataFrame) -> Exact:
    """Without the reports that a published period counted under a date that has changed since.

    Counted again under its new date such a report would stand in two periods: it waits for the next
    series, like one that came late.

    Args:
        exact: the warehouse.
        periods: the published ones, PERIOD_COLUMNS.
    """
    counted: set[str] = set()
    for row in periods.to_dict("records"):
        then = exact.redated[exact.redated["source"] == row["source"]]
        counted |= set(
            then.loc[
                then["reported_date"].between(row["start"], row["end"])
                & (then["received_on"] <= row["as_of"])
                & (then["superseded_on"] > row["as_of"]),
                "report_key",
            ]
        )
    moved = exact.reports["report_key"].isin(counted)
    return replace(
        exact,
        reports=exact.reports[~moved].reset_index(drop=True),
        moved=Counter(exact.reports.loc[moved, "source"]),
    )
