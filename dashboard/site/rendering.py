"""All pages and files of a site that stand beside its releases, made anew at each run."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from dashboard import help_lines
from dashboard.page.rendering import LANGUAGES
from dashboard.page.telling import help_by_country
from dashboard.site.feed import feed, sitemap
from dashboard.site.telling import Entry, archive, told_of
from etl.release import wording
from etl.release.model import Release
from etl.release.status import statuses

_ROBOTS: Final = "User-agent: *\nAllow: /\n"


def render(
    releases: Sequence[Release],
    latest: Release,
    *,
    keys: Mapping[str, bytes],
    address: str | None,
) -> dict[str, bytes]:
    """Path in the site → bytes. The same releases give the same bytes.

    ``status.json`` tells what became of each release: name → the fields of Status. The page of a
    release reads its own from ``status/<name>.js``, in the folder above its own.

    Args:
        releases: all in the site, the newest first.
        latest: the one to send readers to.
        keys: name → bytes of the files of public keys, to check the releases with.
        address: of the site, with a slash at its end. Feed and site map need it and are left out
            without.
    """
    told = {name: asdict(status) for name, status in statuses(releases).items()}
    found = f"Sitemap: {address}sitemap.xml\n" if address else ""
    made = {
        "status.json": f"{json.dumps(told, indent=1)}\n".encode(),
        **{
            f"status/{name}.js": f"window.casestatsStatus = {json.dumps(status)};\n".encode()
            for name, status in told.items()
        },
        **keys,
        "robots.txt": (_ROBOTS + found).encode(),
    }
    if address:
        made["sitemap.xml"] = sitemap(releases, address=address)
    for lang in wording.LANGUAGES:
        suffix = LANGUAGES[lang]
        entries = told_of(releases, lang)
        newest = next(entry for entry in entries if entry.release is latest)
        made[f"index{suffix}.html"] = _index(entries, newest, fed=bool(address))
        made[f"latest/index{suffix}.html"] = _page("latest.html", newest)
        if address:
            made[f"feed{suffix}.atom"] = feed(entries, newest, address=address)
    return made


def _index(entries: Sequence[Entry], newest: Entry, *, fed: bool) -> bytes:
    countries = dict.fromkeys(
        country for entry in entries for country in entry.release.sources["country"]
    )
    lines = help_lines.of_reader(newest.lang, locale=None, shown=tuple(countries))
    return _page(
        "index.html",
        newest,
        style=_style(),
        archive=archive(entries),
        plans=len({entry.release.plan for entry in entries}),
        fed=fed,
        help=help_by_country(newest.words, lines),
    )


def _page(template: str, newest: Entry, **told: object) -> bytes:
    lang = newest.lang
    page = _environment().get_template(template)
    return page.render(
        newest=newest,
        t=newest.words.t,
        words=newest.words,
        lang=lang,
        suffix=LANGUAGES[lang],
        other=next(other for other in LANGUAGES if other != lang),
        suffixes=LANGUAGES,
        **told,
    ).encode()


@cache
def _style() -> Markup:
    """The look of the pages of releases, and what only the index needs."""
    shared = files("dashboard.page").joinpath("templates", "style.css").read_text("utf-8")
    return Markup(shared + _text("style.css"))  # noqa: S704 - our own files


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _text(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text("utf-8")
