"""The filters of a public page, bound to the address. Only what is printed can be selected.

A choice from which no card of the page shows a number cannot be made. It looks the same whatever
keeps the numbers back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from dashboard import address
from dashboard.context import Source, preferred_language
from dashboard.frames import NO_ANSWER
from dashboard.public.opening import Opened
from dashboard.public.page import ALL, COLUMNS, LATEST, PERIOD, PublicPage
from dashboard.selection import Filters
from dashboard.text import LANGUAGES

#: What a page shows: the columns of each of its cards.
Shown = Sequence[tuple[str, ...]]

#: What the pages let a reader choose beside the filters, of all that an address can say.
OPTIONS: Final = ("by", "rows", "columns", "third", "measure", "printed")

_STATE: Final = ("lang", PERIOD, *address.LISTS, *OPTIONS)


def seed(opened: Opened) -> None:
    """Start the run: take the address into the session if it is not the one we wrote."""
    for key in st.session_state:
        if key in _STATE or str(key).partition(":")[0] in COLUMNS:
            # Keeps the state of widgets that this page does not draw.
            st.session_state[key] = st.session_state[key]
    st.session_state["lost"] = ()
    query = st.query_params.to_dict()
    if query == st.session_state.get("written"):
        return
    reading = address.read(query, known=_known(opened), languages=LANGUAGES)
    elsewhere = {"from", "to", *address.usual_options()} - {*OPTIONS}
    dropped = [*reading.dropped, *(key for key in query if key in elsewhere)]
    for field in address.LISTS:
        st.session_state[field] = list(getattr(reading.filters, field))
    for field, column in COLUMNS.items():
        for code in _codes(opened, column):
            st.session_state[f"{field}:{code}"] = code in st.session_state[field]
    period = query.get(PERIOD, LATEST)
    if period not in {LATEST, ALL, *opened.release.periods["period"]}:
        dropped.append(PERIOD)
        period = LATEST
    st.session_state[PERIOD] = period
    st.session_state.update({key: reading.options[key] for key in OPTIONS})
    st.session_state["dropped"] = tuple(dropped)
    if reading.lang or "lang" not in st.session_state:
        st.session_state["lang"] = reading.lang or preferred_language()


def sidebar(page: PublicPage, shown: Shown) -> PublicPage:
    """Draw the filters and return the page with its selection.

    Args:
        page: the page with nothing chosen.
        shown: the columns of each card of the page.
    """
    t = page.t
    with st.sidebar:
        st.html(f"<h2 class='side'>{t('filters.title')}</h2>")
        countries = _pills("countries", t("filters.country"), _countries(page))
        within = [s for s in page.loaded if not countries or s.country in countries]
        sources = _sources(page, within)
        page = replace(page, sources=sources, closed=_period(page, sources))
        fixed = _fixed(page)
        for field, column in COLUMNS.items():
            _boxes(replace(page, fixed=fixed), field, column, shown)
        st.button(t("filters.reset"), on_click=_reset, type="tertiary", icon=":material/replay:")
    lists: dict[str, Any] = {field: fixed.get(column, ()) for field, column in COLUMNS.items()}
    codes = () if sources == _usual(within) else tuple(source.code for source in sources)
    chosen = Filters(sources=codes, countries=countries, **lists)
    options = {**page.options, **{key: st.session_state[key] for key in OPTIONS}}
    return replace(page, fixed=fixed, chosen=chosen, options=options)


def write(page: PublicPage) -> tuple[str, ...]:
    """End the run: write the address back; return its keys that could not be read."""
    query, current = page.address(), st.query_params.to_dict()
    if current == st.session_state.get("written") and query != current:
        st.session_state["dropped"] = ()  # the reader went on from the bad link
    if query != current:
        st.query_params.from_dict(query)
    st.session_state["written"] = query
    return tuple(dict.fromkeys((*st.session_state["dropped"], *st.session_state["lost"])))


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


def _reset() -> None:
    for key in st.session_state:
        field, _, code = str(key).partition(":")
        if field in COLUMNS and code:
            st.session_state[key] = False
    st.session_state["sources"], st.session_state["countries"] = [], []
    st.session_state[PERIOD] = LATEST


def _countries(page: PublicPage) -> dict[str, str]:
    labels = page.labels.countries()
    return {source.country: labels[source.country] for source in page.loaded}


def _sources(page: PublicPage, within: Sequence[Source]) -> tuple[Source, ...]:
    """The chosen sources, else the usual ones; draws the choice if there is one."""
    offered = {source.code: source for source in within}
    kept = [code for code in st.session_state["sources"] if code in offered]
    st.session_state["sources"] = kept or [source.code for source in _usual(within)]
    _pills("sources", page.t("filters.source"), {c: s.label for c, s in offered.items()})
    return tuple(s for code, s in offered.items() if code in st.session_state["sources"])


def _usual(within: Sequence[Source]) -> tuple[Source, ...]:
    """The first source of each country, two at most."""
    first: dict[str, Source] = {}
    for source in within:
        first.setdefault(source.country, source)
    return tuple(first.values())[:2]


def _period(page: PublicPage, sources: Sequence[Source]) -> str:
    """The chosen period; draws the choice."""
    named = {code: page.t(f"public.period.{code}") for code in (LATEST, ALL)}
    closed = {period for source in sources for period in page.words.periods[source.code]}
    for period in sorted(closed, key=lambda period: period.end, reverse=True):
        named[period.code] = period.name
    if st.session_state[PERIOD] not in named:
        st.session_state[PERIOD] = LATEST
    return st.selectbox(
        page.t("filters.period"),
        list(named),
        key=PERIOD,
        format_func=named.__getitem__,
        filter_mode=None,
    )


def _fixed(page: PublicPage) -> dict[str, tuple[str, ...]]:
    """The chosen codes, by column; those that no chosen source has are let go, and told."""
    fixed = {}
    for field, column in COLUMNS.items():
        offered = _offered(page, column)
        chosen = []
        for code in _codes(page.opened, column):
            if st.session_state.get(f"{field}:{code}"):
                if code in offered:
                    chosen.append(code)
                else:
                    st.session_state[f"{field}:{code}"] = False
                    st.session_state["lost"] += (address.LISTS[field],)
        if chosen:
            fixed[column] = tuple(chosen)
    return fixed


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
    with st.expander(f"{page.column(column)} · {count}", expanded=bool(chosen)):
        for code, label in labels.items():
            leads = _leads_somewhere(page, column, code, shown)
            st.checkbox(label, key=f"{field}:{code}", disabled=code not in chosen and not leads)


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


def _pills(key: str, label: str, options: Mapping[str, str]) -> tuple[str, ...]:
    """A choice of several codes; absent if there is none to make."""
    st.session_state[key] = [code for code in st.session_state[key] if code in options]
    if len(options) < 2:
        return ()
    chosen = st.pills(
        label, list(options), selection_mode="multi", key=key, format_func=options.__getitem__
    )
    return tuple(code for code in options if code in chosen)
