"""Sentences made from numbers: the finding of a source, its cards, what a chart shows. Pure.

Calm and exact: a change is told with its interval and a plain verdict, and never as good or bad.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from dashboard.cards import Card
from dashboard.columns import Columns, missing
from dashboard.frames import SIDES, gender_column
from dashboard.text import Translate
from dashboard.theme import Formats

#: Headline figures that are shares of the known: the column, and its codes that count.
SHARES: Final = ("under_18", "paid", "shared")

#: Above this ratio to the year before a percentage is hard to read, so the words tell a multiple.
MANY: Final = 3

#: Above this share of reports without an answer they are told first.
_MOSTLY: Final = 0.5

#: What a sentence about bars reads of each.
_BARS: Final = ("label", "value", "reports", "unknown")

#: Longest text for those who hear a chart instead of seeing it.
_ALT: Final = 250

#: From the first of a month it leads into the next.
_A_MONTH: Final = timedelta(days=31)

#: One row of the store's headline figures.
Headline = Mapping[str, Any]


def finding(row: Headline, *, source: str, t: Translate, formats: Formats) -> str:
    """How many reports, and between which limits more or fewer than in the months a year before."""
    words = {"source": source, "reports": formats.number(row["reports"])}
    if row["verdict"] == "no_comparison":
        return t("finding.no_comparison", **words)
    words |= {
        "period": _span(row["compared_first"], row["compared_last"], t, formats),
        "now": formats.number(row["now"]),
        "before": formats.number(row["before"]),
    }
    if row["verdict"] == "too_few":
        return t("finding.too_few", **words)
    low, high = row["ratio_lower"] - 1, row["ratio_upper"] - 1
    least, most = sorted((abs(low), abs(high)))
    words |= {
        "least": formats.percent(least),
        "most": formats.percent(most),
        "fewer": formats.percent(-low),
        "more": formats.percent(high),
    }
    many = row["verdict"] == "higher" and row["ratio"] > MANY
    return t("finding.many" if many else f"finding.{row['verdict']}", **words)


def reports_card(row: Headline, *, months: Any, t: Translate, formats: Formats) -> Card:
    """The card of all selected reports and their change."""
    verdict = t(f"verdict.{row['verdict']}")
    if row["verdict"] in ("no_comparison", "too_few"):
        chip, note = verdict, t(f"card.reports.{row['verdict']}")
    else:
        ratio = row["ratio"]
        change = formats.change(ratio)
        if ratio > MANY:
            numbers = {name: formats.number(row[name]) for name in ("now", "before")}
            change = t("change.many", **numbers)
        chip = f"{change} · {verdict}"
        note = t(
            "card.reports.compared",
            period=_span(row["compared_first"], row["compared_last"], t, formats),
            **limits(
                ratio, lower=row["ratio_lower"], upper=row["ratio_upper"], t=t, formats=formats
            ),
        )
    return Card(t("card.reports"), formats.number(row["reports"]), chip, note, months)


def limits(
    ratio: float, *, lower: float, upper: float, t: Translate, formats: Formats
) -> dict[str, str]:
    """``lower`` and ``upper`` limit of a ratio: as multiples above MANY, else as percentages."""
    ends = {"lower": lower, "upper": upper}
    if ratio > MANY:
        return {end: t("change.times", n=formats.number(x, decimals=1)) for end, x in ends.items()}
    return {end: formats.change(x) for end, x in ends.items()}


def share_card(name: str, row: Headline, *, months: Any, t: Translate, formats: Formats) -> Card:
    """The card of one share of the known; says how many are unknown."""
    if missing(row[f"{name}_share"]):
        known = row[f"{name}_known"]
        note = t("card.not_collected") if missing(known) else t("card.nothing_known")
        return Card(t(f"card.{name}"), formats.percent(None), note=note)
    note = t(
        "card.share",
        n=formats.number(row[f"{name}_n"]),
        known=formats.number(row[f"{name}_known"]),
        unknown=formats.number(row[f"{name}_unknown"]),
        lower=formats.percent(row[f"{name}_lower"]),
        upper=formats.percent(row[f"{name}_upper"]),
    )
    return Card(t(f"card.{name}"), formats.percent(row[f"{name}_share"]), "", note, months)


def compared(card: Card, change: Mapping[str, Any], *, t: Translate, formats: Formats) -> Card:
    """The card of a share beside the same months a year earlier.

    Args:
        card: of the share; one without a figure stays as it is.
        change: first, last, now, before, change, change_lower, change_upper and verdict, as the
            store's changes have them.
        t: translator.
        formats: the reader's language.
    """
    verdict = t(f"verdict.{change['verdict']}")
    if not card.months:
        return card
    if change["verdict"] in ("no_comparison", "too_few"):
        return replace(card, chip=verdict)
    told = t(
        "card.share.compared",
        period=_span(change["first"], change["last"], t, formats),
        now=formats.percent(change["now"]),
        before=formats.percent(change["before"]),
        lower=formats.points(change["change_lower"]),
        upper=formats.points(change["change_upper"]),
    )
    chip = f"{formats.points(change['change'])} · {verdict}"
    return replace(card, chip=chip, note=t("list.evidence", text=card.note) + told)


def undecided_card(name: str, undecided: int, *, t: Translate, formats: Formats) -> Card:
    """The card of a share that is not shown, for too many age bands do not tell."""
    note = t("card.undecided", n=formats.number(undecided))
    return Card(t(f"card.{name}"), formats.percent(None), note=note)


def filling(row: Headline, *, t: Translate, formats: Formats) -> str:
    """Which months of the selection are still filling; empty for none."""
    last = row["compared_last"]
    after = row["first"] if missing(last) else (last.replace(day=1) + _A_MONTH).replace(day=1)
    if after > row["last"]:
        return ""
    return t("source.filling", period=_span(after, row["last"], t, formats))


def most(rows: Columns, *, t: Translate, formats: Formats) -> str:
    """What bars show first: the longest with an answer, all where they tie, and the unknown.

    Where more than half of the reports hold no answer, that comes first.

    Args:
        rows: ``label``, ``value`` (share), ``reports``, ``unknown``.
        t: translator.
        formats: the reader's language.
    """
    told = list(zip(*(rows[name] for name in _BARS), strict=True))
    known = [bar for *bar, unknown in told if not unknown]
    every = sum(reports for *_, reports in known)
    if not every:
        return t("card.nothing_known")
    longest = max(share for _, share, _ in known)
    first = [bar for bar in known if bar[1] == longest]
    words = {
        "names": t("list.comma").join(label for label, *_ in first),
        "share": formats.percent(longest),
    }
    unknown = sum(share for _, share, _, unknown in told if unknown)
    if not unknown:
        return t("finding.most", **words)
    words["unknown"] = formats.percent(unknown)
    if unknown <= _MOSTLY:
        return t("finding.most_unknown", **words)
    counts = {"n": every, "reports": first[0][2]}
    words |= {name: formats.number(count) for name, count in counts.items()}
    return t("finding.mostly_unknown", **words)


def largest(wide: Columns, *, genders: Mapping[str, str], t: Translate, formats: Formats) -> str:
    """The largest known age band of each side of a pyramid; empty without any."""
    known = _known(wide)
    tops = {side: top for side, top in _tops(wide, known).items() if list(wide[side])[top]}
    return t("list.comma").join(_bands(wide, tops, genders, t, formats))


def bars_alt(rows: Columns, *, t: Translate, formats: Formats) -> str:
    """What bars show: the three longest and the share without an answer.

    Args:
        rows: ``label``, ``value`` (share), ``unknown``; in the order drawn.
        t: translator.
        formats: the reader's language.
    """
    told = list(zip(rows["label"], rows["value"], rows["unknown"], strict=True))
    known = sorted((bar for bar in told if not bar[2]), key=lambda bar: -bar[1])
    parts = [
        t("alt.bars.part", label=label, share=formats.percent(share))
        for label, share, _ in known[:3]
    ]
    unknown = [share for _, share, unknown in told if unknown]
    if unknown:
        parts.append(t("alt.bars.unknown", share=formats.percent(sum(unknown))))
    return _short(t("alt.bars", parts=t("list.comma").join(parts)))


def pyramid_alt(
    wide: Columns, *, genders: Mapping[str, str], t: Translate, formats: Formats
) -> str:
    """What a pyramid shows: the largest band of each side, and the share it cannot place.

    Args:
        wide: one band a row: ``label``, ``unknown`` (bool), and a count for each gender.
        genders: label by code.
        t: translator.
        formats: the reader's language.
    """
    parts = _bands(wide, _tops(wide, range(len(wide["label"]))), genders, t, formats)
    every = sum(sum(wide[name]) for code in genders if (name := gender_column(code)) in wide)
    placed = sum(list(wide[side])[place] for side in SIDES for place in _known(wide))
    parts.append(t("alt.pyramid.rest", share=formats.percent(1 - placed / max(every, 1))))
    return _short(t("alt.pyramid.parts", parts=t("list.comma").join(parts)))


def _known(wide: Columns) -> list[int]:
    """Places of the bands that are known."""
    return [place for place, unknown in enumerate(wide["unknown"]) if not unknown]


def _tops(wide: Columns, places: Sequence[int]) -> dict[str, int]:
    """Which of these bands is the largest on each side."""
    counts = {side: list(wide[side]) for side in SIDES if places}
    return {side: max(places, key=counts[side].__getitem__) for side in counts}


def _bands(
    wide: Columns,
    tops: Mapping[str, int],
    genders: Mapping[str, str],
    t: Translate,
    formats: Formats,
) -> list[str]:
    labels = list(wide["label"])
    return [
        t(
            "alt.pyramid",
            gender=genders[side],
            band=labels[top],
            n=formats.number(list(wide[side])[top]),
        )
        for side, top in tops.items()
    ]


def _span(first: Any, last: Any, t: Translate, formats: Formats) -> str:
    ends = {"first": formats.month(first), "last": formats.month(last)}
    return t("period.span", **ends) if ends["first"] != ends["last"] else ends["first"]


def _short(text: str) -> str:
    return text if len(text) <= _ALT else text[: _ALT - 1] + "…"
