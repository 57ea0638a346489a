"""The page on paper: no controls, nothing cut off, light even where the screen is dark."""

import pytest

from tests.browser.reading import drawn
from tests.small_warehouse import serving, two_countries

pytestmark = pytest.mark.browser

#: A4 less its margins, in CSS pixels.
PAPER = {"width": 688, "height": 1017}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serving(two_countries(tmp_path_factory.mktemp("paper"))) as port:
        yield f"http://127.0.0.1:{port}"


def strokes(page):
    return page.evaluate(
        "[...document.querySelectorAll('.js-plotly-plot .js-line')].map(e => e.style.stroke)"
    )


@pytest.mark.parametrize(("path", "lang"), [("", "en"), ("trends", "ja")])
def test_paper(visit, path, lang):
    page = visit(f"/{path}?lang={lang}", scheme="dark")
    page.wait_for_selector(".js-plotly-plot .js-line")
    on_screen = strokes(page)
    assert "rgb(111, 168, 232)" in on_screen
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size(PAPER)
    drawn(page)
    page.wait_for_timeout(300)  # what follows the width of the window has done so
    assert page.evaluate("document.documentElement.scrollWidth") == PAPER["width"]
    for hidden in ("stSidebar", "stHeader"):
        assert not any(place.is_visible() for place in page.get_by_test_id(hidden).all()), hidden
    assert not page.locator("button:visible, .tools:visible, .choice:visible").count()
    assert page.locator("footer.help").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == (
        "rgb(27, 36, 48)"
    )
    assert "rgb(31, 95, 168)" in strokes(page)
    assert "rgb(111, 168, 232)" not in strokes(page)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert strokes(page) == on_screen
