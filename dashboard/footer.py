"""The foot of every page: where help is, and what the page is made with."""

from collections.abc import Iterable
from functools import cache
from html import escape

import sql
from dashboard import help_lines, sheet
from dashboard.context import ANYWHERE
from dashboard.help_lines import HelpLine
from dashboard.text import translator


def footer(lang: str, *, locale: str, shown: Iterable[str] = ()) -> None:
    """Help lines for this reader; needs no warehouse, so that nothing keeps it from any page.

    Args:
        lang: the reader's language.
        locale: language and country that the reader's browser asks for.
        shown: countries of the data on the page.
    """
    countries = tuple(dict.fromkeys(shown))
    sheet.html(_html(lang, help_lines.of_reader(lang, locale=locale, shown=countries)))


@cache
def _html(lang: str, lines: tuple[HelpLine, ...]) -> str:
    t = translator(lang)
    names = {row["code"]: row[f"label_{lang}"] for row in sql.seed_rows("countries")}
    names[ANYWHERE] = t("anywhere")
    told = "".join(
        f"<dt>{escape(names[country])}</dt><dd><ul>"
        + "".join(_line(line, lang) for line in lines if line.country == country)
        + "</ul></dd>"
        for country in dict.fromkeys(line.country for line in lines)
    )
    return (
        f'<footer class="help"><h2>{escape(t("help.title"))}</h2><p>{escape(t("help.lead"))}</p>'
        f"<dl>{told}</dl><p>{escape(t('site.imprint'))}</p></footer>"
    )


def _line(line: HelpLine, lang: str) -> str:
    spoken = "" if line.language == lang else f' lang="{line.language}"'
    return (
        f'<li{spoken}><a href="{escape(line.address)}" rel="noreferrer" target="_blank">'
        f"{escape(line.name)}</a> <strong>{escape(line.number)}</strong> "
        f"<span>{escape(line.hours)}</span></li>"
    )
