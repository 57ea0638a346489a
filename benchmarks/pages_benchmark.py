"""How fast a page answers a change of a filter, beside other ways to build it, in real Chromium.

    python benchmarks/pages_benchmark.py [--reports 200000] [--rounds 3] [--peers PYTHON]

One run makes synthetic reports and serves one warehouse four times: our Overview and Trends, the
same four charts in Dash and in Panel, and the page that a first try in Streamlit with Plotly
Express would be (benchmarks/pages). The pages take turns. Measured are:

- change: from the click on a filter to the last change of a chart or table; no selection twice.
- cold: from a fresh browser's first request to the last change of the first view.
- processor: what the server spent on a change.
- bytes: what the first view asked for.
- a session: how much larger the server became with each of ten further readers.

PYTHON is an interpreter that has dash, panel, duckdb and pandas (requirements/bench.txt); without
one, Dash and Panel are left out. Read the ratios: the milliseconds belong to the machine.
"""

import argparse
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.query_benchmark import make_import
from etl.build import build
from etl.settings import Settings
from tests.browser import chromium

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "benchmarks" / "pages"
WATCH = (PAGES / "measure.js").read_text(encoding="utf-8")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
#: Filters, clicked one at a time so that no selection comes twice (a Gray code).
FILTERS = ("Male", "Female", "Another gender", "Open", "Advice given")
CHANGES = 20
COLD = 3
SESSIONS = 10
#: Milliseconds without a change after which a page is at rest.
REST = 700


@dataclass
class Server:
    """One way to build the page, and what was measured of it.

    Attributes:
        name: of the way.
        command: starts it; ``{port}`` is put in.
        path: of the page.
        folder: where it is started.
        environment: variables added to ours.
        changes: milliseconds.
        cold: milliseconds.
        processor: milliseconds a change.
        sizes: bytes of a first view.
        session: bytes of memory a further reader.
    """

    name: str
    command: list[str]
    path: str = "/"
    folder: Path = PAGES
    environment: dict[str, str] = field(default_factory=dict)
    changes: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    session: list[float] = field(default_factory=list)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default="")
    asked = parser.parse_args()
    path = chromium.find()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        settings = Settings(data=Path(place), keys=Path(place) / "keys")
        make_import(settings, asked.reports)
        build(settings)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        # The pages are started in another folder, and an environment is where its link lies.
        servers = every_server(settings, asked.peers and str(Path(asked.peers).absolute()))
        loads = []
        for _ in range(asked.rounds):
            for server in servers:
                loads.append(os.getloadavg()[0])
                measure(server, browser)
        print(f"{asked.reports:,} reports, {asked.rounds} rounds of {CHANGES} changes")
        print(f"load of the machine {min(loads):.1f} to {max(loads):.1f}")
        tell(servers)
        browser.close()


def every_server(settings: Settings, peers: str) -> list[Server]:
    """The pages that are compared; ours first."""
    [built] = settings.warehouse.glob("*.duckdb")
    naive = [sys.executable, "-m", "streamlit", "run", "naive_page.py", "--server.port={port}"]
    quiet = ["--server.headless=true", "--browser.gatherUsageStats=false", "--", str(built)]
    servers = [
        ours(settings, "Overview", "/"),
        ours(settings, "Trends", "/trends"),
        Server("naive Streamlit", [*naive, *quiet]),
    ]
    if peers:
        for name, script in (("Dash", "dash_page.py"), ("Panel", "panel_page.py")):
            servers.append(Server(name, [peers, script, str(built), "{port}"]))
    return servers


def ours(settings: Settings, name: str, path: str) -> Server:
    """Our dashboard over the warehouse of these settings."""
    serve = (
        "import sys; sys.argv = ['casestats', 'serve', '--port', '{port}'];"
        "from casestats import main; main()"
    )
    places = {"CASESTATS_DATA": str(settings.data), "CASESTATS_KEYS": str(settings.keys)}
    return Server(name, [sys.executable, "-c", serve], path, folder=ROOT, environment=places)


def measure(server: Server, browser: Browser) -> None:
    """One round: first views, then changes, then further readers."""
    with running(server) as (process, address):
        first_view(browser, address)  # the server's own first time is not the reader's
        for _ in range(COLD):
            milliseconds, size = first_view(browser, address)
            server.cold.append(milliseconds)
            server.sizes.append(size)
        context = browser.new_context(viewport={"width": 1440, "height": 1000})
        page = visit(context.new_page(), address)
        before = processor(process)
        for number in range(CHANGES):
            server.changes.append(change(page, gray(number)))
        server.processor.append(1000 * (processor(process) - before) / CHANGES)
        resident = memory(process)
        readers = [visit(browser.new_page(), address) for _ in range(SESSIONS)]
        server.session.append((memory(process) - resident) / SESSIONS)
        for reader in (*readers, page):
            reader.close()
        context.close()


def first_view(browser: Browser, address: str) -> tuple[float, int]:
    """Milliseconds and bytes of a first view in a fresh browser."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    sizes: list[int] = []
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    visit(page, address)
    milliseconds = page.evaluate("window.changed")
    context.close()
    return milliseconds, int(sum(sizes))


def visit(page: Page, address: str) -> Page:
    """Open the page and wait until it is at rest."""
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_function("() => window.changed > 0", timeout=60_000)
    rest(page)
    return page


def change(page: Page, label: str) -> float:
    """Click a filter; milliseconds until the last change of a chart or table."""
    page.evaluate("window.changed = 0")
    filters = page.get_by_text(label, exact=True).locator("visible=true")
    filters.first.click()
    page.wait_for_function("() => window.changed > window.clicked", timeout=60_000)
    rest(page)
    return float(page.evaluate("window.changed - window.clicked"))


def rest(page: Page) -> None:
    """Wait until nothing was drawn for a while."""
    page.wait_for_function(f"() => performance.now() - window.changed > {REST}", timeout=60_000)


def gray(number: int) -> str:
    """The filter to click so that the selections of all clicks differ."""
    bit = ((number + 1) & -(number + 1)).bit_length() - 1
    return FILTERS[bit]


@contextlib.contextmanager
def running(server: Server) -> Iterator[tuple[int, str]]:
    """Process id and address of a server, while it runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [part.replace("{port}", str(port)) for part in server.command]
    process = subprocess.Popen(
        command,
        cwd=server.folder,
        env=os.environ | server.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield process.pid, f"http://127.0.0.1:{port}{server.path}"
    finally:
        process.terminate()
        process.wait()


def processor(process: int) -> float:
    """Processor seconds of a process so far, from the kernel's own account."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(process: int) -> int:
    """Resident bytes of a process."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def tell(servers: list[Server]) -> None:
    """The medians, and beside them the ratio to the best peer."""
    peers = [server for server in servers if server.name in ("Dash", "Panel")]
    naive = next(server for server in servers if server.name == "naive Streamlit")
    best = min((median(peer.changes) for peer in peers), default=float("nan"))
    print(
        f"\n{'page':16} {'change p50':>10} {'p95':>6} {'/ peer':>7} {'cold':>7} {'/ naive':>8}"
        f" {'processor':>10} {'bytes':>7} {'a session':>10}"
    )
    for server in servers:
        change, cold = median(server.changes), median(server.cold)
        print(
            f"{server.name:16} {change:7.0f} ms {quantiles(server.changes, n=20)[-1]:6.0f}"
            f" {change / best:7.2f} {cold:4.0f} ms {cold / median(naive.cold):8.2f}"
            f" {median(server.processor):7.0f} ms {median(server.sizes) / 1e6:4.1f} MB"
            f" {median(server.session) / 1e6:7.2f} MB"
        )


if __name__ == "__main__":
    main()
