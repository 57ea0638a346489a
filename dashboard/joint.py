"""Sources on one axis: only an index or a rate, under words that say that the sources differ."""

from typing import Final

import pandas as pd

from dashboard import (
    charts,
    compared,
    components,
    controls,
    export,
    period_words,
    rate_words,
    sheet,
)
from dashboard.components import Drawing, Heading
from dashboard.context import Page, Source
from dashboard.dimensions import chosen_in_words
from dashboard.tables import Column
from dashboard.theme import Formats

#: An index is 100 in its base period.
_LEVELS: Final = {"index": 100.0, "rate": None}

_ALT: Final = 250


def joint(page: Page, way: str) -> None:
    """The index or rate of each source by period with its interval, and the latest as bars.

    Args:
        page: the page.
        way: ``index`` or ``rate``.
    """
    t = page.t
    base = _base(page) if way == "index" else None
    rows = _rows(page, way, base)
    shown = rows[rows["value"].notna().groupby(rows["source"]).transform("any")]
    if shown.empty:
        components.note(t(f"compare.{way}.none"))
        return
    if way == "index" and shown.groupby("source")["value"].count().max() == 1:
        components.note(t("compare.index.alone"))
        return
    for source in page.sources:
        own = rows[rows["source"] == source.code]
        if source.code not in set(shown["source"]):
            components.note(t("compare.without", source=source.label, why=_why(page, way, own)))
    words = {"base": "" if base is None else compared.named(rows, base, page.formats)}
    said = t(f"compare.{way}.axis", **words)
    _lines(page, way, shown, said)
    latest = compared.latest(shown)
    if not latest.empty:
        _bars(page, way, latest, said)


def _base(page: Page) -> pd.Timestamp | None:
    """The base that is chosen among those that are possible; draws the choice if there is one."""
    t, found = page.t, _compared(page)
    days = compared.bases(found)
    if len(days) < 2:
        return days[0] if days else None
    held: pd.Timestamp | None = days[0]
    if asked := page.options["base"]:
        held = compared.within(days, pd.Timestamp(asked), int(found["months"].iloc[0]))
        if held is None:
            components.note(t("compare.base.lost"))
            held = days[0]
    codes = dict(zip(["", *(f"{day:%Y-%m}" for day in days[1:])], days, strict=True))
    named = {code: compared.named(found, day, page.formats) for code, day in codes.items()}
    chosen = next(code for code, day in codes.items() if day == held)
    sheet.html(controls.listed("base", t("compare.base"), named, chosen))
    return held


def _compared(page: Page, base: pd.Timestamp | None = None) -> pd.DataFrame:
    return page.answers.compare(
        page.filters,
        tuple(source.code for source in page.sources),
        calendar=page.options["calendar"],
        starts=page.starts,
        base=None if base is None else base.date(),
    )


def _told_of(found: pd.DataFrame, source: Source) -> pd.DataFrame:
    """The rows of one source, each with whose it is."""
    whose = export.whose(source)
    rows = found[found["source"] == source.code].drop(columns="source")
    return pd.DataFrame(whose, index=rows.index).join(rows)


def _rows(page: Page, way: str, base: pd.Timestamp | None) -> pd.DataFrame:
    """Every source and period: ``value``, ``lower``, ``upper``, ``text``, and their names."""
    found = _compared(page, base)
    rows = pd.concat([_told_of(found, source) for source in page.sources], ignore_index=True)
    ends = rows[[way, f"{way}_lower", f"{way}_upper"]].set_axis(["value", "lower", "upper"], axis=1)
    rows = rows.drop(columns=["lower", "upper"]).join(ends)
    rows["label"] = rows["source_label"]
    rows["period"] = period_words.named(rows, page.formats)
    rows["status_label"] = [page.t(f"status.{status}") for status in rows["status"]]
    rows["text"] = [_written(page, way, *numbers) for numbers in ends.itertuples(index=False)]
    return rows


def _lines(page: Page, way: str, rows: pd.DataFrame, said: str) -> None:
    t = page.t
    final = rows[rows["status"].eq("final") & rows["value"].notna()]
    told = [
        t(
            "alt.side_by_side",
            source=source,
            first=own["period"].iloc[0],
            start=own["text"].iloc[0],
            last=own["period"].iloc[-1],
            end=own["text"].iloc[-1],
        )
        for source, own in final.groupby("label", sort=False)
    ]
    drawing = Drawing(
        slug=f"joint_{way}",
        measure="",
        finding=said,
        picture=charts.side_by_side(
            series=rows,
            words={"different": t("compare.different"), "provisional": t("trend.provisional")},
            palette=page.palette,
            formats=page.formats,
            level=_LEVELS[way],
        ),
        alt=_alt(page, rows, told),
        rows=rows.drop(columns="label"),
        columns=_columns(page, way),
        method=way,
    )
    components.shown(page, _heading(page, way, rows, f"joint_{way}"), drawing)


def _bars(page: Page, way: str, latest: pd.DataFrame, said: str) -> None:
    t = page.t
    bars = latest.assign(unknown=False)
    bars["label"] = bars["source_label"] + t("list.middot") + bars["period"]
    told = [
        t("alt.bars.part", label=label, share=text)
        for label, text in zip(bars["label"], bars["text"], strict=True)
    ]
    drawing = Drawing(
        slug=f"latest_{way}",
        measure="",
        finding=said,
        picture=charts.ranked_bars(frame=bars, palette=page.palette),
        alt=_alt(page, latest, told),
        rows=latest.drop(columns="label"),
        columns=_columns(page, way),
        method=way,
    )
    components.shown(page, _heading(page, way, latest, f"latest_{way}"), drawing)


def _heading(page: Page, way: str, rows: pd.DataFrame, slug: str) -> Heading:
    """Whose card it is: several sources', each with what its number means."""
    t = page.t
    shown = [source for source in page.sources if source.code in set(rows["source"])]
    parts = [t(f"measure.{way}"), t("trend.interval"), page.period(), t("compare.different")]
    parts += chosen_in_words(page, *shown)
    meanings = {
        "index": lambda source: t("compare.unit", source=source.label, unit=source.unit),
        "rate": lambda source: t(f"rate.means.{source.coverage}", source=source.label),
    }
    told = "".join(t("list.evidence", text=meanings[way](source)) for source in shown)
    return Heading(
        key=slug.replace("_", "-"),
        title=t(f"{slug}.title"),
        lead=t("list.middot").join(parts),
        about=[told.strip()],
        parts=("compare", slug),
        synthetic=bool(rows["synthetic"].any()),
    )


def _alt(page: Page, rows: pd.DataFrame, told: list[str]) -> str:
    """What a chart shows of each source, and which of its periods are not final."""
    t = page.t
    filling = period_words.not_final(rows, t=t, formats=page.formats)
    parts = t("list.comma").join(told)[: _ALT - len(filling) - 2]
    return period_words.sentences([t("list.evidence", text=parts).strip(), filling], t=t)


def _columns(page: Page, way: str) -> list[Column]:
    t = page.t
    return [
        Column("period", t("column.period"), "whole"),
        Column("source_label", t("compare.source")),
        Column("reports", t("column.reports"), "number"),
        Column("text", t(f"compare.way.{way}"), "printed"),
        Column("status_label", t("column.status")),
    ]


def _why(page: Page, way: str, rows: pd.DataFrame) -> str:
    """Why a source has no number in any period."""
    if way == "index":
        return page.t("compare.index.too_few")
    # A year that is not whole never has a rate: the others tell more.
    whole = rows[rows["status"].isin(["final", "provisional"])]
    reasons = [reason for reason in (*whole["reason"], *rows["reason"]) if reason]
    return page.t(f"rate.{reasons[0] if reasons else 'no_population'}")


def _written(page: Page, way: str, value: float, lower: float, upper: float) -> str:
    numbers = {"value": value, "lower": lower, "upper": upper}
    written = rate_words.written if way == "rate" else _whole
    words = {name: written(number, page.formats) for name, number in numbers.items()}
    return words["value"] if pd.isna(lower) else page.t("compare.interval", **words)


def _whole(number: float, formats: Formats) -> str:
    return formats.number(number)
