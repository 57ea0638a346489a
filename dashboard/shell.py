"""The HTML that every page starts from: Streamlit's own, in the reader's language and our style."""

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit import file_util

import sql
from dashboard.text import LANGUAGES, NAMES, catalogue, partial, translator
from dashboard.theme import in_light

#: Style sheet and script of the dashboard, served under /front.
STATIC: Final = Path(__file__).parent / "static"

_OURS: Final = (
    '<link rel="stylesheet" href="./front/style.css">\n'
    "    <style>{named}</style>\n"
    '    <link rel="stylesheet" href="./front/about.css">\n'
    '    <script src="./front/front.js"></script>\n'
    '    <script src="./front/choices.js"></script>\n'
    '    <script src="./front/charts.js"></script>\n'
    '    <script id="words" type="application/json">{words}</script>\n'
    '    <script src="./front/words.js"></script>\n  </head>'
)

#: Words that Streamlit says in English only and that words.js says in the reader's language.
_STREAMLIT: Final = (
    *("skip", "sidebar", "collapse", "expand", "open", "choose"),
    *("upload", "upload_button"),
)


class _Name(StringConvertor):
    """What a page may be called; no file of Streamlit's is called so."""

    regex = "[a-z][a-z-]*"


register_url_convertor("name", _Name())


def routes(pages: Iterable[str], *, front: str) -> list[BaseRoute]:
    """Routes of the shell: the root, where the front page is, each page, and what it links to.

    Any other name, the front page's own among them, leads to the root.
    """
    return [
        Route("/", _page),
        *(Route(f"/{page}", _page) for page in pages if page != front),
        Route("/{name:name}", _to_root),
        Mount("/front", StaticFiles(directory=STATIC)),
    ]


def script_hashes() -> list[str]:
    """CSP hashes of the scripts that Streamlit writes into its HTML."""
    scripts = re.findall(r"<script>(.*?)</script>", _streamlit(), flags=re.DOTALL)
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    return ["sha256-" + base64.b64encode(digest).decode() for digest in digests]


@cache
def shell(lang: str) -> str:
    """HTML for one language: ``lang``, title, style sheet, and what is said without scripts."""
    t = translator(lang)
    without_script = f"<noscript><p>{html.escape(t('shell.noscript'))}</p></noscript>"
    text = re.sub(r'<html lang="[^"]*"', f'<html lang="{lang}"', _streamlit())
    text = re.sub(r"<title>.*?</title>", f"<title>{html.escape(t('site.title'))}</title>", text)
    text = re.sub(r"<noscript>.*?</noscript>", without_script, text, flags=re.DOTALL)
    text = re.sub(r'<link rel="service-desc"[^>]*>', "", text)
    return text.replace("</head>", _OURS.format(words=_words(), named=_named()), 1)


@cache
def _named() -> str:
    """The name, in each language, of the button that opens the side bar: Streamlit draws it bare.

    It stands here for good: a style that comes anew makes the browser style the whole page anew.
    """
    names = {lang: translator(lang)("filters.title") for lang in LANGUAGES}
    return "".join(f":root:lang({lang}) {{ --filters: '{name}' }} " for lang, name in names.items())


@cache
def _words() -> str:
    """What scripts know, as JSON: Streamlit's words, texts whose language we can tell, colours."""
    translators = {lang: translator(lang) for lang in LANGUAGES}
    streamlit = [
        {lang: t(f"streamlit.{name}") for lang, t in translators.items()} for name in _STREAMLIT
    ]
    seeds = [row for name in sql.seed_names() for row in sql.seed_rows(name) if "label_mi" in row]
    labels = [row["label_mi"] for row in seeds if row["label_mi"] != row["label_en"]]
    phrases = {name: lang for lang, name in NAMES.items()}
    phrases |= dict.fromkeys((*catalogue("mi").values(), *labels), "mi")
    told = {
        "words": streamlit,
        "phrases": list(phrases.items()),
        "partial": [lang for lang in LANGUAGES if partial(lang)],
        "colours": in_light(),
    }
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")


def _to_root(request: Request) -> RedirectResponse:
    """Streamlit would say in English that there is no such page, and not in our style."""
    query = request.url.query
    return RedirectResponse(f"./?{query}" if query else "./")


def _page(request: Request) -> HTMLResponse:
    asked = request.query_params.get("lang")
    lang = asked if asked in LANGUAGES else LANGUAGES[0]
    return HTMLResponse(shell(lang), headers={"cache-control": "no-cache"})


@cache
def _streamlit() -> str:
    return (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
