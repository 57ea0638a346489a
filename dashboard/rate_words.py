"""Rates per 100,000 people as texts: a card, a pyramid, and why there is none. Pure."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.cards import Card
from dashboard.columns import Columns, records
from dashboard.frames import SIDES
from dashboard.text import Translate
from dashboard.theme import Formats
from dashboard.wording import MANY, limits

#: One row of the store's rates.
Rate = Mapping[str, Any]


def written(rate: float | None, formats: Formats) -> str:
    """A rate with two decimals; one that would read as zero and is none, as less than the least."""
    least = f"<{formats.number(0.01, decimals=2)}"
    return least if rate and 0 < rate < 0.005 else formats.number(rate, decimals=2)


def of_country(rates: Columns, country: str) -> Rate | None:
    """The rate of the reports of one country; None where there is no report of it."""
    return next((row for row in records(rates) if row["country"] == country), None)


def card(
    rate: Rate | None,
    *,
    coverage: str,
    bases: Mapping[str, str],
    t: Translate,
    formats: Formats,
) -> Card:
    """The card of the rate: its interval, change, population and meaning; or why there is none.

    Args:
        rate: one row of the store's rate_changes.
        coverage: code of whose reports reach the source.
        bases: label by code of each population.
        t: translator.
        formats: the reader's language.
    """
    reason = "no_population" if rate is None else rate["reason"]
    if rate is None or reason:
        return Card(t("card.rate"), formats.percent(None), note=t(f"rate.{reason}"))
    written_out = {name: written(rate[name], formats) for name in ("lower", "upper")}
    told = [t("card.rate.note", period=span(rate, t, formats), **written_out)]
    chip = t(f"verdict.{rate['verdict']}")
    if rate["verdict"] not in ("no_comparison", "too_few"):
        now, before = (written(rate[name], formats) for name in ("rate", "before_rate"))
        ratio, lower, upper = (rate[f"change{end}"] for end in ("", "_lower", "_upper"))
        change = formats.change(ratio)
        if ratio > MANY:
            change = t("change.many_per_head", now=now, before=before)
        chip = f"{change} · {chip}"
        ends = limits(ratio, lower=lower, upper=upper, t=t, formats=formats)
        told.append(t("card.rate.compared", before=before, **ends))
    told.append(t(f"card.rate.{coverage}"))
    told.append(based(rate, bases=bases, t=t, formats=formats))
    note = "".join(t("list.evidence", text=text) for text in told).strip()
    return Card(t("card.rate"), written(rate["rate"], formats), chip, note)


def based(rate: Rate, *, bases: Mapping[str, str], t: Translate, formats: Formats) -> str:
    """The population of a rate: whose figure, of which year, how many people."""
    return t(
        "rate.base",
        base=bases[rate["base"]],
        year=str(rate["population_year"]),
        n=formats.number(rate["population"]),
    )


def pyramid(rates: pd.DataFrame, ages: Mapping[str, str], formats: Formats) -> pd.DataFrame:
    """Rates by age band and gender as one row a band.

    Args:
        rates: ``age_band``, ``gender``, ``rate`` (per 100,000; NaN: none).
        ages: label by code, youngest first.
        formats: the reader's language.

    Returns:
        ``age_band``, ``label``, ``female``, ``male`` (NaN: no rate), ``female_text``,
        ``male_text``, ``unknown`` (false); only bands that have a rate.
    """
    sides = {side: rates[rates["gender"] == side].set_index("age_band")["rate"] for side in SIDES}
    wide = pd.DataFrame(sides).dropna(how="all")
    wide = wide.reindex([code for code in ages if code in wide.index])
    for side in SIDES:
        wide[f"{side}_text"] = [written(rate, formats) for rate in wide[side]]
    wide = wide.rename_axis("age_band").reset_index()
    return wide.assign(label=wide["age_band"].map(ages), unknown=False)


def highest(
    wide: pd.DataFrame, *, genders: Mapping[str, str], t: Translate, formats: Formats
) -> str:
    """The band with the highest rate on each side of a pyramid; empty for none.

    Args:
        wide: one band a row: ``label``, ``female``, ``male`` (rates; NaN: none).
        genders: label by code.
        t: translator.
        formats: the reader's language.
    """
    parts = []
    for side in SIDES:
        for top in wide.nlargest(1, side).dropna(subset=side).to_dict("records"):
            rate = written(top[side], formats)
            words = {"gender": genders[side], "band": top["label"], "rate": rate}
            parts.append(t("finding.rate", **words))
    return t("list.comma").join(parts)


def span(rate: Rate, t: Translate, formats: Formats) -> str:
    """The months of a rate."""
    return t("period.span", first=formats.month(rate["first"]), last=formats.month(rate["last"]))
