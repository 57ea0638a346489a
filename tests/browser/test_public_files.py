"""Public files of Canada and Hokkaido through every page: no error, no other country."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.pages import FRONT, PAGES
from dashboard.text import translator
from etl.build import build
from etl.ingest import import_file
from etl.sources import load
from tests.browser.reading import drawn, visiting
from tests.small_warehouse import serving
from tests.warehouse_builder import settings_in

DATA = Path(os.environ.get("CASESTATS_REAL_DATA") or Path(__file__).parents[3] / "shared" / "data")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.real_data,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"no public files in {DATA}"),
]

#: Pages that speak of other countries than those of the reports.
WORLDWIDE = {"official", "about"}

#: The page that says how to cite: never what is synthetic.
WORDS = {"about"}


def served(folder, source, *names):
    settings = settings_in(folder)
    for name in names:
        import_file(settings, DATA / name, load(source))
    build(settings)
    return serving(settings)


@pytest.fixture(scope="module")
def canada(tmp_path_factory):
    with served(tmp_path_factory.mktemp("ca"), "ca-cafc", "cafc/cafc_full.zip") as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def hokkaido(tmp_path_factory):
    names = ("hokkaido_2018hittakuri.csv", "hokkaido_2018zitensyatou.csv")
    folder = tmp_path_factory.mktemp("hokkaido")
    with served(folder, "jp-police-hokkaido", *(f"hokkaido_police/{name}" for name in names)) as p:
        yield f"http://127.0.0.1:{p}"


def walk(browser: Browser, address: str, lang: str):
    """Each page, and what it says but for the help lines."""
    with visiting(browser, address) as visit:
        page = visit(f"/?lang={lang}")
        for name in PAGES:
            page.goto(f"{address}/{'' if name == FRONT else name}?lang={lang}")
            expect(page.locator("h1")).to_have_text(translator(lang)(f"{name}.title"))
            drawn(page)
            yield name, said(page)


def said(page: Page) -> str:
    return str(
        page.evaluate(
            """() => { const main = document.querySelector('[data-testid=stMain]').cloneNode(true);
                main.querySelectorAll('footer, style').forEach(e => e.remove());
                return main.textContent; }"""
        )
    )


def test_canada(browser, canada):
    for name, text in walk(browser, canada, "en"):
        if name not in WORLDWIDE:
            assert "Canada" in text, name
            assert "Japan" not in text, name
        if name not in WORDS:
            assert "ynthetic" not in text, name


def test_hokkaido(browser, hokkaido):
    for name, text in walk(browser, hokkaido, "ja"):
        if name not in WORLDWIDE:
            assert "日本" in text, name
            assert "ニュージーランド" not in text, name
        if name not in WORDS:
            assert "架空" not in text, name
