"""The HTML that every page starts from: Streamlit's own, in the reader's language and our style."""

import base64
import hashlib
import html
import re
from functools import cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit import file_util

from dashboard.text import LANGUAGES, translator

#: Style sheet and script of the dashboard, served under /front.
STATIC: Final = Path(__file__).parent / "static"

_OURS: Final = (
    '<link rel="stylesheet" href="./front/style.css">\n'
    '    <script src="./front/front.js"></script>\n  </head>'
)


def routes(pages: tuple[str, ...]) -> list[BaseRoute]:
    """Routes of the shell: the root, each page, and what the shell links to."""
    return [
        Route("/", _page),
        *(Route(f"/{page}", _page) for page in pages if page),
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
    return text.replace("</head>", _OURS, 1)


def _page(request: Request) -> HTMLResponse:
    asked = request.query_params.get("lang")
    lang = asked if asked in LANGUAGES else LANGUAGES[0]
    return HTMLResponse(shell(lang), headers={"cache-control": "no-cache"})


@cache
def _streamlit() -> str:
    return (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
