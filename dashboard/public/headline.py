"""The headline of one source: how many reports, and three shares of them, as far as printed."""

import re
from collections.abc import Sequence
from typing import Final

from dashboard import sheet
from dashboard.cards import Card, cards
from dashboard.context import Source
from dashboard.public import words
from dashboard.public.cells import Number
from dashboard.public.page import PublicPage
from etl.release.model import NOT_COLLECTED

#: The share that each card tells: its column, and the codes that count.
_SHARES: Final = {
    "paid": ("payment_made", ("yes", "partly", "paid")),
    "shared": ("images_shared", ("yes",)),
}

_ADULT: Final = 18
_BAND: Final = re.compile(r"(\d+)(?:\+|-(\d+))", re.ASCII)


def draw(page: PublicPage, source: Source) -> None:
    """The cards of one source."""
    shown = [_reports(page, source)]
    codes = under_18(page.cells.codes(source.code, "age_band"))
    if codes and "age_band" not in page.fixed:
        shown.append(_share(page, source, "under_18", "age_band", codes))
    for name, (column, counted) in _SHARES.items():
        there = [code for code in counted if code in page.cells.codes(source.code, column)]
        if there:
            shown.append(_share(page, source, name, column, there))
    sheet.html(cards(shown))


def under_18(codes: Sequence[str]) -> list[str]:
    """The age bands of people under 18; none where a band reaches across or does not tell."""
    under = []
    for code in codes:
        band = _BAND.fullmatch(code)
        if code == "unknown" or (band and int(band[1]) >= _ADULT):
            continue
        if band is None or band[2] is None or int(band[2]) >= _ADULT:
            return []
        under.append(code)
    return under


def _reports(page: PublicPage, source: Source) -> Card:
    """The number of reports, and a bar for each closed period."""
    t, formats = page.t, page.formats
    periods, fixed = page.periods_of(source), page.fixed_of(source)
    number = page.cells.number(source.code, periods, fixed)
    note = [*page.chosen_in_words(source)]
    if len(periods) > 1 and number.value is not None:
        note.append(t("release.choose.sum_note", n=formats.number(len(periods))))
    return Card(
        t("card.reports"),
        words.written(number, t=t, formats=formats),
        chip=page.period_of(source),
        note=t("list.middot").join([*note, *_why(page, number)]),
        months=[
            (page.cells.number(source.code, (code,), fixed).value, code not in periods)
            for code in page.cells.periods(source.code)
        ],
    )


def _share(page: PublicPage, source: Source, name: str, column: str, codes: Sequence[str]) -> Card:
    """A share of all reports, those without an answer included."""
    t, formats = page.t, page.formats
    label = t(f"card.{name}")

    def counted(**chosen: tuple[str, ...]) -> Number:
        return page.cells.number(
            source.code, page.periods_of(source), {**page.fixed_of(source), **chosen}
        )

    part, whole = counted(**{column: tuple(codes)}), counted()
    if part.value is None or not whole.value:
        why = [t("card.not_collected")] if part.mark == NOT_COLLECTED else _why(page, part)
        return Card(label, words.written(part, t=t, formats=formats), note="".join(why))
    numbers = {"n": part, "whole": whole, "unknown": counted(**{column: ("unknown",)})}
    told = {key: words.written(number, t=t, formats=formats) for key, number in numbers.items()}
    share = words.share(part.value, whole.value, formats=formats)
    return Card(label, share, note=t("public.card.share", **told))


def _why(page: PublicPage, number: Number) -> list[str]:
    """Why there is no number, if there is none."""
    marks = [number.mark] if number.value is None else []
    return words.legend(marks, page.release.rules, t=page.t, formats=page.formats)
