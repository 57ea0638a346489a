"""The browser that the browser tests drive: find it, or provide it.

Run as a program (``python -m tests.browser.chromium``) it provides one: the distribution's
package where we may install it, else Playwright's own, else it says what to do. Without a browser
the tests marked ``browser`` are skipped, and counted.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

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


def _may_install() -> list[str] | None:
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n"]
    return None


def provide() -> str | None:
    """Find a browser, or install one; None where that is not possible."""
    found = find()
    if found:
        return found
    prefix = _may_install()
    if prefix is not None:
        print("Installing Chromium for the browser tests …", flush=True)
        apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        subprocess.run([*apt, "update"], stdout=subprocess.DEVNULL)
        subprocess.run(
            [*apt, "install", "-y", "chromium", "fonts-noto-cjk"], stdout=subprocess.DEVNULL
        )
        found = find()
        if found:
            return found
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])
    return find()


if __name__ == "__main__":
    browser = provide()
    if browser:
        print(f"Browser tests use {browser}")
    else:
        print(
            "No Chromium could be installed: the browser tests will be skipped. "
            "Install one (apt install chromium) or name one in CASESTATS_CHROMIUM.",
            file=sys.stderr,
        )
