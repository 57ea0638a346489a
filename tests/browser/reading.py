"""A reader at the browser: opens pages of a dashboard, and notes whatever goes wrong unseen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from playwright.sync_api import Browser, BrowserContext, Locator, Page

WIDE, NARROW = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}


def drawn(page: Page) -> None:
    """Wait until the page has come to rest."""
    page.wait_for_selector("footer.help")
    page.wait_for_selector("[data-test-script-state='notRunning']", state="attached")


def choice(page: Page, key: str, code: str = "") -> Locator:
    """The field of a code, or the list of codes, by the key of the address."""
    return page.locator(f"[data-key='{key}']" + (f"[value='{code}']" if code else ""))


def choose(page: Page, key: str, code: str, *, nth: int = 0) -> None:
    """Choose a code, or no more, as with the mouse; ``nth`` of those of two lists."""
    if choice(page, key).first.evaluate("field => field.tagName") == "SELECT":
        choice(page, key).select_option(code)
    else:
        page.locator("label").filter(has=choice(page, key, code)).nth(nth).click()


@cache
def reader(
    browser: Browser,
    _number: int,
    *,
    size: tuple[tuple[str, int], ...],
    scheme: str,
    locale: str,
    permissions: tuple[str, ...],
) -> BrowserContext:
    """One of those who look this way; who comes again has the pages' scripts already."""
    return browser.new_context(
        viewport=dict(size), color_scheme=scheme, locale=locale, permissions=[*permissions]
    )


@contextmanager
def visiting(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Give a way to open a path, each time as another reader; nothing may have gone wrong then."""
    pages, troubles = [], []
    ours = (address, address.replace("http", "ws"), "data:", "blob:")

    def heed(page: Page) -> None:
        page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith(ours) else troubles.append(r.url))
        page.on("response", lambda r: None if r.status < 400 else troubles.append(r.url))

    def open_page(path: str, *, size=WIDE, scheme="light", locale="en-GB", permissions=()) -> Page:
        page = reader(
            browser,
            len(pages),
            size=tuple(size.items()),
            scheme=scheme,
            locale=locale,
            permissions=permissions,
        ).new_page()
        pages.append(page)
        heed(page)
        page.goto(address + path)
        drawn(page)
        return page

    try:
        yield open_page
    finally:
        for page in pages:
            page.close()
    assert troubles == []
