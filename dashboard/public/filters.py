"""The filters of a public page, bound to the address. Only what is printed can be selected.

A choice from which no card of the page shows a number cannot be made. It looks the same whatever
keeps the numbers back.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Final
from urllib.parse import urlencode

from dashboard import address, controls, sheet
from dashboard.address import LISTS
from dashboard.context import Source
from dashboard.frames import NO_ANSWER
from dashboard.public.opening import Opened
from dashboard.public.page import ALL, COLUMNS, LATEST, PERIOD, PublicPage
from dashboard.selection import Filters
from dashboard.text import LANGUAGES

#: What a page shows: the columns of each of its cards.
Shown = Sequence[tuple[str, ...]]

#: What the pages let a reader choose beside the filters, of all that an address can say.
OPTIONS: Final = ("by", "rows", "columns", "third", "measure", "printed")


@dataclass(frozen=True)
class Reading:
    """What an address says of a release.

    Attributes:
        lang: the language it asks for, if we have it.
        filters: the codes it selects.
        period: code of a closed period, LATEST or ALL.
        options: every option; the usual code where it says nothing, or the pages do not offer it.
        dropped: the address keys of which a part could not be read.
    """

    lang: str | None
    filters: Filters
    period: str
    options: Mapping[str, str]
    dropped: tuple[str, ...]


def read(query: Mapping[str, str], opened: Opened) -> Reading:
    """Read an address. Never raises."""
    elsewhere = {"from", "to", *address.usual_options()} - {*OPTIONS, PERIOD}
    said = {key: text for key, text in query.items() if key not in (*elsewhere, PERIOD)}
    reading = address.read(said, known=_known(opened), languages=LANGUAGES)
    dropped = [*reading.dropped, *(key for key in query if key in elsewhere)]
    period = query.get(PERIOD, LATEST)
    if period not in {LATEST, ALL, *opened.release.periods["period"]}:
        dropped.append(PERIOD)
        period = LATEST
    return Reading(reading.lang, reading.filters, period, reading.options, tuple(dropped))


def sidebar(page: PublicPage, asked: Reading, shown: Shown) -> tuple[PublicPage, tuple[str, ...]]:
    """Write the filters; the page with its selection, and the keys of what cannot be selected.

    Args:
        page: the page with nothing chosen.
        asked: what its address says.
        shown: the columns of each card of the page.
    """
    t, asked_for = page.t, asked.filters
    page = replace(page, options=asked.options)
    with sheet.aside():
        sheet.html(f'<h2 class="side">{escape(t("filters.title"))}</h2>')
        offered = _countries(page)
        countries = tuple(code for code in offered if code in asked_for.countries)
        _several("countries", t("filters.country"), offered, countries)
        within = [s for s in page.loaded if not countries or s.country in countries]
        sources = _sources(page, within, asked_for.sources)
        page = replace(page, sources=sources, closed=_period(page, sources, asked.period))
        fixed, lost = _fixed(page, asked_for)
        page = replace(page, fixed=fixed)
        for field, column in COLUMNS.items():
            _boxes(page, field, column, shown)
        nothing = address.write(Filters(), lang=page.told_language, options=page.options)
        sheet.html(
            f'<a class="again" id="again" href="?{escape(urlencode(nothing))}">'
            f"{escape(t('filters.reset'))}</a>"
        )
    chosen = Filters(
        sources=() if sources == _usual(within) else tuple(source.code for source in sources),
        countries=countries,
    )
    lists: dict[str, Any] = {field: fixed.get(column, ()) for field, column in COLUMNS.items()}
    return replace(page, chosen=replace(chosen, **lists)), lost


def _known(opened: Opened) -> address.Known:
    sources = opened.release.sources
    return {
        "sources": set(sources["source"]),
        "countries": set(sources["country"]),
        **{field: set(_codes(opened, column)) for field, column in COLUMNS.items()},
    }


def _codes(opened: Opened, column: str) -> Iterable[str]:
    codes = opened.release.codes
    return dict.fromkeys(codes.loc[codes["dimension"] == column, "code"])


def _countries(page: PublicPage) -> dict[str, str]:
    labels = page.labels.countries()
    return {source.country: labels[source.country] for source in page.loaded}


def _sources(
    page: PublicPage, within: Sequence[Source], asked: Collection[str]
) -> tuple[Source, ...]:
    """The chosen sources, else the usual ones; writes the choice if there is one."""
    chosen = tuple(source for source in within if source.code in asked) or _usual(within)
    offered = {source.code: source.label for source in within}
    _several("sources", page.t("filters.source"), offered, [source.code for source in chosen])
    return chosen


def _usual(within: Sequence[Source]) -> tuple[Source, ...]:
    """The first source of each country, two at most."""
    first: dict[str, Source] = {}
    for source in within:
        first.setdefault(source.country, source)
    return tuple(first.values())[:2]


def _period(page: PublicPage, sources: Sequence[Source], asked: str) -> str:
    """The chosen period, the latest where no chosen source has it; writes the choice."""
    named = {code: page.t(f"public.period.{code}") for code in (LATEST, ALL)}
    closed = {period for source in sources for period in page.words.periods[source.code]}
    for period in sorted(closed, key=lambda period: period.end, reverse=True):
        named[period.code] = period.name
    chosen = asked if asked in named else LATEST
    sheet.html(controls.listed(PERIOD, page.t("filters.period"), named, chosen))
    return chosen


def _fixed(page: PublicPage, asked: Filters) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """The chosen codes by column, and the keys of those let go: no chosen source has them."""
    fixed, lost = {}, []
    for field, column in COLUMNS.items():
        codes, offered = getattr(asked, field), _offered(page, column)
        chosen = tuple(c for c in _codes(page.opened, column) if c in codes and c in offered)
        if len(chosen) < len(codes):
            lost.append(LISTS[field])
        if chosen:
            fixed[column] = chosen
    return fixed, tuple(lost)


def _offered(page: PublicPage, column: str) -> dict[str, str]:
    """Label by code of one column of the chosen sources."""
    labels: dict[str, str] = {}
    for source in page.sources:
        labels = {**labels, **page.codes(source, column)}
    return dict(sorted(labels.items(), key=lambda item: item[0] in NO_ANSWER))


def _boxes(page: PublicPage, field: str, column: str, shown: Shown) -> None:
    """The choice of codes of one column; those that lead nowhere cannot be chosen."""
    labels = _offered(page, column)
    if not labels:
        return
    chosen = page.fixed.get(column, ())
    t = page.t
    count = t("filters.chosen", n=str(len(chosen))) if chosen else t("filters.all")
    title, key = f"{page.column(column)} · {count}", LISTS[field]
    with sheet.folded(title, key=f"fold-{key}", unfolded=bool(chosen)), sheet.box("ticks"):
        for code, label in labels.items():
            possible = code in chosen or _leads_somewhere(page, column, code, shown)
            ticked = code in chosen
            sheet.html(controls.tick(key, code, label, chosen=ticked, possible=possible))


def _leads_somewhere(page: PublicPage, column: str, code: str, shown: Shown) -> bool:
    """Whether any card shows a number once this code is chosen beside the others."""
    codes = tuple(dict.fromkeys((*page.fixed.get(column, ()), code)))
    page = replace(page, fixed={**page.fixed, column: codes})
    for source in page.sources:
        fixed, periods = page.fixed_of(source), page.periods_of(source)
        if code in fixed[column] and all(fixed.values()):
            leads = (page.cells.leads_somewhere(source.code, periods, by, fixed) for by in shown)
            if any(leads):
                return True
    return False


def _several(field: str, label: str, options: Mapping[str, str], chosen: Collection[str]) -> None:
    """Write a choice of several codes, if there is one to make."""
    if len(options) > 1:
        sheet.html(controls.several(LISTS[field], label, options, chosen))
