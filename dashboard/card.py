"""The chart card as HTML: heading, finding, one line, its sides, its files and links. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from dashboard.text import Translate

#: What a card shows, one at a time; the first at the start.
SIDES = ("chart", "table", "about")

#: What is said while a table is fetched, and when that failed or is done.
_AWAITED = ("loading", "failed", "done")


@dataclass(frozen=True)
class Picture:
    """The picture of a card in one format.

    Attributes:
        format: ``png`` or ``svg``.
        name: of its file.
        record: address that puts it on record; empty where nobody need know.
    """

    format: str
    name: str
    record: str


@dataclass(frozen=True)
class Card:
    """One card, every text in the reader's language, every ``_html`` safe as it is.

    Attributes:
        key: names the card on its page and in a link to it.
        title: what it is.
        finding: what its numbers say first; empty for none.
        lead: measure, unit, period, source.
        mark: what must be seen with every picture of it, as that the reports are synthetic.
        chart_html: the chart, or a table that shows as much.
        table_html: its numbers.
        about: sentences on what is counted, and how.
        files_html: links to its files.
        pictures: what it can be saved as; none where the chart is a table.
        links: what the address of the card says, by ``moving`` or ``fixed``.
    """

    key: str
    title: str
    finding: str
    lead: str
    mark: str
    chart_html: str
    table_html: str
    about: Sequence[str]
    files_html: str
    pictures: Sequence[Picture]
    links: Mapping[str, Mapping[str, str]]


def html(card: Card, *, t: Translate) -> str:
    """The card."""
    says = f'<p class="says" data-caption>{escape(card.finding)}</p>' if card.finding else ""
    mark = f' <span class="mark" data-caption>{escape(card.mark)}</span>' if card.mark else ""
    parts = {
        "chart": card.chart_html,
        "table": card.table_html,
        "about": "".join(f"<p>{escape(sentence)}</p>" for sentence in card.about),
    }
    first = SIDES[0]
    buttons = "".join(
        f'<button type="button" data-side="{side}" aria-pressed="{str(side == first).lower()}">'
        f"{escape(t(f'card.{side}'))}</button>"
        for side in SIDES
    )
    shown = "".join(
        f'<div data-part="{side}"{"" if side == first else " hidden"}>{part}</div>'
        for side, part in parts.items()
    )
    label = escape(t("card.sides", title=card.title))
    return (
        f'<article class="chart" id="{escape(card.key)}" aria-label="{escape(card.title)}">'
        f"<header><h3 data-caption>{escape(card.title)}</h3>{says}"
        f"<p><span data-caption>{escape(card.lead)}</span>{mark}</p></header>"
        f'<div class="sides" role="group" aria-label="{label}">{buttons}</div>{shown}'
        f'<p class="tools" aria-live="polite">{card.files_html}{_tools(card, t)}</p></article>'
    )


def awaited(address: str, *, t: Translate) -> str:
    """In place of a table: where the script fetches it when the reader turns to it."""
    words = "".join(f' data-{word}="{escape(t(f"awaited.{word}"))}"' for word in _AWAITED)
    return f'<p class="sentence" role="status" data-from="{escape(address)}"{words}></p>'


def _tools(card: Card, t: Translate) -> str:
    """What saves the picture of a card, and the links to it."""
    formats = "".join(
        f'<button type="button" data-format="{picture.format}" data-name="{escape(picture.name)}" '
        f'data-record="{escape(picture.record)}" '
        f'aria-label="{escape(t("card.save", format=picture.format.upper(), title=card.title))}">'
        f"{picture.format.upper()}</button>"
        for picture in card.pictures
    )
    done = escape(t("link.copied"))
    copied = "".join(
        f'<a class="copy" href="?{escape(urlencode(query))}#{escape(card.key)}" '
        f'data-done="{done}">{escape(t(f"card.link.{name}"))}</a>'
        for name, query in card.links.items()
    )
    failed = f'<span data-failed="{escape(t("card.save.failed"))}"></span>' if formats else ""
    return formats + copied + failed
