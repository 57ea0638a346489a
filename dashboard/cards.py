"""The headline cards as plain HTML: a figure, what it is compared with, and bars by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboard.columns import Columns, missing


@dataclass(frozen=True)
class Card:
    """One headline figure, every text in the reader's language.

    Attributes:
        label: what it is.
        value: the figure.
        chip: a few words beside it, such as a change; empty for none.
        note: the small print: interval, how many are known.
        months: monthly values and whether each is still filling; empty for no bars.
    """

    label: str
    value: str
    chip: str = ""
    note: str = ""
    months: Sequence[tuple[float | None, bool]] = ()


def cards(row: Sequence[Card]) -> str:
    """A row of cards; two by two on a phone."""
    return f'<div class="cards">{"".join(map(_card, row))}</div>'


def monthly(months: Columns, figure: str) -> list[tuple[float | None, bool]]:
    """Bars of one figure.

    Args:
        months: of one source, by time: the figure (missing: not collected) and ``status``.
        figure: its column.
    """
    return [
        (None if missing(count) else float(count), status == "provisional")
        for count, status in zip(months[figure], months["status"], strict=True)
    ]


def _card(card: Card) -> str:
    chip = f'<span class="chip">{escape(card.chip)}</span>' if card.chip else ""
    note = f'<p class="note">{escape(card.note)}</p>' if card.note else ""
    return (
        f'<section class="card"><h3>{escape(card.label)}</h3>'
        f'<p class="value">{escape(card.value)}</p>{chip}{note}{_bars(card.months)}</section>'
    )


def _bars(months: Sequence[tuple[float | None, bool]]) -> str:
    most = max((value for value, _ in months if value), default=0)
    if not most:
        return ""
    bars = "".join(
        f'<i{" class=p" if filling else ""} style="height:{round(100 * (value or 0) / most)}%"></i>'
        for value, filling in months
    )
    return f'<div class="spark" aria-hidden="true">{bars}</div>'
