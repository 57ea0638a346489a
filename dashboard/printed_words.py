"""Sentences made from printed figures: what a series shows, and where its prints differ. Pure."""

from collections.abc import Hashable, Iterable, Mapping
from html import escape
from typing import Final

import pandas as pd

from dashboard import figures, printed_series
from dashboard.text import Translate
from dashboard.theme import Formats

_PERIOD: Final = ["period_start", "period_end"]
_ALT: Final = 250

#: Signs of the points in a chart, by what they tell.
_SIGNS: Final = {
    "years": "●",
    "shorter": "■",
    "parts": "◇",
    "provisional": f"○ {figures.STATUS_SIGNS['provisional']}",
    "revised": figures.STATUS_SIGNS["revised"],
    "unsure": figures.CONFIDENCE_SIGNS["unsure"],
}


def finding(rows: pd.DataFrame, *, t: Translate) -> str:
    """The first and the last figure of the most frequent kind of period, and what differs.

    Args:
        rows: one series, as ``printed_series.arranged`` gives it.
        t: translator.
    """
    whole = rows[rows["whole"] & ~rows["replaced"]]
    kind = whole[whole["year_kind"].isin(whole["year_kind"].mode().head(1))]
    ends = [kind[kind["period_start"] == day] for day in kind["period_start"].agg(["min", "max"])]
    told = []
    if len(set(kind["period_start"])) > 1:
        (first, start), (last, end) = ((_name(prints), _values(prints, t)) for prints in ends)
        told.append(t("printed.ends", first=first, start=start, last=last, end=end))
    differing = [
        t("printed.differing", period=_name(prints), values=_values(prints, t))
        for _, prints in rows[rows["differs"]].groupby(_PERIOD)
    ]
    if differing:
        told.append(t("printed.differs", parts=t("list.comma").join(differing)))
    return "".join(t("list.sentence", text=text) for text in told).strip()


def alt(rows: pd.DataFrame, *, t: Translate, formats: Formats) -> str:
    """What the chart of one series shows, for those who do not see it."""
    numbers = rows["number"].astype("float64")
    low, high = rows.iloc[int(numbers.argmin())], rows.iloc[int(numbers.argmax())]
    periods = rows[rows["place"].eq(0)]
    counted = {
        "differ": periods["differs"].sum(),
        "provisional": rows["status"].eq("provisional").sum(),
        "parts": (~periods["whole"]).sum(),
        "unsure": rows["confidence"].eq("unsure").sum(),
    }
    told = [
        t(
            "printed.alt",
            n=formats.number(len(rows)),
            periods=formats.number(len(periods)),
            least=low["figure"],
            least_period=low["period"],
            most=high["figure"],
            most_period=high["period"],
        ),
        *(t(f"printed.alt.{key}", n=formats.number(int(n))) for key, n in counted.items() if n),
    ]
    text = "".join(t("list.sentence", text=sentence) for sentence in told).strip()
    return text if len(text) <= _ALT else text[: _ALT - 1] + "…"


def notes(rows: pd.DataFrame, breaks: pd.DataFrame, *, t: Translate, formats: Formats) -> list[str]:
    """What to know about the chart of one series, as pieces of HTML.

    The signs in it, prints that differ with their sources, years without a print, changes of
    definition, and how the figures are known.

    Args:
        rows: one series, as ``printed_series.arranged`` gives it.
        breaks: ``day``, ``label``, ``description`` of each change of definition.
        t: translator.
        formats: the reader's language.
    """
    items = [escape(_key(rows, t))]
    for _, prints in rows[rows["differs"]].groupby(_PERIOD):
        told = {"what": f"<b>{escape(_name(prints))}</b>", "prints": sourced(prints, t=t)}
        items.append(t("printed.side_by_side", **told))
    for _, early in rows[rows["replaced"]].groupby(_PERIOD):
        words = {"period": _name(early), "values": _values(early, t)}
        items.append(escape(t("printed.replaced", **words)))
    if years := printed_series.missing(rows):
        periods = t("list.comma").join(formats.period(year, 12) for year in years)
        items.append(escape(t("printed.missing", periods=periods)))
    within = breaks["day"].between(
        rows["period_start"].min(), rows["period_end"].max(), inclusive="right"
    )
    for row in breaks[within].to_dict("records"):
        words = {"label": row["label"], "told": row["description"]}
        words["date"] = formats.date(row["day"])
        items.append(escape(t("printed.break.told", **words)))
    known = rows.groupby("confidence", sort=False)["confidence_told"].agg(["first", "size"])
    known = known.reindex([code for code in figures.CONFIDENCE_SIGNS if code in known.index])
    parts = [
        t("printed.counted", label=label, n=formats.number(n))
        for label, n in known.itertuples(index=False)
    ]
    items.append(escape(t("printed.known", parts=t("list.comma").join(parts))))
    return [item for item in items if item]


def sourced(prints: pd.DataFrame, *, t: Translate) -> str:
    """These prints in a row, each with its source, as HTML."""
    return t("list.comma").join(_print(row, t) for row in prints.to_dict("records"))


def listed(items: Iterable[str]) -> str:
    """These pieces of HTML as a list."""
    return f'<ul class="evidence">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


def _key(rows: pd.DataFrame, t: Translate) -> str:
    """What the signs in the chart mean; empty where there is only one."""
    whole, years = rows["whole"], rows["year_kind"].isin(printed_series.YEARS)
    there = {
        "years": (whole & years).any(),
        "shorter": (whole & ~years).any(),
        "parts": (~whole).any(),
        **{code: rows["status"].eq(code).any() for code in figures.STATUS_SIGNS},
        "unsure": rows["confidence"].eq("unsure").any(),
    }
    shown = [f"{_SIGNS[key]} {t(f'printed.key.{key}')}" for key in _SIGNS if there[key]]
    return t("list.comma").join(shown) if len(shown) > 1 else ""


def _print(row: Mapping[Hashable, str], t: Translate) -> str:
    """One print as HTML: the figure, where it was read (linked), how surely, and when printed."""
    title = f'<span lang="en">{escape(row["title"])}</span>'
    if row["url"].startswith(("https://", "http://")):
        link = escape(row["url"])
        title = f'<a href="{link}" rel="noreferrer" target="_blank">{title}</a>'
    known = [row["confidence_told"], *([row["status_told"]] if row["status"] != "unknown" else [])]
    return t(
        "printed.print",
        figure=f"<b>{escape(row['figure'])}</b>",
        title=title,
        printed_on=escape(row["printed_on"]),
        known=escape(t("list.comma").join(known)),
    )


def _values(prints: pd.DataFrame, t: Translate) -> str:
    """The figures of one period, each once."""
    return t("printed.or").join(dict.fromkeys(prints["figure"]))


def _name(prints: pd.DataFrame) -> str:
    return str(prints["period"].iloc[0])
