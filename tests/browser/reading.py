"""A reader at the browser: opens pages of a dashboard, and notes whatever goes wrong unseen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

WIDE, NARROW = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}


def drawn(page: Page) -> None:
    """Wait until the page has come to rest."""
    page.wait_for_selector("footer.help")
    page.wait_for_selector("[data-test-script-state='notRunning']", state="attached")


@contextmanager
def visiting(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Give a way to open a path as a new reader; at the end nothing may have gone wrong."""
    contexts, troubles = [], []
    ours = (address, address.replace("http", "ws"), "data:", "blob:")

    def heed(page: Page) -> None:
        page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith(ours) else troubles.append(r.url))
        page.on("response", lambda r: None if r.status < 400 else troubles.append(r.url))

    def open_page(path: str, *, size=WIDE, scheme="light", locale="en-GB", permissions=()) -> Page:
        context = browser.new_context(
            viewport=size, color_scheme=scheme, locale=locale, permissions=list(permissions)
        )
        contexts.append(context)
        page = context.new_page()
        heed(page)
        page.goto(address + path)
        drawn(page)
        return page

    try:
        yield open_page
    finally:
        for context in contexts:
            context.close()
    assert troubles == []
