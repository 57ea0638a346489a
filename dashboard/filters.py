"""The filters in the side bar: widgets to frozen Filters, bound to the address.

Widgets live in the session, their codes in the address. An address that is not the one we wrote
last (a link, the back button, a typed code) seeds the widgets anew; a change of a widget is
written back. Only widgets are used whose every word is ours: Streamlit's own are English.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

import streamlit as st

from dashboard import address
from dashboard.answers import Answers
from dashboard.context import Page, Source, preferred_language
from dashboard.selection import Filters
from dashboard.text import LANGUAGES, Translate
from sql import VOCABULARY

#: Report column behind each list of codes in Filters, where the pages offer it as a filter.
COLUMNS: Final = {
    "genders": "gender",
    "platforms": "contact_platform",
    "outcomes": "outcome",
    "kinds": "kind",
}

#: Periods offered, in months up to the last, and which of them is meant when none is named.
PERIODS: Final = {"year": 12, "two_years": 24, "five_years": 60}
USUAL: Final = "two_years"

#: A longer list of codes than this stands folded.
_FOLDED: Final = 24

_STATE: Final = ("lang", "period", "first", "last", *address.LISTS, *address.usual_options())


def seed(answers: Answers) -> None:
    """Start the run: take the address into the session if it is not the one we wrote."""
    for key in _STATE:
        if key in st.session_state:  # keeps the state of widgets that this page does not draw
            st.session_state[key] = st.session_state[key]
    st.session_state["lost"] = ()
    query = st.query_params.to_dict()
    if query == st.session_state.get("written"):
        return
    reading = address.read(query, known=_known(answers), languages=LANGUAGES)
    chosen = reading.filters
    for field in address.LISTS:
        st.session_state[field] = list(getattr(chosen, field))
    st.session_state["first"], st.session_state["last"] = chosen.first, chosen.last
    st.session_state["period"] = "chosen" if chosen.first or chosen.last else USUAL
    st.session_state.update(reading.options)
    st.session_state["dropped"] = reading.dropped
    if reading.lang or "lang" not in st.session_state:
        st.session_state["lang"] = reading.lang or preferred_language()


def sidebar(page: Page) -> Page:
    """Draw the filters and return the page with its selection."""
    t = page.t
    with st.sidebar:
        st.html(f"<h2 class='side'>{t('filters.title')}</h2>")
        countries = _country(page)
        sources = _sources(page, countries)
        first, last = _period(page, sources)
        ages = _ages(page, sources)
        lists = {
            field: _pills(field, t(f"filters.{column}"), _offered(page, sources, column, field), t)
            for field, column in COLUMNS.items()
        }
        st.button(t("filters.reset"), on_click=_reset, type="tertiary", icon=":material/replay:")
    selection = Filters(
        sources=tuple(source.code for source in sources),
        countries=countries,
        first=first,
        last=last,
        ages=ages,
        **lists,
    )
    usual = st.session_state["period"] == USUAL
    chosen = replace(
        selection,
        sources=() if sources == _usual(page, countries) else selection.sources,
        first=None if usual else first,
        last=None if usual else last,
    )
    options = {key: st.session_state[key] for key in address.usual_options()}
    return replace(page, sources=sources, filters=selection, chosen=chosen, options=options)


def write(page: Page) -> tuple[str, ...]:
    """End the run: write the address back; return its keys that could not be read."""
    query = page.address()
    current = st.query_params.to_dict()
    if current == st.session_state.get("written") and query != current:
        st.session_state["dropped"] = ()  # the reader went on from the bad link
    if query != current:
        st.query_params.from_dict(query)
    st.session_state["written"] = query
    return tuple(dict.fromkeys((*st.session_state["dropped"], *st.session_state["lost"])))


def _known(answers: Answers) -> address.Known:
    sources = answers.sources()
    schemes = sources["age_scheme"].unique()
    codes = {field: VOCABULARY[column] for field, column in COLUMNS.items()}
    return {
        "sources": set(sources["code"]),
        "countries": set(answers.vocabulary("countries")["code"]),
        "ages": {code for scheme in schemes for code in answers.age_bands(scheme)["code"]},
        **{field: set(answers.vocabulary(name)["code"]) for field, name in codes.items()},
    }


def _reset() -> None:
    for field in address.LISTS:
        st.session_state[field] = []
    st.session_state["period"] = USUAL


def _country(page: Page) -> tuple[str, ...]:
    codes = page.answers.codes(Filters(), "country")
    return _pills("countries", page.t("filters.country"), _labelled(page, codes), page.t)


def _labelled(page: Page, codes: Iterable[str]) -> dict[str, str]:
    labels = page.labels.column("country")
    return {code: labels[code] for code in codes if code != "not_collected"}


def _sources(page: Page, countries: tuple[str, ...]) -> tuple[Source, ...]:
    """The chosen sources, else the usual ones; draws the choice if there is one."""
    offered = _within(page, countries)
    codes = {source.code for source in offered}
    kept = [code for code in st.session_state["sources"] if code in codes]
    st.session_state["sources"] = kept or [source.code for source in _usual(page, countries)]
    _pills("sources", page.t("filters.source"), {s.code: s.label for s in offered}, page.t)
    return tuple(source for source in offered if source.code in st.session_state["sources"])


def _within(page: Page, countries: tuple[str, ...]) -> list[Source]:
    """The sources that have reports, in the countries chosen."""
    if not countries:
        return [source for source in page.loaded if source.reports]
    counted = page.answers.counts(Filters(countries=countries), "country")
    have = set(counted.loc[counted["reports"] > 0, "source"])
    return [source for source in page.loaded if source.code in have]


def _usual(page: Page, countries: tuple[str, ...]) -> tuple[Source, ...]:
    """The first source of each country, two at most."""
    first: dict[str, Source] = {}
    for source in _within(page, countries):
        first.setdefault(source.country, source)
    return tuple(first.values())[:2]


def _period(page: Page, sources: Sequence[Source]) -> tuple[date | None, date | None]:
    """First and last month selected; draws the choice."""
    t = page.t
    start = min((s.first_month for s in sources if s.first_month), default=None)
    end = max((s.last_month for s in sources if s.last_month), default=None)
    if start is None or end is None:
        return None, None
    months = _months(start, end)
    period = st.segmented_control(
        t("filters.period"),
        [*PERIODS, "all", "chosen"],
        key="period",
        format_func=lambda code: t(f"filters.period.{code}"),
        required=True,
    )
    if period == "all":
        return start, end
    if period in PERIODS:
        return months[-PERIODS[period] :][0], end
    first = _month("first", t("filters.from"), months, months[-12:][0], page)
    last = _month("last", t("filters.to"), months, end, page)
    return min(first, last), max(first, last)


def _month(key: str, label: str, months: list[date], otherwise: date, page: Page) -> date:
    asked = st.session_state.get(key) or otherwise
    st.session_state[key] = min(max(asked, months[0]), months[-1])
    options = months[::-1]
    chosen = st.selectbox(label, options, key=key, format_func=page.formats.month, filter_mode=None)
    return chosen or otherwise


def _months(start: date, end: date) -> list[date]:
    numbers = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _ages(page: Page, sources: Sequence[Source]) -> tuple[str, ...]:
    """The chosen bands. Each age scheme has its own list, under the names of its sources.

    A code that two schemes share is one choice, in whichever list it is made.
    """
    schemes = {source.scheme: page.labels.ages(source.scheme) for source in sources}
    codes = dict.fromkeys(code for bands in schemes.values() for code in bands)
    _keep("ages", codes)
    label = page.t("filters.age")
    for scheme, bands in schemes.items():
        whose = [source.label for source in sources if source.scheme == scheme]
        key = f"ages:{scheme}"
        st.session_state[key] = [code for code in st.session_state["ages"] if code in bands]
        st.pills(
            page.t("list.middot").join([label, *whose]) if len(schemes) > 1 else label,
            list(bands),
            selection_mode="multi",
            key=key,
            format_func=bands.__getitem__,
            on_change=_choose_ages,
            args=(key, bands),
        )
    chosen = [code for code in codes if code in st.session_state["ages"]]
    return tuple(sorted(chosen, key=lambda code: code == "unknown"))


def _choose_ages(key: str, bands: Collection[str]) -> None:
    """Take the choice from the list of one scheme; what only other schemes have stays chosen."""
    others = [code for code in st.session_state["ages"] if code not in bands]
    st.session_state["ages"] = others + st.session_state[key]


def _offered(page: Page, sources: Sequence[Source], column: str, field: str) -> dict[str, str]:
    """Codes of one column that the selected sources have reports of, and those chosen."""
    everything = Filters(sources=tuple(source.code for source in sources))
    have = {*page.answers.codes(everything, column), *st.session_state[field]}
    labels = page.labels.column(column)
    return {code: text for code, text in labels.items() if code in have - {"not_collected"}}


def _keep(key: str, codes: Collection[str]) -> list[str]:
    """The chosen codes that are offered; that others are let go is told."""
    asked = st.session_state[key]
    kept = [code for code in asked if code in codes]
    if len(kept) < len(asked):
        st.session_state["lost"] += (address.LISTS[key],)
    st.session_state[key] = kept
    return kept


def _pills(key: str, label: str, options: Mapping[str, str], t: Translate) -> tuple[str, ...]:
    """A choice of several codes; folded if there are many, absent if there is none to make."""
    kept = _keep(key, options)
    if len(options) < 2:
        return ()
    where: Any = st
    if len(options) > _FOLDED:
        count = t("filters.chosen", n=str(len(kept))) if kept else t("filters.all")
        where = st.expander(f"{label} · {count}")
    chosen = where.pills(
        label,
        list(options),
        selection_mode="multi",
        key=key,
        format_func=options.__getitem__,
        label_visibility="collapsed" if len(options) > _FOLDED else "visible",
    )
    return tuple(code for code in options if code in chosen)
