"""The share of people under 18 over time."""

from dashboard import charts, components, period_words
from dashboard.columns import missing
from dashboard.components import Drawing
from dashboard.context import Page, Source
from dashboard.tables import Column
from dashboard.wording import Headline


def over_time(page: Page, source: Source, row: Headline) -> None:
    """The share of the known by month, with its interval; a sentence where it cannot be told."""
    t, formats = page.t, page.formats
    if missing(row["under_18_known"]):
        components.absent(page, "under_18_share")
        return
    if row["under_18_undecided"]:
        told = t("card.undecided", n=formats.number(row["under_18_undecided"]))
        components.absent(page, "under_18_share", told=told)
        return
    periods = page.answers.shares_over_time(page.only(source), "under_18", ("yes",))
    status = periods["status"].map(lambda code: t(f"status.{code}"))
    told = t(
        "finding.under_18",
        share=formats.percent(row["under_18_share"]),
        known=formats.number(row["under_18_known"]),
        unknown=formats.number(row["under_18_unknown"]),
    )
    drawing = Drawing(
        slug="under_18_share",
        measure=t("measure.share_of_known"),
        finding=told,
        picture=charts.shares(
            periods=periods,
            words={w: t(f"trend.{w}") for w in ("interval", "provisional", "incomplete")}
            | {"share": t("under_18_share.title"), "not_collected": t("trend.not_collected")},
            palette=page.palette,
            formats=formats,
        ),
        alt=period_words.sentences(
            [
                period_words.share_alt(periods, t=t, formats=formats),
                period_words.not_final(periods, t=t, formats=formats),
            ],
            t=t,
        ),
        rows=periods.assign(label=period_words.named(periods, formats), status_label=status),
        columns=[
            Column("label", t("column.period"), "whole"),
            Column("share", t("column.share"), "percent"),
            Column("lower", t("column.lower"), "percent"),
            Column("upper", t("column.upper"), "percent"),
            Column("n", t("column.under_18"), "number"),
            Column("known", t("column.known"), "number"),
            Column("unknown", t("column.unknown"), "number"),
            Column("status_label", t("column.status")),
        ],
        method="known_shares",
    )
    components.chart(page, source, drawing)
