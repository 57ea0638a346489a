"""A release as a reader has it on a disk, and the reader before it, out of the network's reach."""

import re
from contextlib import contextmanager

from dashboard.page import render
from tests.browser.reading import WIDE


def written(release, folder):
    for name, data in render(release).items():
        path = folder / release.name / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder / release.name


@contextmanager
def reading(browser, address, *, size=WIDE, scheme="light", script=True, today="2025-09-01"):
    """A page opened from disk while everything else is out of reach; nothing may go wrong."""
    asked, troubles = [], []
    context = browser.new_context(viewport=size, color_scheme=scheme, java_script_enabled=script)
    context.route(re.compile("^(?!file:)"), lambda route: route.abort())
    context.clock.set_fixed_time(today)
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "console",
        # A missing script of its status is what a release on its own has.
        lambda m: None if "ERR_FILE_NOT_FOUND" in m.text else troubles.append(m.text),
    )
    page.goto(f"file://{address}")
    try:
        yield page
    finally:
        context.close()
    assert troubles == []
    assert [url for url in asked if not url.startswith(("file:", "blob:", "data:"))] == []
