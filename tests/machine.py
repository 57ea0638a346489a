"""What the tests need of the machine beside Python: a browser, and ssh-keygen to sign with.

Run as a program (``python -m tests.machine``) it provides both where it may install the
distribution's packages, and says what to do where it may not. What is missing is skipped, and
counted.
"""

import shutil
import sys

from tests.browser import chromium
from tests.packages import install


def provide() -> None:
    """Install what is missing, if that is possible, and tell what tests will use."""
    browser = chromium.provide()
    if browser:
        print(f"Browser tests use {browser}")
    else:
        print(
            "No Chromium could be installed: the browser tests will be skipped. "
            "Install one (apt install chromium) or name one in CASESTATS_CHROMIUM.",
            file=sys.stderr,
        )
    if shutil.which("ssh-keygen") is None and not install("openssh-client"):
        print(
            "No ssh-keygen could be installed: tests that sign will be skipped. "
            "Install it: apt install openssh-client",
            file=sys.stderr,
        )


if __name__ == "__main__":
    provide()
