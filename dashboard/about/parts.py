"""HTML of the page About: contents, headings, lists of words, methods with their formulas. Pure."""

import re
from collections.abc import Hashable, Iterable, Mapping
from html import escape
from typing import Any, Final

import pandas as pd
from markdown_it import MarkdownIt

from dashboard.text import Translate

#: Between the lines of a formula, and between sources, in one cell of a seed.
BETWEEN: Final = re.compile(r"\s*;\s+")

_PROSE: Final = MarkdownIt("commonmark", {"html": False})

_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]+")


def contents(title: str, sections: Mapping[str, str]) -> str:
    """Links to the sections of the page, by code and title."""
    links = "".join(
        f'<li><a href="#about-{code}">{escape(name)}</a></li>' for code, name in sections.items()
    )
    name = escape(title)
    return f'<nav class="contents" aria-label="{name}"><p>{name}</p><ol>{links}</ol></nav>'


def prose(text: str) -> str:
    """A message written as Markdown."""
    return f'<div class="prose">{_PROSE.render(text)}</div>'


def heading(code: str, title: str) -> str:
    """The heading of one section, where a link can lead."""
    return f'<h2 class="about" id="about-{code}">{escape(title)}</h2>'


def words(told: Iterable[tuple[str, str]]) -> str:
    """Words, each with what it means."""
    pairs = "".join(f"<dt>{escape(word)}</dt><dd>{escape(meaning)}</dd>" for word, meaning in told)
    return f'<dl class="words">{pairs}</dl>'


def folded(title: str, told: Iterable[tuple[str, str]]) -> str:
    """The same, to be opened."""
    return f'<details class="words"><summary>{escape(title)}</summary>{words(told)}</details>'


def methods(rows: pd.DataFrame, t: Translate) -> str:
    """Each method: what it does, its formula line by line, where it is from, the SQL that does it.

    Args:
        rows: label, description, formula, source, sql; the last three may be empty.
        t: translator.
    """
    return "".join(_method(row, t) for row in rows.to_dict("records"))


def _method(row: Mapping[Hashable, Any], t: Translate) -> str:
    lines = [line for line in BETWEEN.split(row["formula"]) if line]
    formula = (
        f'<pre class="formula" lang="zxx">{escape(chr(10).join(lines))}</pre>' if lines else ""
    )
    files = " ".join(f"<code>sql/{escape(path)}.sql</code>" for path in row["sql"].split())
    facts = [f"{escape(t('about.method.sql'))} {files}"]
    if row["source"]:
        source = f'<span lang="en">{escape(row["source"])}</span>'
        facts.insert(0, f"{escape(t('about.method.source'))} {source}")
    return (
        f'<section class="method"><h3>{escape(row["label"])}</h3>'
        f"<p>{escape(row['description'])}</p>{formula}"
        + "".join(f'<p class="facts">{fact}</p>' for fact in facts)
        + "</section>"
    )


def contact(told: str) -> str:
    """Who answers questions: an address to write to or to open, or a plain text."""
    link = (
        f"mailto:{told}" if _MAIL.fullmatch(told) else told if told.startswith("https://") else ""
    )
    return f'<a href="{escape(link)}">{escape(told)}</a>' if link else escape(told)
