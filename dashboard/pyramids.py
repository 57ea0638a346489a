"""The age pyramid as a rate: reports per 100,000 people of each age and gender."""

import pandas as pd

from dashboard import charts, components, frames, panels, rate_words
from dashboard.components import Drawing
from dashboard.context import Page, Source
from dashboard.tables import Column


def pyramid(page: Page, source: Source, shown: str) -> None:
    """The pyramid as ``count`` or as ``rate``; where there is no rate, its reason and the count."""
    if shown == "count":
        panels.pyramid(page, source)
        return
    rates = page.answers.rates(page.only(source), by=("age_band", "gender"), period="last_12")
    rates = rates[rates["country"] == source.country]
    if rates["rate"].isna().all():
        reasons = [reason for reason in rates["reason"] if reason] or ["no_population"]
        components.absent(page, "pyramid_rate", told=page.t(f"rate.{reasons[0]}"))
        panels.pyramid(page, source)
        return
    _rates(page, source, rates)


def _rates(page: Page, source: Source, rates: pd.DataFrame) -> None:
    t, formats, genders = page.t, page.formats, page.labels.column("gender")
    wide = rate_words.pyramid(rates, page.labels.ages(source.scheme), formats)
    found = rate_words.highest(wide, genders=genders, t=t, formats=formats)
    known = rates[rates["rate"].notna()]
    whole = {str(name): value for name, value in known.iloc[0].items()}
    whole["population"] = known["population"].sum()
    without = formats.number(int(rates.loc[rates["rate"].isna(), "reports"].sum()))
    written = {
        f"{name}_text": [rate_words.written(rate, formats) for rate in rates[name]]
        for name in ("rate", "lower", "upper")
    }
    bases = page.labels.seed("population_bases")
    named = {
        "age_label": rates["age_band"].map(page.labels.ages(source.scheme)),
        "gender_label": rates["gender"].map(genders),
    }
    drawing = Drawing(
        slug="pyramid_rate",
        measure=t("list.middot").join(
            [t("measure.rate"), rate_words.based(whole, bases=bases, t=t, formats=formats)]
        ),
        period=rate_words.span(whole, t, formats),
        finding=t("finding.rates", found=found, n=without),
        picture=charts.pyramid(
            frame=wide,
            words={side: genders[side] for side in frames.SIDES},
            palette=page.palette,
            formats=formats,
        ),
        alt=t("finding.rates", found=found, n=without),
        rows=rates.assign(**named, **written),
        columns=[
            Column("age_label", t("column.age_band")),
            Column("gender_label", t("column.gender")),
            Column("reports", t("column.reports"), "number"),
            Column("population", t("column.population"), "number"),
            Column("rate_text", t("measure.rate"), "printed"),
            Column("lower_text", t("column.lower"), "printed"),
            Column("upper_text", t("column.upper"), "printed"),
        ],
        method="rate",
    )
    components.chart(page, source, drawing)
