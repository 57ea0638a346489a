"""The filters beside a page: what of the address can be selected, and the choices as HTML."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from typing import Final
from urllib.parse import urlencode

from dashboard import address, controls, sheet
from dashboard.address import CHOSEN, LISTS, Reading
from dashboard.answers import Answers
from dashboard.columns import records
from dashboard.context import Page, Source
from dashboard.keeping import Kept
from dashboard.selection import Filters
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


_KNOWN: Final[Kept[address.Known]] = Kept(8)


def known(answers: Answers) -> address.Known:
    """The codes that an address can name, by field of Filters; looked up once a warehouse."""
    return _KNOWN.get(answers.warehouse, lambda: _known(answers))


def forget() -> None:
    """Drop the codes that are kept."""
    _KNOWN.clear()


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


def sidebar(page: Page, asked: Reading) -> tuple[Page, tuple[str, ...]]:
    """Write the filters; the page with its selection, and the keys of what cannot be selected.

    Args:
        page: the page with nothing chosen.
        asked: what its address says.
    """
    t, lists = page.t, asked.filters
    lost: list[str] = []
    with sheet.aside():
        sheet.html(f'<h2 class="side">{escape(t("filters.title"))}</h2>')
        countries = _several(page, "countries", _countries(page), lists.countries, lost)
        sources = _sources(page, countries, lists.sources)
        first, last = _period(page, sources, asked)
        ages = _ages(page, sources, lists.ages, lost)
        chosen: dict[str, tuple[str, ...]] = {}
        for field, column in COLUMNS.items():
            codes = getattr(lists, field)
            words = _offered(page, sources, column, codes)
            chosen[field] = _several(page, field, words, codes, lost)
        sheet.html(
            f'<a class="again" id="again" href="?{escape(urlencode(_anew(page, asked)))}">'
            f"{escape(t('filters.reset'))}</a>"
        )
    selection = Filters(
        sources=tuple(source.code for source in sources),
        countries=countries,
        first=first,
        last=last,
        ages=ages,
        **chosen,
    )
    exact = asked.options["period"] == CHOSEN
    told = replace(
        selection,
        sources=() if sources == _usual(page, countries) else selection.sources,
        first=first if exact else None,
        last=last if exact else None,
    )
    page = replace(page, sources=sources, filters=selection, chosen=told, options=asked.options)
    return page, tuple(lost)


def _anew(page: Page, asked: Reading) -> dict[str, str]:
    """What the address says with nothing filtered."""
    options = {**asked.options, "period": USUAL}
    return address.write(Filters(), lang=page.told_language, options=options)


def _countries(page: Page) -> dict[str, str]:
    labels = page.labels.column("country")
    codes: Iterable[str] = page.answers.codes(Filters(), "country")
    return {code: labels[code] for code in codes if code != "not_collected"}


def _sources(page: Page, countries: tuple[str, ...], asked: Collection[str]) -> tuple[Source, ...]:
    """The chosen sources, else the usual ones; writes the choice if there is one."""
    offered = _within(page, countries)
    chosen = tuple(source for source in offered if source.code in asked)
    chosen = chosen or _usual(page, countries)
    codes = [source.code for source in chosen]
    _several(page, "sources", {source.code: source.label for source in offered}, codes, [])
    return chosen


def _within(page: Page, countries: tuple[str, ...]) -> list[Source]:
    """The sources that have reports, in the countries chosen."""
    if not countries:
        return [source for source in page.loaded if source.reports]
    counted = page.answers.counts(Filters(countries=countries), "country")
    have = {row["source"] for row in records(counted) if row["reports"]}
    return [source for source in page.loaded if source.code in have]


def _usual(page: Page, countries: tuple[str, ...]) -> tuple[Source, ...]:
    """The first source of each country, two at most."""
    first: dict[str, Source] = {}
    for source in _within(page, countries):
        first.setdefault(source.country, source)
    return tuple(first.values())[:2]


def _period(
    page: Page, sources: Sequence[Source], asked: Reading
) -> tuple[date | None, date | None]:
    """First and last month selected; writes the choice."""
    t, period = page.t, asked.options["period"]
    start = min((s.first_month for s in sources if s.first_month), default=None)
    end = max((s.last_month for s in sources if s.last_month), default=None)
    if start is None or end is None:
        return None, None
    months = _months(start, end)
    words = {code: t(f"filters.period.{code}") for code in (*PERIODS, "all", CHOSEN)}
    sheet.html(controls.one("period", t("filters.period"), words, period))
    if period == "all":
        return start, end
    if period in PERIODS:
        return months[-PERIODS[period] :][0], end
    usual = start if asked.filters.last else months[-12:][0]
    ends = (asked.filters.first or usual, asked.filters.last or end)
    first, last = (min(max(month, start), end) for month in ends)
    named = {f"{month:%Y-%m}": page.formats.month(month) for month in reversed(months)}
    for key, label, month in (("from", "filters.from", first), ("to", "filters.to", last)):
        sheet.html(controls.listed(key, t(label), named, f"{month:%Y-%m}"))
    return first, last


def _months(start: date, end: date) -> list[date]:
    numbers = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _ages(
    page: Page, sources: Sequence[Source], asked: Collection[str], lost: list[str]
) -> tuple[str, ...]:
    """The chosen bands. Each age scheme has its own list, under the names of its sources.

    A code that two schemes share is one choice, in whichever list it is made.
    """
    schemes = {source.scheme: page.labels.ages(source.scheme) for source in sources}
    codes = dict.fromkeys(code for bands in schemes.values() for code in bands)
    chosen = _kept("ages", codes, asked, lost)
    label = page.t("filters.age")
    for scheme, bands in schemes.items():
        whose = [source.label for source in sources if source.scheme == scheme]
        named = page.t("list.middot").join([label, *whose]) if len(schemes) > 1 else label
        sheet.html(controls.several(LISTS["ages"], named, bands, chosen, part=scheme))
    return tuple(sorted(chosen, key=lambda code: code == "unknown"))


def _offered(
    page: Page, sources: Sequence[Source], column: str, asked: Collection[str]
) -> dict[str, str]:
    """Codes of one column that the selected sources have reports of, and those asked for."""
    everything = Filters(sources=tuple(source.code for source in sources))
    have = {*page.answers.codes(everything, column), *asked} - {"not_collected"}
    return {code: text for code, text in page.labels.column(column).items() if code in have}


def _kept(
    field: str, offered: Iterable[str], asked: Collection[str], lost: list[str]
) -> tuple[str, ...]:
    """The codes asked for that are offered; that others are let go is told."""
    kept = tuple(code for code in offered if code in asked)
    if len(kept) < len(asked):
        lost.append(LISTS[field])
    return kept


def _several(
    page: Page, field: str, options: Mapping[str, str], asked: Collection[str], lost: list[str]
) -> tuple[str, ...]:
    """A choice of several codes; folded if there are many, absent if there is none to make."""
    t, key = page.t, LISTS[field]
    kept = _kept(field, options, asked, lost)
    if len(options) < 2:
        return ()
    label = t(f"filters.{COLUMNS.get(field, key)}")
    if len(options) <= _FOLDED:
        sheet.html(controls.several(key, label, options, kept))
        return kept
    count = t("filters.chosen", n=str(len(kept))) if kept else t("filters.all")
    with sheet.folded(f"{label} · {count}", key=f"fold-{key}"):
        sheet.html(controls.several(key, label, options, kept))
    return kept
