"""The browser that the browser tests drive: find it, or provide it.

Provided is the distribution's package where we may install it, else Playwright's own. Without a
browser the tests marked ``browser`` are skipped, and counted.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.packages import install

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Path of a Chromium that starts, or None."""
    candidates = [
        os.environ.get("CASESTATS_CHROMIUM"),
        *map(shutil.which, NAMES),
        _playwright_own(),
    ]
    return next((path for path in candidates if path and _starts(path)), None)


def _playwright_own() -> str | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow to import, rarely needed

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _starts(path: str) -> bool:
    # Ubuntu's package is a launcher for a snap: it exists, but does not start in a container.
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def provide() -> str | None:
    """Find a browser, or install one; None where that is not possible."""
    found = find()
    if found:
        return found
    if install("chromium", "fonts-noto-cjk") and (found := find()):
        return found
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])
    return find()
