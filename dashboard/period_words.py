"""Sentences made from counts by period: what a trend shows, what is not final in it. Pure."""

from collections.abc import Iterable
from typing import Any, Final

from dashboard.columns import Columns, height, known, missing, taken, where
from dashboard.text import Translate
from dashboard.theme import Formats

#: Statuses of a period that may change, or that is not whole.
_OPEN: Final = ("provisional", "incomplete")


def sentences(told: Iterable[str], *, t: Translate) -> str:
    """One text of several sentences; an empty one is left out."""
    return "".join(t("list.sentence", text=text) for text in told if text).strip()


def named(periods: Columns, formats: Formats) -> list[str]:
    """Each period in words.

    Args:
        periods: ``period_start`` and ``months``, how many it has.
        formats: the reader's language.
    """
    ends = list(zip(periods["period_start"], periods["months"], strict=True))
    words = {end: formats.period(end[0], int(end[1])) for end in set(ends)}
    return [words[end] for end in ends]


def extremes(periods: Columns, *, t: Translate, formats: Formats) -> str:
    """The highest and the lowest final period of a trend; empty without two."""
    final = _final(periods)
    if height(final) < 2:
        return ""
    return t("finding.extremes", **_ends(final, formats))


def filling(periods: Columns, *, t: Translate, formats: Formats) -> str:
    """How much of the final count is in by now, of each period still filling; empty for none.

    Args:
        periods: ``period_start``, ``months``, ``status`` and ``completeness`` (share of 1, missing
            where it cannot be estimated).
        t: translator.
        formats: the reader's language.
    """
    cells = zip(periods["status"], periods["completeness"], strict=True)
    rows = where(
        periods, (status == "provisional" and not missing(share) for status, share in cells)
    )
    parts = [
        t("filling.part", period=period, share=formats.number(100 * share))
        for period, share in zip(named(rows, formats), rows["completeness"], strict=True)
    ][-3:]
    return t("filling", parts=t("list.comma").join(parts)) if parts else ""


def complete(periods: Columns, *, t: Translate, formats: Formats) -> str:
    """How many of the months are final, provisional and not collected."""
    statuses = list(periods["status"])
    kinds = ("final", "provisional", "not_collected")
    numbers = {kind: formats.number(statuses.count(kind)) for kind in kinds}
    return t("complete", n=formats.number(len(statuses)), **numbers)


def share_alt(periods: Columns, *, t: Translate, formats: Formats) -> str:
    """What a share over time shows: its first and last final period, and how many are unknown."""
    final = _final(periods)
    final = where(final, (not missing(share) for share in final["share"]))
    shares, names = final["share"], named(final, formats)
    if not shares:
        return t("alt.trend.none")
    reports, unknown = (_sum(periods[name]) for name in ("reports", "unknown"))
    return t(
        "alt.share",
        first=names[0],
        last=names[-1],
        start=formats.percent(shares[0]),
        end=formats.percent(shares[-1]),
        most=formats.percent(max(shares)),
        least=formats.percent(min(shares)),
        unknown=formats.percent(unknown / max(reports, 1)),
    )


def loose(periods: Columns, *, t: Translate, formats: Formats) -> str:
    """Reports that have no place on an axis of incidents; empty for none.

    Args:
        periods: of one source, and of one column or none: ``undated`` and ``uncollected``, the same
            on each row (NA by date of report).
        t: translator.
        formats: the reader's language.
    """
    counts = {name: _sum(list(periods[name])[:1]) for name in ("undated", "uncollected")}
    told = [t(f"loose.{name}", n=formats.number(n)) for name, n in counts.items() if n]
    return sentences(told, t=t)


def trend_alt(periods: Columns, *, t: Translate, formats: Formats) -> str:
    """What a trend shows: its ends, its highest and lowest period, what is not final or dated."""
    final = _final(periods)
    counts, names = final["reports"], named(final, formats)
    if not counts:
        return t("alt.trend.none")
    still = sum(status in _OPEN for status in periods["status"])
    words = _ends(final, formats) | {
        "first": names[0],
        "last": names[-1],
        "start": formats.number(counts[0]),
        "end": formats.number(counts[-1]),
        "open": formats.number(still),
    }
    undated = _sum(list(periods["undated"])[:1])
    told = [t("alt.trend", **words)]
    if undated:
        every = undated + _sum(periods["reports"])
        told.append(t("alt.undated", share=formats.percent(undated / every)))
    return sentences(told, t=t)


def not_final(periods: Columns, *, t: Translate, formats: Formats) -> str:
    """Which periods are not final, from the first to the last; empty for none."""
    rows = where(periods, (status in _OPEN for status in periods["status"]))
    starts = rows["period_start"]
    if not starts:
        return ""
    ends = (starts.index(end(starts)) for end in (min, max))
    first, last = named(taken(rows, ends), formats)
    return t(
        "alt.not_final",
        periods=first if first == last else t("period.span", first=first, last=last),
    )


def _final(periods: Columns) -> dict[str, list[Any]]:
    cells = zip(periods["status"], periods["reports"], strict=True)
    return where(periods, (status == "final" and not missing(n) for status, n in cells))


def _ends(final: Columns, formats: Formats) -> dict[str, str]:
    """The highest and the lowest count, and when each was."""
    counts, names = list(final["reports"]), named(final, formats)
    places = {"most": counts.index(max(counts)), "least": counts.index(min(counts))}
    words = {name: formats.number(counts[place]) for name, place in places.items()}
    return words | {f"{name}_period": names[place] for name, place in places.items()}


def _sum(counts: Iterable[Any]) -> int:
    """The sum of those that are there."""
    return sum(count for count in known(counts) if count)
