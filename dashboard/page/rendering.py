"""A release as web pages that open from disk, need no network and read without script."""

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from dashboard import help_lines
from dashboard.about import parts
from dashboard.page import figures, full_tables, telling
from dashboard.page.cards import cards
from dashboard.page.cells import Cells, cells
from dashboard.page.data_file import data_file
from dashboard.page.downloads import beside, downloads
from dashboard.page.script_words import script_words
from dashboard.page.words import Words
from etl.release import wording
from etl.release.model import Release

#: Language → what follows the name of a page.
LANGUAGES: Final = {"en": "", "ja": ".ja"}

_PAGES: Final = ("index", "tables")
_SCRIPTS: Final = ("words.js", "standing.js", "drawing.js", "figures.js", "page.js")


def render(release: Release) -> dict[str, bytes]:
    """The pages of a release and what they need, by their names in its folder.

    ``index.html`` shows, ``tables.html`` lists every number; ``index.ja.html`` and
    ``tables.ja.html`` say the same in Japanese. The same release gives the same bytes.

    Once a newer release is out, the pages say so if the folder above theirs holds a script
    ``status/<name of the release>.js`` that sets ``casestatsStatus`` to an object
    ``{"superseded_by": name, "withdrawn": bool, "revisions": [row, …]}``, each row an object of
    REVISION_COLUMNS (text and numbers, null for none) of a later release.
    """
    numbers = cells(release)
    pages = {
        f"{page}{suffix}.html": _page(page, Words(release, lang), numbers)
        for lang, suffix in LANGUAGES.items()
        for page in _PAGES
    }
    scripts = {f"assets/{name}": _script(name) for name in _SCRIPTS}
    return pages | scripts | {"assets/data.js": data_file(Words(release, "en"), numbers)}


def _page(page: str, words: Words, numbers: Cells) -> bytes:
    release = words.release
    style = _text("style.css")
    told = _TELLERS[page](words, numbers)
    text = (
        _environment()
        .get_template(f"{page}.html")
        .render(
            page=page,
            t=words.t,
            words=words,
            release=release,
            lang=words.lang,
            suffix=LANGUAGES[words.lang],
            other=next(lang for lang in LANGUAGES if lang != words.lang),
            suffixes=LANGUAGES,
            style=Markup(style),  # noqa: S704 - our own file
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            synthetic=wording.synthetic(release, words.language),
            licence_address=wording.licence_address(release),
            script_words=script_words(words, _said()),
            **told,
        )
    )
    return text.encode()


def _index(words: Words, numbers: Cells) -> dict[str, Any]:
    release = words.release
    countries = tuple(dict.fromkeys(release.sources["country"]))
    return {
        "sections": {source: figures.of_source(words, numbers, source) for source in words.sources},
        "not_collected": {
            source: figures.not_collected(words, numbers, source) for source in words.sources
        },
        "cards": cards(words, numbers),
        "balance": telling.balance(words),
        "revisions": telling.revised_together(words),
        "definitions": telling.definitions(words),
        "citation": wording.citation(release, words.language),
        "citations": telling.citations(words),
        "units": telling.meanings(words, "counting_unit", "counting_units"),
        "coverages": telling.meanings(words, "coverage", "coverages"),
        "subjects": telling.meanings(words, "subject", "subjects"),
        "downloads": downloads(release),
        "beside": beside(words.language),
        "contact": Markup(parts.contact(release.contact)),  # noqa: S704 - escapes what it is given
        "help": telling.help_by_country(
            words, help_lines.of_reader(words.lang, locale=None, shown=countries)
        ),
    }


@cache
def _said() -> frozenset[str]:
    """Keys of the messages that the script says."""
    scripts = "".join(_script(name).decode() for name in _SCRIPTS)
    return frozenset(re.findall(r'\bsay\("([\w.]+)"', scripts))


def _tables(words: Words, numbers: Cells) -> dict[str, Any]:
    return {"tables": full_tables.full_tables(words, numbers)}


_TELLERS: Final = {"index": _index, "tables": _tables}


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _script(name: str) -> bytes:
    return files(__package__).joinpath("scripts", name).read_bytes()


def _text(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text("utf-8")
